//! Where parsing runs: blocking threads, a bounded number at once, a bounded queue before them.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use crate::error::{ApiError, Limit};
use crate::problems;

/// Documents that may wait at least. One core has no room for a crowd, but a second and a third reader may come at once.
const LEAST_WAITING: usize = 2;
/// How long the answer to a document waits that is turned away.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs work of the parser. A panic there is the answer to one request and nothing more.
pub(crate) struct Parsers {
    /// A place for each document that runs or waits, batches apart.
    places: Arc<Semaphore>,
    /// A place for each document of a batch that runs or waits beside them: as many as run, so that neither starves the other.
    patient: Arc<Semaphore>,
    /// A permit for each document that runs.
    running: Arc<Semaphore>,
    /// How many may run.
    pub(crate) most_running: usize,
    /// How many may wait.
    pub(crate) most_waiting: usize,
    /// How long a document may wait to run.
    patience: Duration,
}

impl Parsers {
    pub(crate) fn new(cores: usize, patience: Duration) -> Self {
        // A parse leaves its core no rest, so that one runs per core, and who waits behind another waits as long as one takes:
        // with one for each core twice the time of an idle server in all. Under load the same cores also have the connections to
        // serve and others to turn away, by which each parse takes up to half as long again.
        let (most_running, most_waiting) = (cores, cores.max(LEAST_WAITING));
        let [places, patient, running] =
            [most_running + most_waiting, most_running, most_running].map(|permits| Arc::new(Semaphore::new(permits)));
        Parsers { places, patient, running, most_running, most_waiting, patience }
    }

    /// An error if the next document would be turned away.
    pub(crate) async fn check_room(&self) -> Result<(), ApiError> {
        if self.places.available_permits() == 0 { Err(self.turned_away().await) } else { Ok(()) }
    }

    /// Documents that are being read.
    pub(crate) fn running(&self) -> usize {
        self.most_running - self.running.available_permits()
    }

    /// Documents that wait to be read.
    pub(crate) fn waiting(&self) -> usize {
        let places = 2 * self.most_running + self.most_waiting;
        let held = places - self.places.available_permits() - self.patient.available_permits();
        held.saturating_sub(self.running())
    }

    /// Runs `work` when its turn comes.
    ///
    /// The permits move into the thread: when a client hangs up, its parse goes on to the end and still counts.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else { return Err(self.turned_away().await) };
        let turn = timeout(self.patience, Arc::clone(&self.running).acquire_owned());
        let turn = turn.await.map_err(|_| self.slow())?.map_err(|_| stopping())?;
        run((place, turn), work).await
    }

    /// As [`Parsers::run`], but waits for as long as it takes: for clients whose sending is held back meanwhile.
    pub(crate) async fn run_patiently<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let place = Arc::clone(&self.patient).acquire_owned().await.map_err(|_| stopping())?;
        let turn = Arc::clone(&self.running).acquire_owned().await.map_err(|_| stopping())?;
        run((place, turn), work).await
    }

    /// Says so after a pause: clients that come again at once, whatever `Retry-After` says, would take from the documents that
    /// are read the core that they need.
    async fn turned_away(&self) -> ApiError {
        sleep(PAUSE).await;
        let limit = Limit { name: "waiting", max: self.most_waiting as u64, actual: None };
        ApiError::new(problems::SERVER_BUSY, "as many documents are waiting as may; try again in a second")
            .with_limit(limit)
    }

    fn slow(&self) -> ApiError {
        let detail = "the document waited for its turn as long as one may; try again in a second";
        ApiError::new(problems::SERVER_BUSY, detail).with_limit(Limit::of_time("queue_ms", self.patience))
    }
}

async fn run<T: Send + 'static>(
    permits: (OwnedSemaphorePermit, OwnedSemaphorePermit),
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    let thread = spawn_blocking(move || {
        let _held = permits;
        work()
    });
    thread.await.map_err(|error| if error.is_panic() { panicked() } else { stopping() })
}

pub(crate) fn stopping() -> ApiError {
    ApiError::new(problems::SERVER_BUSY, "the server is about to stop")
}

pub(crate) fn panicked() -> ApiError {
    let detail =
        "the parser stopped at a defect of its own; please report the document, if you may, or its X-Request-Id";
    ApiError::new(problems::INTERNAL_ERROR, detail)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_500_and_the_next_document_is_read() {
        let parsers = Parsers::new(1, Duration::from_mins(1));
        for _ in 0..20 {
            let error = parsers.run(|| panic!("told by the test")).await.unwrap_err();
            assert_eq!(error.problem, problems::INTERNAL_ERROR);
        }
        assert_eq!(parsers.run(|| 7).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn a_full_queue_turns_documents_away_and_empties_again() {
        let parsers = Arc::new(Parsers::new(1, Duration::from_mins(1)));
        let (open, gate) = mpsc::channel::<()>();
        let gate = Arc::new(std::sync::Mutex::new(gate));
        let tasks: Vec<_> = (0..3)
            .map(|_| {
                let (parsers, gate) = (Arc::clone(&parsers), Arc::clone(&gate));
                tokio::spawn(async move { parsers.run(move || gate.lock().unwrap().recv().is_ok()).await.is_ok() })
            })
            .collect();
        while parsers.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(parsers.run(|| ()).await.unwrap_err().problem, problems::SERVER_BUSY);
        assert_eq!((parsers.running(), parsers.waiting()), (1, 2));
        // A batch waits beside the others.
        let batch = tokio::spawn({
            let parsers = Arc::clone(&parsers);
            async move { parsers.run_patiently(|| 7).await.unwrap() }
        });
        (0..3).for_each(|_| open.send(()).unwrap());
        for task in tasks {
            assert!(task.await.unwrap());
        }
        assert!(parsers.check_room().await.is_ok());
        assert_eq!(batch.await.unwrap(), 7);
    }

    #[tokio::test]
    async fn a_batch_keeps_nobody_out() {
        let parsers = Arc::new(Parsers::new(1, Duration::from_mins(1)));
        let batch: Vec<_> = (0..100)
            .map(|_| {
                let parsers = Arc::clone(&parsers);
                tokio::spawn(async move { parsers.run_patiently(|| ()).await.is_ok() })
            })
            .collect();
        tokio::task::yield_now().await;
        assert_eq!(parsers.run(|| 7).await.unwrap(), 7);
        for document in batch {
            assert!(document.await.unwrap());
        }
    }
}
