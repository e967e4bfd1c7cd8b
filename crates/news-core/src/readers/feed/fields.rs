//! What the elements of a feed say: the table, and the elements of one item by field.

use crate::grammar::feed_field;
use crate::xml::NodeId;
pub(super) use feed_field::find;

/// What an element of the feed itself is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Holds items, and says something of the feed.
    Feed,
    Item,
}

/// What an element of this name is.
pub(super) fn place(name: &str) -> Option<Place> {
    match name {
        "rss" | "rdf" | "channel" | "feed" | "urlset" => Some(Place::Feed),
        "item" | "entry" | "url" => Some(Place::Item),
        _ => None,
    }
}

/// The elements of an item, or of the feed itself, by what they say.
#[derive(Debug, Default)]
pub(super) struct Fields {
    known: Vec<(&'static str, u16, NodeId)>,
    others: Vec<NodeId>,
    /// `rdf:about`.
    pub(super) about: Option<String>,
    /// The link of CDF.
    pub(super) href: Option<String>,
    /// The date of CDF.
    pub(super) changed: Option<String>,
}

impl Fields {
    pub(super) fn push(&mut self, field: &'static str, rank: u16, node: NodeId) {
        self.known.push((field, rank, node));
    }

    pub(super) fn other(&mut self, node: NodeId) {
        self.others.push(node);
    }

    /// Elements that no row names.
    pub(super) fn others(&self) -> impl Iterator<Item = NodeId> {
        self.others.iter().copied()
    }

    fn of_name(&self, field: &str) -> impl Iterator<Item = (u16, NodeId)> {
        self.known.iter().filter(move |(name, ..)| *name == field).map(|(_, rank, node)| (*rank, *node))
    }

    /// The elements of a field, best rank first.
    pub(super) fn all(&self, field: &str) -> Vec<NodeId> {
        let mut found: Vec<(u16, NodeId)> = self.of_name(field).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, node)| node).collect()
    }

    /// The elements of a field that share the best rank.
    pub(super) fn best(&self, field: &str) -> Vec<NodeId> {
        let best = self.of_name(field).map(|(rank, _)| rank).min();
        self.of_name(field).filter(|(rank, _)| Some(*rank) == best).map(|(_, node)| node).collect()
    }

    /// The first element of the best rank of a field.
    pub(super) fn first(&self, field: &str) -> Option<NodeId> {
        self.of_name(field).min_by_key(|(rank, _)| *rank).map(|(_, node)| node)
    }
}
