//! The serializer under the model's types: it converts spans, writes slices, and passes everything else through.

use std::any::type_name;
use std::cell::Cell;

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};

use super::units::OffsetTable;
use crate::span::{OFFSET, OffsetUnit, SPAN, Slice, Span};

/// What the adapter needs to know about the record.
pub(super) struct Context<'a> {
    pub(super) text: &'a str,
    pub(super) unit: OffsetUnit,
    pub(super) table: OffsetTable,
    /// The span written last in this struct: what a [`Slice`] behind it is the text of.
    pub(super) last: Cell<Option<Span>>,
}

impl Context<'_> {
    fn convert(&self, at: usize) -> usize {
        self.table.unit_at(self.text, at)
    }
}

/// What the next `u64` means.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Plain,
    Span,
    Offset,
}

/// A value on its way through the adapter.
struct Wrap<'a, T: ?Sized>(&'a T, &'a Context<'a>);

impl<T: Serialize + ?Sized> Serialize for Wrap<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Adapter::new(serializer, self.1))
    }
}

pub(super) struct Adapter<'a, S> {
    inner: S,
    context: &'a Context<'a>,
    mode: Mode,
}

impl<'a, S> Adapter<'a, S> {
    pub(super) fn new(inner: S, context: &'a Context<'a>) -> Self {
        Adapter { inner, context, mode: Mode::Plain }
    }
}

macro_rules! pass {
    ($($method:ident: $type:ty,)*) => {$(
        fn $method(self, value: $type) -> Result<S::Ok, S::Error> {
            self.inner.$method(value)
        }
    )*};
}

/// Variants with fields do not occur in the model: fieldless enums are strings, the rest are structs.
type Never<S> = Impossible<<S as Serializer>::Ok, <S as Serializer>::Error>;

fn no_such_type<T, E: serde::ser::Error>() -> Result<T, E> {
    Err(E::custom("the model has no variants with fields"))
}

impl<'a, S: Serializer> Serializer for Adapter<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Compound<'a, S::SerializeSeq>;
    type SerializeTuple = Compound<'a, S::SerializeTuple>;
    type SerializeTupleStruct = Never<S>;
    type SerializeTupleVariant = Never<S>;
    type SerializeMap = Compound<'a, S::SerializeMap>;
    type SerializeStruct = Compound<'a, S::SerializeStruct>;
    type SerializeStructVariant = Never<S>;

    pass! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_f32: f32, serialize_f64: f64,
        serialize_char: char, serialize_str: &str, serialize_bytes: &[u8], serialize_unit_struct: &'static str,
    }

    fn serialize_u64(self, value: u64) -> Result<S::Ok, S::Error> {
        match self.mode {
            Mode::Plain => self.inner.serialize_u64(value),
            Mode::Offset => self.context.convert(Span::from_bits(value).end()).serialize(self.inner),
            Mode::Span => {
                let span = Span::from_bits(value);
                self.context.last.set(Some(span));
                [span.start(), span.end()].map(|at| self.context.convert(at)).serialize(self.inner)
            }
        }
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        let mode = match name {
            SPAN => Mode::Span,
            OFFSET => Mode::Offset,
            _ => return self.inner.serialize_newtype_struct(name, &Wrap(value, self.context)),
        };
        value.serialize(Adapter { mode, ..self })
    }

    fn serialize_unit_variant(self, name: &'static str, index: u32, variant: &'static str) -> Result<S::Ok, S::Error> {
        if name == "OffsetUnit" {
            // In memory always bytes; a record declares the unit it is written in.
            return self.context.unit.serialize(self.inner);
        }
        self.inner.serialize_unit_variant(name, index, variant)
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(&Wrap(value, self.context))
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Ok(Compound::new(self.inner.serialize_seq(len)?, self.context))
    }

    fn serialize_tuple(self, len: usize) -> Result<Self::SerializeTuple, S::Error> {
        Ok(Compound::new(self.inner.serialize_tuple(len)?, self.context))
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Ok(Compound::new(self.inner.serialize_map(len)?, self.context))
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeStruct, S::Error> {
        self.context.last.set(None);
        Ok(Compound::new(self.inner.serialize_struct(name, len)?, self.context))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        no_such_type()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Never<S>, S::Error> {
        no_such_type()
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Never<S>, S::Error> {
        no_such_type()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never<S>, S::Error> {
        no_such_type()
    }
}

/// A sequence, map or struct on its way through the adapter.
pub(super) struct Compound<'a, C> {
    inner: C,
    context: &'a Context<'a>,
}

impl<'a, C> Compound<'a, C> {
    fn new(inner: C, context: &'a Context<'a>) -> Self {
        Compound { inner, context }
    }
}

impl<C: SerializeSeq> SerializeSeq for Compound<'_, C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        self.inner.serialize_element(&Wrap(value, self.context))
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.inner.end()
    }
}

impl<C: SerializeTuple> SerializeTuple for Compound<'_, C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        self.inner.serialize_element(&Wrap(value, self.context))
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.inner.end()
    }
}

impl<C: SerializeMap> SerializeMap for Compound<'_, C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), C::Error> {
        self.inner.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        self.inner.serialize_value(&Wrap(value, self.context))
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.inner.end()
    }
}

impl<C: SerializeStruct> SerializeStruct for Compound<'_, C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), C::Error> {
        if [type_name::<Slice>(), type_name::<Option<Slice>>()].contains(&type_name::<T>()) {
            // Without a span there is no text: absent is absent.
            let span = self.context.last.get();
            return span.map_or(Ok(()), |span| self.inner.serialize_field(key, span.of(self.context.text)));
        }
        self.inner.serialize_field(key, &Wrap(value, self.context))
    }

    fn skip_field(&mut self, key: &'static str) -> Result<(), C::Error> {
        self.inner.skip_field(key)
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.inner.end()
    }
}
