//! Batches of the table of articles, handed over by the Arrow C data interface.

use std::fmt::Display;
use std::sync::Mutex;

use arrow_array::ffi::{FFI_ArrowSchema, to_ffi};
use arrow_array::{Array as _, RecordBatch, StructArray};
use arrow_schema::{Schema, SchemaRef};
use news_archive::{Input, table};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use super::{options_of, unit_of};

/// The batches of one container, read as they are asked for and without the lock of the interpreter.
#[pyclass(frozen)]
pub(crate) struct Batches(Mutex<table::Batches>);

#[pymethods]
impl Batches {
    #[new]
    fn new(path: &str, options: &str, offsets: &str) -> PyResult<Self> {
        let batches = table::Batches::open(&Input::file(path), options_of(options)?, unit_of(offsets)?);
        batches.map(|batches| Batches(Mutex::new(batches))).map_err(|error| failed(&format!("{path}: {error}")))
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Batch>> {
        let next = py.detach(|| self.0.lock().ok()?.next());
        next.transpose().map(|batch| batch.map(Batch)).map_err(PyErr::from)
    }

    /// What gave no article since this was asked last: place, code, message.
    fn failures(&self) -> Vec<(u64, &'static str, String)> {
        let failures = self.0.lock().map(|mut batches| batches.failures()).unwrap_or_default();
        failures.into_iter().map(|failure| (failure.offset, failure.code, failure.message)).collect()
    }
}

/// A batch. Libraries that know the `PyCapsule` interface of Arrow take it as it is.
#[pyclass(frozen)]
pub(crate) struct Batch(RecordBatch);

#[pymethods]
impl Batch {
    #[getter]
    fn num_rows(&self) -> usize {
        self.0.num_rows()
    }

    /// A producer may ignore the schema that is asked for; the consumer casts.
    #[pyo3(signature = (_requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        _requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let (array, _) = to_ffi(&StructArray::from(self.0.clone()).to_data()).map_err(|error| failed(&error))?;
        Ok((schema_capsule(py, &self.0.schema())?, PyCapsule::new_with_value(py, array, c"arrow_array")?))
    }
}

/// The columns of the table.
#[pyclass(frozen)]
pub(crate) struct TableSchema(SchemaRef);

#[pymethods]
impl TableSchema {
    #[new]
    fn new(offsets: &str) -> PyResult<Self> {
        Ok(TableSchema(table::schema(unit_of(offsets)?)))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_capsule(py, &self.0)
    }
}

fn schema_capsule<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema).map_err(|error| failed(&error))?;
    PyCapsule::new_with_value(py, schema, c"arrow_schema")
}

fn failed(error: &impl Display) -> PyErr {
    PyOSError::new_err(error.to_string())
}
