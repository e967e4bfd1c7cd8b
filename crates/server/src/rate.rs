//! How many documents a minute a token may have read.

use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::time::sleep;

/// The time that a quota is for.
const WINDOW: Duration = Duration::from_mins(1);

/// A quota for each of several clients, known by their number: there are as many as tokens, so that nothing here grows.
pub(crate) struct Limiter {
    pub(crate) quota: NonZeroU32,
    /// When the quota of each client will be whole again, if nothing more is taken.
    whole_at: Vec<Mutex<Option<Instant>>>,
}

/// What is left of a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) documents: u32,
    /// Until the quota is whole again.
    pub(crate) whole_in: Duration,
}

impl Limiter {
    pub(crate) fn new(quota: NonZeroU32, n_clients: usize) -> Self {
        Limiter { quota, whole_at: (0..n_clients).map(|_| Mutex::new(None)).collect() }
    }

    /// Takes one document from the quota of a client; or tells how long there will be none.
    pub(crate) fn take(&self, client: usize, now: Instant) -> Result<Left, Duration> {
        let each = WINDOW / self.quota.get();
        let mut whole_at = self.whole_at[client].lock().unwrap_or_else(PoisonError::into_inner);
        let next = whole_at.map_or(now, |whole_at| whole_at.max(now)) + each;
        let whole_in = next - now;
        if let Some(wait) = whole_in.checked_sub(WINDOW).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        *whole_at = Some(next);
        let taken = whole_in.as_nanos().div_ceil(each.as_nanos().max(1));
        Ok(Left { documents: self.quota.get() - u32::try_from(taken).unwrap_or(self.quota.get()), whole_in })
    }

    /// Takes one document from the quota of a client as soon as there is one.
    pub(crate) async fn wait(&self, client: usize) {
        while let Err(wait) = self.take(client, Instant::now()) {
            sleep(wait).await;
        }
    }

    /// `"documents";q=600;w=60`: the policy as the header `RateLimit-Policy` tells it.
    pub(crate) fn policy(&self) -> String {
        format!("\"documents\";q={};w={}", self.quota, WINDOW.as_secs())
    }
}

impl Left {
    /// `"documents";r=12;t=3`: what is left as the header `RateLimit` tells it.
    pub(crate) fn header(self) -> String {
        format!("\"documents\";r={};t={}", self.documents, seconds(self.whole_in))
    }
}

/// Whole seconds, rounded up: who comes back after them does not come too early.
pub(crate) fn seconds(time: Duration) -> u64 {
    time.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_used_up_and_fills_again() {
        let limiter = Limiter::new(NonZeroU32::new(3).unwrap(), 2);
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let left = |client, seconds| limiter.take(client, at(seconds)).map(|left| left.documents);
        assert_eq!([left(0, 0), left(0, 0), left(0, 1)], [Ok(2), Ok(1), Ok(0)]);
        assert_eq!(left(0, 1), Err(Duration::from_secs(19)));
        assert_eq!(left(1, 1), Ok(2));
        assert_eq!(left(0, 20), Ok(0));
        assert_eq!(left(0, 200), Ok(2));
    }

    #[test]
    fn the_headers_are_structured_fields() {
        let limiter = Limiter::new(NonZeroU32::new(600).unwrap(), 1);
        assert_eq!(limiter.policy(), "\"documents\";q=600;w=60");
        let left = limiter.take(0, Instant::now()).unwrap();
        assert_eq!(left.header(), "\"documents\";r=599;t=1");
    }
}
