//! Object stores: what lies below an address, and objects read in pieces.

use std::io::{self, Read};
use std::sync::{Arc, LazyLock};

use futures_util::TryStreamExt;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, ObjectStoreScheme};
use tokio::runtime::{Builder, Runtime};

use crate::input::{Identity, Input};

/// Stores answer asynchronously; workers wait for them, and this drives the connections.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a process may start a thread")
});

/// Objects are fetched in pieces of this size: one request for some hundred records of a WARC.
const PIECE: u64 = 8 << 20;

/// An object of a store.
#[derive(Clone, Debug)]
pub struct Object {
    store: Arc<dyn ObjectStore>,
    meta: ObjectMeta,
}

/// Whether an input is an address (`s3://bucket/prefix`, `file:///folder`) and no path.
pub fn is_address(input: &str) -> bool {
    input.split_once("://").is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The objects below an address, sorted by name. Keys and endpoints of clouds come from `settings`, as
/// `AWS_ACCESS_KEY_ID` and the like.
///
/// # Errors
/// When the address is none, no store of its kind is built in, or the store refuses.
pub fn list(address: &str, settings: impl Iterator<Item = (String, String)>) -> io::Result<Vec<Input>> {
    let url = address.parse().map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, format!("{error}")))?;
    let is_near =
        matches!(ObjectStoreScheme::parse(&url), Ok((ObjectStoreScheme::Local | ObjectStoreScheme::Memory, _)));
    if !is_near && cfg!(not(feature = "cloud")) {
        let message = "expected file://, or this program built with `--features cloud`";
        return Err(io::Error::new(io::ErrorKind::Unsupported, message));
    }
    let settings = settings.map(|(name, value)| (name.to_ascii_lowercase(), value));
    let (store, prefix) = object_store::parse_url_opts(&url, settings)?;
    let address = address.trim_end_matches('/');
    let base = address.strip_suffix(prefix.as_ref()).unwrap_or(address);
    list_in(&Arc::from(store), &prefix, base)
}

/// The objects of a store below a prefix, sorted; `base` stands in front of their names.
///
/// # Errors
/// When the store refuses.
pub fn list_in(store: &Arc<dyn ObjectStore>, prefix: &Path, base: &str) -> io::Result<Vec<Input>> {
    let found = RUNTIME.block_on(async {
        match store.head(prefix).await {
            Ok(meta) => Ok(vec![meta]),
            Err(object_store::Error::NotFound { .. }) => store.list(Some(prefix)).try_collect::<Vec<_>>().await,
            // A folder of the local store is no object.
            Err(error) => store.list(Some(prefix)).try_collect().await.map_err(|_| error),
        }
    });
    let mut metas = found?;
    metas.sort_by(|a, b| a.location.cmp(&b.location));
    let input = |meta: ObjectMeta| {
        let name = format!("{}/{}", base.strip_suffix('/').unwrap_or(base), meta.location);
        Input::object(name, Object { store: Arc::clone(store), meta })
    };
    Ok(metas.into_iter().map(input).collect())
}

impl Object {
    pub(crate) fn identity(&self) -> Identity {
        let changed = || self.meta.last_modified.timestamp_micros().to_string();
        Identity { size: self.meta.size, version: self.meta.e_tag.clone().unwrap_or_else(changed) }
    }

    pub(crate) fn open(&self, at: u64) -> impl Read + Send + use<> {
        Pieces { object: self.clone(), at, piece: io::Cursor::default() }
    }
}

/// An object, read piece by piece.
struct Pieces {
    object: Object,
    at: u64,
    piece: io::Cursor<bytes::Bytes>,
}

impl Read for Pieces {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let end = self.object.meta.size.min(self.at.saturating_add(PIECE));
        let is_empty = self.piece.position() == self.piece.get_ref().len() as u64;
        if is_empty && self.at < end {
            let Object { store, meta } = &self.object;
            self.piece = io::Cursor::new(RUNTIME.block_on(store.get_range(&meta.location, self.at..end))?);
            self.at = end;
        }
        self.piece.read(bytes)
    }
}

/// Objects in memory, for tests of whatever reads inputs.
#[cfg(test)]
pub(crate) fn held(objects: &[(&str, &[u8])]) -> Arc<dyn ObjectStore> {
    let store = object_store::memory::InMemory::new();
    for &(name, bytes) in objects {
        let path = Path::from(name);
        RUNTIME.block_on(store.put(&path, bytes.to_vec().into())).expect("memory takes everything");
    }
    Arc::new(store)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_listed_in_order_and_read_from_any_byte() -> io::Result<()> {
        let size = usize::try_from(PIECE).map_err(io::Error::other)? + 1000;
        let bytes: Vec<u8> = (0..=255_u8).cycle().take(size).collect();
        let store = held(&[("news/b.warc", &bytes), ("news/a.warc", b"a"), ("other/c.warc", b"c")]);
        let inputs = list_in(&store, &Path::from("news"), "memory:/")?;
        let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
        assert_eq!(names, ["memory:/news/a.warc", "memory:/news/b.warc"]);
        let mut bytes = Vec::new();
        inputs[1].open(700)?.read_to_end(&mut bytes)?;
        assert_eq!((bytes.len(), bytes[0]), (size - 700, 188));
        assert_eq!(inputs[1].identity()?.size, size as u64);
        let one = list_in(&store, &Path::from("other/c.warc"), "memory:/")?;
        assert_eq!(one.len(), 1);
        Ok(())
    }

    #[test]
    fn addresses_are_no_paths() {
        assert!(is_address("s3://bucket/a") && is_address("file:///a"));
        assert!(!is_address("a/b.warc") && !is_address("C:\\a") && !is_address("/a://b"));
    }
}
