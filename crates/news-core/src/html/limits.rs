//! How much of a page is read. All limits are counted in steps, so that they bite at the same place on every machine.

/// Deepest element that can have children; what is nested deeper becomes its sibling. Browsers stop at 512, too.
pub(crate) const MAX_DEPTH: usize = 512;
/// Formatting elements that wait to be opened again, in a cell, an object or outside of them; the next ones are not opened
/// again. Pages in use have below 10.
pub(crate) const MAX_FORMATTING: usize = 64;
/// Attributes of one element; further ones are dropped.
pub(crate) const MAX_ATTRIBUTES: usize = 256;
/// Nodes of a document; the rest of the input is not read. They take 104 MiB; pages in use have below 100,000.
pub(crate) const MAX_NODES: usize = 2 << 20;
/// Bytes of input; the rest is not read.
pub(crate) const MAX_BYTES: usize = 64 << 20;
/// Elements made without a tag of their own (formatting elements opened again): this many, and one more per
/// [`BYTES_PER_CLONE`] of input. Without it `<p>` × n behind 64 open `<font>` gives 64 n elements.
pub(crate) const MIN_CLONES: usize = 4096;
/// See [`MIN_CLONES`].
pub(crate) const BYTES_PER_CLONE: usize = 32;

/// What a caller may lower. A value above the constant of the same name counts as that constant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) depth: usize,
    pub(crate) formatting: usize,
    pub(crate) attributes: usize,
    pub(crate) nodes: usize,
    pub(crate) bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            depth: MAX_DEPTH,
            formatting: MAX_FORMATTING,
            attributes: MAX_ATTRIBUTES,
            nodes: MAX_NODES,
            bytes: MAX_BYTES,
        }
    }
}

impl Limits {
    pub(super) fn capped(self) -> Limits {
        Limits {
            depth: self.depth.clamp(8, MAX_DEPTH),
            formatting: self.formatting.min(MAX_FORMATTING),
            attributes: self.attributes.min(MAX_ATTRIBUTES),
            nodes: self.nodes.min(MAX_NODES),
            bytes: self.bytes.min(MAX_BYTES),
        }
    }
}

/// Which limits a page ran into; each a note to the reader of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "limits are reached independently of each other")]
pub(crate) struct Reached {
    /// Elements deeper than the limit were made siblings.
    pub(crate) depth: bool,
    /// Formatting elements were not opened again where the standard opens them again.
    pub(crate) formatting: bool,
    /// Attributes were dropped.
    pub(crate) attributes: bool,
    /// The document ends early: the limit of nodes.
    pub(crate) nodes: bool,
    /// The document ends early: the limit of bytes.
    pub(crate) bytes: bool,
}

impl Reached {
    /// Whether the end of the input was not read.
    pub(crate) fn truncated(self) -> bool {
        self.nodes || self.bytes
    }

    /// Whether the tree differs from that of the standard.
    pub(crate) fn any(self) -> bool {
        self != Reached::default()
    }

    /// What each limit that was reached counts.
    pub(crate) fn names(self) -> Vec<&'static str> {
        let limits = [
            (self.depth, "depth"),
            (self.formatting, "formatting elements"),
            (self.attributes, "attributes"),
            (self.nodes, "nodes"),
            (self.bytes, "bytes"),
        ];
        limits.into_iter().filter(|(reached, _)| *reached).map(|(_, name)| name).collect()
    }
}
