//! Generator and receiver against one another over loopback, and what the checker makes of their ledgers.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use nilecare_load::{
    FirstMessages, FirstReplies, Generator, GeneratorError, GeneratorOptions, GeneratorReport, Limit, MessageKind,
    Receiver, ReceiverOptions, check,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_util::sync::CancellationToken;

const LOOPBACK: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

fn options(address: SocketAddr, n_connections: usize, count: u64) -> GeneratorOptions {
    let run = "RUN01".parse().expect("a prefix");
    GeneratorOptions {
        n_connections,
        limit: Limit::Count(count),
        ..GeneratorOptions::new(address, run)
    }
}

async fn generate(options: GeneratorOptions) -> Result<GeneratorReport, GeneratorError> {
    Generator::new(options)
        .expect("valid options")
        .run(CancellationToken::new())
        .await
}

fn with_ledger(folder: &Path) -> ReceiverOptions {
    ReceiverOptions {
        ledger: Some(folder.join("receiver")),
        ..ReceiverOptions::default()
    }
}

#[tokio::test]
async fn every_message_is_acknowledged_once_and_the_ledgers_agree() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let receiver = Receiver::start(LOOPBACK, with_ledger(folder.path()))
        .await
        .expect("listen");
    let options = GeneratorOptions {
        message: MessageKind::Oru,
        ledger: Some(folder.path().join("source")),
        ..options(receiver.local_addr(), 7, 1_000)
    };
    let report = generate(options).await.expect("a run");
    assert_eq!(
        (report.sent, report.acknowledged, report.refused, report.mismatched),
        (1_000, 1_000, 0, 0)
    );
    assert!(report.latency.p50_us > 0.0 && report.latency.max_us >= report.latency.p99_us);
    let received = receiver.stop().await;
    assert_eq!(
        (received.received, received.connections, received.failed_connections),
        (1_000, 7, 0)
    );
    let checked = check(&folder.path().join("source"), &[folder.path().join("receiver")]).expect("ledgers");
    assert!(checked.is_sound, "{checked:?}");
    assert_eq!((checked.sent, checked.acknowledged, checked.resent), (1_000, 1_000, 0));
    assert_eq!(
        (checked.receivers[0].received, checked.receivers[0].repeats.count),
        (1_000, 0)
    );
}

#[tokio::test]
async fn a_run_by_duration_ends_in_time() {
    let receiver = Receiver::start(LOOPBACK, ReceiverOptions::default())
        .await
        .expect("listen");
    let limit = Limit::Duration(Duration::from_millis(100));
    let report = generate(GeneratorOptions {
        limit,
        ..options(receiver.local_addr(), 2, 0)
    })
    .await
    .expect("a run");
    assert!(report.acknowledged > 0 && report.acknowledged == report.sent);
    assert!((0.1..5.0).contains(&report.elapsed_s), "{}", report.elapsed_s);
    assert_eq!(receiver.n_received(), report.acknowledged);
}

#[tokio::test]
async fn refusals_are_counted_and_not_noted_as_acknowledged() {
    for reply in [FirstReplies::Error, FirstReplies::Reject] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let first = Some(FirstMessages { n: 3, reply });
        let receiver = Receiver::start(
            LOOPBACK,
            ReceiverOptions {
                first,
                ..with_ledger(folder.path())
            },
        )
        .await
        .expect("listen");
        let ledger = Some(folder.path().join("source"));
        let report = generate(GeneratorOptions {
            ledger,
            ..options(receiver.local_addr(), 1, 10)
        })
        .await
        .expect("a run");
        assert_eq!((report.sent, report.acknowledged, report.refused), (10, 7, 3));
        assert_eq!(receiver.stop().await.refused, 3);
        let checked = check(&folder.path().join("source"), &[folder.path().join("receiver")]).expect("ledgers");
        assert!(checked.is_sound && checked.acknowledged == 7 && checked.receivers[0].received == 7);
    }
}

