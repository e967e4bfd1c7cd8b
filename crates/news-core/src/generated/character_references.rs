use super::CharacterReference;
pub(crate) static CHARACTER_REFERENCES: &[CharacterReference] = &[];
