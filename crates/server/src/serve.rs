//! Binding, accepting, and stopping in good order.
//!
//! The loop is our own, because `axum::serve` bounds no time at all: a silent connection, half a head or half a body would
//! stay for ever. Here hyper's HTTP/1 builder bounds the head, [`crate::document`] the body, [`Patient`] the answer, and
//! `app` the request as a whole.

use std::future::pending;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use crate::app::with_context;
use crate::config::Config;
use crate::limits::{HEAD_BYTES, HEAD_LINES, Limits};
use crate::patient::Patient;

/// How long to wait when the system has no handle for another connection.
const OUT_OF_HANDLES: Duration = Duration::from_millis(100);

/// Serves the API until ctrl-c or SIGTERM, then lets open requests finish.
///
/// Prints nothing but the log that [`Config::log_requests`] asks for, and a line on standard error for a panic: the place in
/// our code, never the message, because the message of a failed slice quotes the text. For that it replaces the panic hook of
/// the process.
///
/// # Errors
/// If `config` names an address that is not loopback and has neither tokens nor `insecure_no_auth`, or an address cannot be
/// bound.
pub async fn serve(config: Config) -> io::Result<()> {
    config.check()?;
    let listener = bind(config.addr).await?;
    let admin = match config.admin_addr {
        Some(addr) => Some(bind(addr).await?),
        None => None,
    };
    name_only_the_place_of_a_panic();
    serve_until(listener, admin, &config, signal()).await;
    Ok(())
}

async fn bind(addr: SocketAddr) -> io::Result<TcpListener> {
    let name_address = |error: io::Error| io::Error::new(error.kind(), format!("{addr}: {error}"));
    TcpListener::bind(addr).await.map_err(name_address)
}

/// Serves the API on a socket that is bound already, and what the operator asks on another, until `stop` is ready.
///
/// Then `readyz` fails, for [`Limits::drain`] connections are still accepted so that who asks `readyz` learns of it, and open
/// requests may finish: until they are done, the grace is over, or a signal comes. Probes are answered to the end.
pub async fn serve_until(
    listener: TcpListener,
    admin: Option<TcpListener>,
    config: &Config,
    stop: impl Future<Output = ()>,
) {
    let limits = &config.limits;
    let (app, context) = with_context(config);
    let (open, probes) = (GracefulShutdown::new(), GracefulShutdown::new());
    let serve_admin = async {
        match admin {
            Some(admin) => accept_all(admin, app.admin, limits, &probes).await,
            None => pending().await,
        }
    };
    let work = async {
        tokio::select! {
            () = accept_all(listener, app.api, limits, &open) => {}
            () = async {
                stop.await;
                context.stop();
                sleep(limits.drain).await;
            } => {}
        }
        tokio::select! {
            _ = timeout(limits.grace, open.shutdown()) => {}
            () = signal() => {}
        }
    };
    tokio::select! {
        () = work => {}
        () = serve_admin => {}
    }
}

/// Accepts connections for as long as it is waited for, and serves each.
async fn accept_all(listener: TcpListener, router: Router, limits: &Limits, graceful: &GracefulShutdown) {
    let connections = Arc::new(Semaphore::new(limits.connections));
    loop {
        let (stream, held) = accept(&listener, &connections).await;
        let service = TowerToHyperService::new(router.clone());
        let connection =
            builder(limits).serve_connection(TokioIo::new(Patient::new(stream, limits.write_idle)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that breaks off is no fault of the server, and there is nobody to tell.
            let _ = connection.await;
            drop(held);
        });
    }
}

/// The next connection, once there is room for it.
async fn accept(listener: &TcpListener, connections: &Arc<Semaphore>) -> (TcpStream, OwnedSemaphorePermit) {
    let room = Arc::clone(connections).acquire_owned().await.expect("nobody closes the semaphore");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Small answers should not wait for more to send; if the system refuses, they do.
                let _ = stream.set_nodelay(true);
                return (stream, room);
            }
            // The client was gone before it was accepted, or there is no handle left: either passes.
            Err(_) => sleep(OUT_OF_HANDLES).await,
        }
    }
}

fn builder(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        // A client may say that it sends no more, and still wait for its answers.
        .half_close(true)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEAD_LINES);
    builder
}

/// Waits for ctrl-c or, on Unix, SIGTERM. A signal that cannot be listened to never comes.
async fn signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            pending::<()>().await;
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
        Err(_) => pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    pending().await
}

fn name_only_the_place_of_a_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        // There is nobody left to tell if standard error is closed.
        let _ = writeln!(io::stderr(), "news: panic at {place}; please report it");
    }));
}