#[tokio::test]
async fn a_closed_connection_is_made_again_and_the_message_sent_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let first = Some(FirstMessages {
        n: 2,
        reply: FirstReplies::Close,
    });
    let receiver = Receiver::start(
        LOOPBACK,
        ReceiverOptions {
            first,
            ..with_ledger(folder.path())
        },
    )
    .await
    .expect("listen");
    let options = GeneratorOptions {
        reconnect_for: Some(Duration::from_secs(10)),
        ledger: Some(folder.path().join("source")),
        ..options(receiver.local_addr(), 1, 5)
    };
    let report = generate(options).await.expect("a run");
    assert_eq!(
        (
            report.sent,
            report.acknowledged,
            report.resent,
            report.connection_failures
        ),
        (5, 5, 2, 2)
    );
    receiver.stop().await;
    let checked = check(&folder.path().join("source"), &[folder.path().join("receiver")]).expect("ledgers");
    assert!(checked.is_sound && checked.resent == 2, "{checked:?}");
}

#[tokio::test]
async fn without_reconnection_a_closed_connection_ends_the_run() {
    let first = Some(FirstMessages {
        n: 1,
        reply: FirstReplies::Close,
    });
    let receiver = Receiver::start(
        LOOPBACK,
        ReceiverOptions {
            first,
            ..ReceiverOptions::default()
        },
    )
    .await
    .expect("listen");
    let ended = generate(options(receiver.local_addr(), 1, 5)).await;
    assert!(matches!(ended, Err(GeneratorError::Exchange { .. })), "{ended:?}");
}

#[tokio::test]
async fn a_peer_that_is_gone_is_reported() {
    let receiver = Receiver::start(LOOPBACK, ReceiverOptions::default())
        .await
        .expect("listen");
    let address = receiver.local_addr();
    receiver.stop().await;
    assert!(matches!(
        generate(options(address, 1, 1)).await,
        Err(GeneratorError::Connect { .. })
    ));
}

#[tokio::test]
async fn a_silent_peer_times_out() {
    let delay = Duration::from_secs(3_600);
    let receiver = Receiver::start(
        LOOPBACK,
        ReceiverOptions {
            delay,
            ..ReceiverOptions::default()
        },
    )
    .await
    .expect("listen");
    let response_timeout = Duration::from_millis(30);
    let ended = generate(GeneratorOptions {
        response_timeout,
        ..options(receiver.local_addr(), 1, 1)
    })
    .await;
    let Err(GeneratorError::Exchange { source, .. }) = ended else {
        panic!("{ended:?}")
    };
    assert_eq!(source.kind(), std::io::ErrorKind::TimedOut);
}

#[tokio::test]
async fn a_delay_slows_each_answer() {
    let delay = Duration::from_millis(20);
    let receiver = Receiver::start(
        LOOPBACK,
        ReceiverOptions {
            delay,
            ..ReceiverOptions::default()
        },
    )
    .await
    .expect("listen");
    let report = generate(options(receiver.local_addr(), 1, 3)).await.expect("a run");
    assert!(report.latency.p50_us >= 20_000.0, "{:?}", report.latency);
}

#[tokio::test]
async fn a_pause_paces_each_connection_and_ends_with_the_run() {
    let receiver = Receiver::start(LOOPBACK, ReceiverOptions::default())
        .await
        .expect("listen");
    let pause = Duration::from_millis(20);
    let report = generate(GeneratorOptions {
        pause,
        ..options(receiver.local_addr(), 2, 8)
    })
    .await
    .expect("a run");
    assert!(
        report.acknowledged == 8 && report.elapsed_s >= 0.08,
        "{}",
        report.elapsed_s
    );
    let (pause, limit) = (Duration::from_secs(3_600), Limit::Duration(Duration::from_millis(50)));
    let options = GeneratorOptions {
        pause,
        limit,
        ..options(receiver.local_addr(), 1, 0)
    };
    assert_eq!(generate(options).await.expect("a run").acknowledged, 1);
}

#[tokio::test]
async fn stopping_ends_an_endless_run() {
    let receiver = Receiver::start(LOOPBACK, ReceiverOptions::default())
        .await
        .expect("listen");
    let stop = CancellationToken::new();
    let generator = Generator::new(options(receiver.local_addr(), 3, u64::MAX)).expect("valid options");
    let run = tokio::spawn(generator.run(stop.clone()));
    while receiver.n_received() < 100 {
        tokio::task::yield_now().await;
    }
    stop.cancel();
    let report = run.await.expect("no panic").expect("a run");
    assert_eq!(report.acknowledged, report.sent);
}

