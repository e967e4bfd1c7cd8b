//! The answers of a batch, as lines, in the order in which they are ready or that of the documents.

use std::collections::BTreeMap;

use axum::body::Bytes;
use http_body_util::channel::Sender;
use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::envelope;
use crate::bodies::Room;
use crate::error::ApiError;

/// What one document came to.
pub(super) struct Answer {
    index: usize,
    /// A line for each article, or one for the problem.
    lines: String,
    n_articles: usize,
    /// Whether the body broke off here.
    is_broken: bool,
    /// The document counts as open until this is dropped.
    _open: Option<(OwnedSemaphorePermit, Room)>,
}

impl Answer {
    pub(super) fn of(index: usize, id: Option<&Value>, articles: &Result<Vec<String>, ApiError>) -> Self {
        let line = |item, name: &str, value: &str| format!("{},\"{name}\":{value}}}\n", envelope(index, id, item));
        let (lines, n_articles) = match articles {
            Ok(articles) if articles.len() == 1 => {
                (articles.iter().map(|json| line(None, "article", json)).collect(), 1)
            }
            Ok(articles) => {
                let numbered = (1..).zip(articles);
                (numbered.map(|(n, json)| line(Some(n), "article", json)).collect(), articles.len())
            }
            Err(error) => (line(None, "problem", &error.to_json(None)), 0),
        };
        Answer { index, lines, n_articles, is_broken: false, _open: None }
    }

    /// The same, open until it is written.
    pub(super) fn while_open(self, place: OwnedSemaphorePermit, room: Room) -> Self {
        Answer { _open: Some((place, room)), ..self }
    }

    /// The body broke off.
    pub(super) fn broken(index: usize, error: ApiError) -> Self {
        Answer { is_broken: true, ..Answer::of(index, None, &Err(error)) }
    }
}

/// Writes the answers and, unless the body broke off, the summary.
pub(super) async fn write(mut sender: Sender<Bytes>, mut answers: mpsc::Receiver<Answer>, in_order: bool) {
    let mut early = BTreeMap::new();
    let (mut next, mut received, mut n_articles, mut n_problems) = (0, 0, 0, 0);
    let mut is_broken = false;
    while let Some(answer) = answers.recv().await {
        early.insert(if in_order { answer.index } else { next }, answer);
        while let Some(answer) = early.remove(&next) {
            next += 1;
            is_broken |= answer.is_broken;
            received += usize::from(!answer.is_broken);
            n_articles += answer.n_articles;
            n_problems += usize::from(answer.n_articles == 0 && !answer.is_broken);
            if sender.send_data(answer.lines.into()).await.is_err() {
                return;
            }
        }
    }
    if !is_broken {
        let counts = json!({"received": received, "articles": n_articles, "problems": n_problems, "complete": true});
        let _ = sender.send_data(format!("{}\n", json!({"summary": counts})).into()).await;
    }
}
