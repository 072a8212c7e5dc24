//! A server that is away, and comes back.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use nilecare_fhir_store::{ChangeError, FhirStore, StoreError};
use nilecare_fhir_store_mongo::{MongoFhirStore, MongoOptions, MongoUrl};
use nilecare_testkit::servers::secantus;
use nilecare_types::SystemClock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::contract::support::*;

/// No request waits longer for a server that is away.
const SOON: Duration = Duration::from_secs(15);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_store_says_that_it_is_away_and_goes_on_by_itself() {
    let Some(mut server) = secantus() else {
        return;
    };
    let url = MongoUrl::parse(&server.url("failing")).expect("an address");
    let options = MongoOptions::new(url);
    let store = MongoFhirStore::open(&options, registry(), Arc::new(SystemClock)).await;
    let store = store.expect("the store opens");
    store.apply(vec![update(patient("p1", "A"))]).await.expect("written");
    server.server.kill();
    let of = registry().type_id("Patient").expect("a type");
    let begin = Instant::now();
    let read = store.read(of, "p1").await;
    assert!(matches!(read, Err(StoreError::Unavailable { .. })), "{read:?}");
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    let begin = Instant::now();
    let found = store.search(search("Patient", "family=a")).await;
    let is_away = matches!(&found, Err(ChangeError::Store(StoreError::Unavailable { .. })));
    assert!(is_away, "{found:?}");
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    let begin = Instant::now();
    let written = store.apply(vec![update(patient("p2", "B"))]).await;
    let is_away = matches!(&written, Err((0, ChangeError::Store(StoreError::Unavailable { .. }))));
    assert!(is_away, "{written:?}");
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    let launch = server.launch.clone();
    server.server.start_again(&launch);
    store
        .apply(vec![update(patient("p2", "B"))])
        .await
        .expect("written again");
    let kept = store.read(of, "p1").await.expect("a read");
    assert!(
        kept.is_some_and(|stored| stored.body.is_some()),
        "what was confirmed is there"
    );
    let found = store.search(search("Patient", "family=b")).await.expect("a search");
    assert_eq!(found.matches.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_that_takes_connections_and_never_answers_holds_nobody() {
    let Some(server) = secantus() else {
        return;
    };
    let (address, frozen) = freezable(server.server.address()).await;
    let url = format!("mongodb://{address}/frozen?directConnection=true");
    let options = MongoOptions::new(MongoUrl::parse(&url).expect("an address"));
    let store = MongoFhirStore::open(&options, registry(), Arc::new(SystemClock)).await;
    let store = store.expect("the store opens");
    store.apply(vec![update(patient("p1", "A"))]).await.expect("written");
    frozen.send_replace(true);
    let of = registry().type_id("Patient").expect("a type");
    let begin = Instant::now();
    let (read, found, written) = tokio::join!(
        store.read(of, "p1"),
        store.search(search("Patient", "family=a")),
        store.apply(vec![update(patient("p2", "B"))])
    );
    let waited = begin.elapsed();
    assert!(matches!(read, Err(StoreError::Unavailable { .. })), "{read:?}");
    let is_away = |error: &ChangeError| matches!(error, ChangeError::Store(StoreError::Unavailable { .. }));
    assert!(found.as_ref().is_err_and(is_away), "{found:?}");
    assert!(written.as_ref().is_err_and(|(_, error)| is_away(error)), "{written:?}");
    assert!(waited < Duration::from_secs(30), "{waited:?}");
    frozen.send_replace(false);
    let done = store.apply(vec![update(patient("p2", "B"))]).await;
    done.expect("it goes on by itself");
}

/// Listens for connections to a server, and holds everything back while it is told so.
async fn freezable(server: SocketAddr) -> (SocketAddr, watch::Sender<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("it is bound");
    let (frozen, told) = watch::channel(false);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let Ok(server) = TcpStream::connect(server).await else {
                continue;
            };
            let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
            tokio::spawn(pass(from_client, to_server, told.clone()));
            tokio::spawn(pass(from_server, to_client, told.clone()));
        }
    });
    (address, frozen)
}

async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut frozen: watch::Receiver<bool>) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(n @ 1..) = from.read(&mut buffer).await {
        if frozen.wait_for(|is_frozen| !is_frozen).await.is_err() || to.write_all(&buffer[..n]).await.is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_told_soon_and_without_the_password() {
    // One port refuses, behind the other somebody takes connections and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let silent_port = silent.local_addr().expect("it is bound").port();
    for port in [nilecare_testkit::servers::free_port(), silent_port] {
        let url = format!("mongodb://hub:hunter2@127.0.0.1:{port}/fhir_resources");
        let options = MongoOptions::new(MongoUrl::parse(&url).expect("an address"));
        let begin = Instant::now();
        let opened = MongoFhirStore::open(&options, registry(), Arc::new(SystemClock)).await;
        let error = opened.expect_err("nobody answers");
        assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
        let told = format!("{error} {error:?} {options:?}");
        let shown = format!("mongodb://127.0.0.1:{port}/fhir_resources");
        assert!(told.contains(&shown), "{told}");
        assert!(!told.contains("hunter2"), "{told}");
    }
}