/// Answers every message with the same bytes, whatever it was.
async fn parrot(answer: &'static [u8]) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind(LOOPBACK).await.expect("listen");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("accept");
        let mut buffer = [0; 8_192];
        let mut n_filled = 0;
        while let Ok(n_read @ 1..) = stream.read(&mut buffer[n_filled..]).await {
            n_filled += n_read;
            if buffer[..n_filled].ends_with(b"\x1c\r") {
                n_filled = 0;
                stream.write_all(answer).await.expect("write");
            }
        }
    });
    address
}

#[tokio::test]
async fn an_answer_for_another_message_is_no_acknowledgment() {
    let other = parrot(b"\x0bMSH|^~\\&|A|B|C|D|2026||ACK|1|P|2.5.1\rMSA|AA|RUN010000-0000000002\r\x1c\r").await;
    let report = generate(options(other, 1, 3)).await.expect("a run");
    assert_eq!(
        (report.acknowledged, report.mismatched),
        (1, 2),
        "only the second of three is meant"
    );
    let babble = parrot(b"\x0bhello\x1c\r").await;
    let report = generate(options(babble, 1, 3)).await.expect("a run");
    assert_eq!((report.acknowledged, report.mismatched), (0, 3));
    let accept = parrot(b"\x0bMSH|^~\\&|A|B|C|D|2026||ACK|1|P|2.5.1\rMSA|CA|RUN010000-0000000001\r\x1c\r").await;
    let report = generate(options(accept, 1, 1)).await.expect("a run");
    assert_eq!(report.acknowledged, 1, "an accept acknowledgment is one");
}

#[tokio::test]
async fn the_receiver_answers_pipelined_split_and_headless_messages() {
    let receiver = Receiver::start(LOOPBACK, ReceiverOptions::default())
        .await
        .expect("listen");
    let mut stream = tokio::net::TcpStream::connect(receiver.local_addr())
        .await
        .expect("connect");
    let message = |id: &str| format!("\x0bMSH|^~\\&|A|B|C|D|2026||ADT^A01|{id}|P|2.5.1\rEVN|\r\x1c\r");
    let sent = format!(
        "{}{}garbage\n{}\x0bhello\x1c\r",
        message("ONE"),
        message("TWO"),
        message("THREE-IS-LONGER")
    );
    // Cut in the middle of the second message's end.
    let cut = 2 * message("ONE").len() - 1;
    stream.write_all(&sent.as_bytes()[..cut]).await.expect("write");
    stream.flush().await.expect("flush");
    let mut answers = Vec::new();
    read_answers(&mut stream, &mut answers, 1).await;
    stream.write_all(&sent.as_bytes()[cut..]).await.expect("write");
    read_answers(&mut stream, &mut answers, 4).await;
    let text = String::from_utf8(answers).expect("ASCII");
    let replies: Vec<_> = text.split('\r').filter(|segment| segment.starts_with("MSA")).collect();
    assert_eq!(
        replies,
        ["MSA|AA|ONE", "MSA|AA|TWO", "MSA|AA|THREE-IS-LONGER", "MSA|AR|"]
    );
    let report = receiver.stop().await;
    assert_eq!((report.received, report.unreadable), (3, 1));
}

async fn read_answers(stream: &mut tokio::net::TcpStream, answers: &mut Vec<u8>, n: usize) {
    while answers.windows(2).filter(|end| end == b"\x1c\r").count() < n {
        assert!(
            stream.read_buf(answers).await.expect("read") > 0,
            "the receiver closed the connection"
        );
    }
}

#[tokio::test]
async fn a_message_larger_than_any_buffer_passes() {
    let receiver = Receiver::start(LOOPBACK, ReceiverOptions::default())
        .await
        .expect("listen");
    let mut stream = tokio::net::TcpStream::connect(receiver.local_addr())
        .await
        .expect("connect");
    let message = format!(
        "\x0bMSH|^~\\&|A|B|C|D|2026||ADT^A01|BIG|P|2.5.1\rNTE|1||{}\r\x1c\r",
        "x".repeat(3_000_000)
    );
    stream.write_all(message.as_bytes()).await.expect("write");
    let mut answers = Vec::new();
    read_answers(&mut stream, &mut answers, 1).await;
    assert!(String::from_utf8_lossy(&answers).contains("MSA|AA|BIG\r"));
}
