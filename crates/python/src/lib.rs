//! The native part of the Python package `news`: bytes in, records and batches of Arrow out. What Python programs see of it
//! is in `python/news`.

mod batches;

use news_core::{Layout, OffsetUnit, Options};
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

create_exception!(news, NewsError, PyValueError, "There is no article to speak of, or an option is wrong.");

/// The native functions.
#[pymodule]
fn _news(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("NewsError", module.py().get_type::<NewsError>())?;
    module.add_class::<batches::Batches>()?;
    module.add_class::<batches::Batch>()?;
    module.add_function(wrap_pyfunction!(read, module)?)?;
    module.add_function(wrap_pyfunction!(convert, module)?)?;
    module.add_function(wrap_pyfunction!(schema, module)?)
}

/// The records of an input, as the command writes them.
#[pyfunction]
fn read(py: Python<'_>, content: &[u8], options: &str, offsets: &str) -> PyResult<Vec<String>> {
    let (options, unit) = (options_of(options)?, unit_of(offsets)?);
    let read = || {
        let articles = news_core::read_items(content, &options)?;
        Ok(articles.iter().map(|article| news_core::to_json(article, unit)).collect())
    };
    py.detach(read).map_err(refused)
}

/// A record in another format.
#[pyfunction]
fn convert(record: &str, to: &str, furniture: bool) -> PyResult<String> {
    let article = news_core::from_json(record).map_err(refused)?;
    let output = news_core::output_named(to).map_err(refused)?;
    Ok(output.write(&article, Layout { furniture, ..Layout::default() }))
}

/// The JSON Schema of the record.
#[pyfunction]
fn schema() -> String {
    news_core::article_schema().to_string()
}

/// Options from a JSON object of their names; an unknown one is an error that names it.
fn options_of(json: &str) -> PyResult<Options> {
    serde_json::from_str(json).map_err(|error| NewsError::new_err(error.to_string()))
}

fn unit_of(name: &str) -> PyResult<OffsetUnit> {
    let unknown = |_| NewsError::new_err(format!("offsets: expected scalar, utf8 or utf16, got \"{name}\""));
    serde_json::from_value(name.into()).map_err(unknown)
}

fn refused(error: news_core::Error) -> PyErr {
    NewsError::new_err(format!("{} {error}", error.code().code))
}
