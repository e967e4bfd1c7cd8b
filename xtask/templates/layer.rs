use serde::{Deserialize, Serialize};

use crate::span::{Slice, Span};

/// Say what one of these is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LAYER {
    /// Where it stands.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub text: Slice,
}
