//! Binding, and stopping in good order.

use std::future::IntoFuture;
use std::io::{self, Write};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::sleep;

use crate::app::app;
use crate::config::Config;

/// How long open requests may take once the server was asked to stop; a second signal ends the wait.
const GRACE: Duration = Duration::from_secs(30);

/// Serves the API until ctrl-c or SIGTERM, then lets open requests finish.
///
/// Prints nothing but a line on standard error for a panic: the place in our code, never the message, because the message
/// of a failed slice quotes the text. For that it replaces the panic hook of the process.
///
/// # Errors
/// If `config` names an address that is not loopback and does not say `insecure_no_auth`, or the address cannot be bound.
pub async fn serve(config: Config) -> io::Result<()> {
    config.check()?;
    let name_address = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", config.addr));
    let listener = TcpListener::bind(config.addr).await.map_err(name_address)?;
    name_only_the_place_of_a_panic();
    let (stop, stopped) = oneshot::channel::<()>();
    let server =
        axum::serve(listener, app(&config)).with_graceful_shutdown(async { stopped.await.unwrap_or_default() });
    tokio::select! {
        result = server.into_future() => result,
        () = stop_and_wait(stop) => Ok(()),
    }
}

/// Starts the shutdown at the first signal and gives up waiting at the second, or after [`GRACE`].
async fn stop_and_wait(stop: oneshot::Sender<()>) {
    signal().await;
    // The receiver is gone only if the server has ended by itself.
    let _ = stop.send(());
    tokio::select! {
        () = signal() => {}
        () = sleep(GRACE) => {}
    }
}

/// Waits for ctrl-c or, on Unix, SIGTERM. A signal that cannot be listened to never comes.
async fn signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate() => {}
    }
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix;

    match unix::signal(unix::SignalKind::terminate()) {
        Ok(mut signals) => {
            signals.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}

fn name_only_the_place_of_a_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        // There is nobody left to tell if standard error is closed.
        let _ = writeln!(io::stderr(), "news: panic at {place}; please report it");
    }));
}
