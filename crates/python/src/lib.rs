//! The native part of the Python package `news`: bytes in, records and batches of Arrow out. What Python programs see of it
//! is in `python/news`.

mod batches;

use news_archive::{READER_PANIC, guard};
use news_core::rows::{
    AbbreviationRow, AmountRow, EventRow, OrgRow, PersonRow, PlaceRow, PointRow, QuoteRow, Row, SentenceRow, Sheet,
    TimeRow, columns, json,
};
use news_core::{Layout, OffsetUnit, Options};
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

create_exception!(news, NewsError, PyValueError, "There is no article to speak of, or an option is wrong.");

/// The native functions.
#[pymodule]
fn _news(module: &Bound<'_, PyModule>) -> PyResult<()> {
    guard::install();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("NewsError", module.py().get_type::<NewsError>())?;
    module.add_class::<batches::Batches>()?;
    module.add_class::<batches::Batch>()?;
    module.add_class::<batches::TableSchema>()?;
    module.add_function(wrap_pyfunction!(read, module)?)?;
    module.add_function(wrap_pyfunction!(convert, module)?)?;
    module.add_function(wrap_pyfunction!(rows, module)?)?;
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
    let broken = |panic| NewsError::new_err(format!("{} the parser broke off: {panic}", READER_PANIC.code));
    let records = py.detach(|| guard::catch(read)).map_err(broken)?;
    records.map_err(|error| refused(&error))
}

/// A record in another format.
#[pyfunction]
fn convert(record: &str, to: &str, furniture: bool) -> PyResult<String> {
    let article = news_core::from_json(record).map_err(|error| refused(&error))?;
    let output = news_core::output_named(to).map_err(|error| refused(&error))?;
    Ok(output.write(&article, Layout { furniture, ..Layout::default() }))
}

/// The columns of a kind of row, and the rows of a record in JSON, as `news list` writes them. `name` stands for an article
/// without an address.
#[pyfunction]
fn rows(record: &str, kind: &str, name: &str, offsets: &str) -> PyResult<(Vec<String>, Vec<String>)> {
    let article = news_core::from_json(record).map_err(|error| refused(&error))?;
    let sheet = Sheet::new(&article, name, unit_of(offsets)?);
    match kind {
        "quotes" => Ok(rows_of::<QuoteRow>(&sheet)),
        "people" => Ok(rows_of::<PersonRow>(&sheet)),
        "orgs" => Ok(rows_of::<OrgRow>(&sheet)),
        "places" => Ok(rows_of::<PlaceRow>(&sheet)),
        "events" => Ok(rows_of::<EventRow>(&sheet)),
        "times" => Ok(rows_of::<TimeRow>(&sheet)),
        "amounts" => Ok(rows_of::<AmountRow>(&sheet)),
        "points" => Ok(rows_of::<PointRow>(&sheet)),
        "abbreviations" => Ok(rows_of::<AbbreviationRow>(&sheet)),
        "sentences" => Ok(rows_of::<SentenceRow>(&sheet)),
        _ => Err(NewsError::new_err(format!("expected a kind of `news list`, as quotes or people, got \"{kind}\""))),
    }
}

fn rows_of<R: Row>(sheet: &Sheet<'_>) -> (Vec<String>, Vec<String>) {
    (columns::<R>(), R::all(sheet).iter().map(json).collect())
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

fn refused(error: &news_core::Error) -> PyErr {
    NewsError::new_err(format!("{} {error}", error.code().code))
}
