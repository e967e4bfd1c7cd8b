use super::SvgName;
pub(crate) static SVG_NAMES: &[SvgName] = &[];
