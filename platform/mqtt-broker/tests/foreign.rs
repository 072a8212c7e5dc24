//! Mosquitto's clients, which share no code with us.

use std::process::Stdio;

use nilecare_mqtt_broker::{Broker, BrokerTls};
use nilecare_testkit::{certificates, servers};
use nilecare_types::Secret;
use tokio::process::Command;

use crate::client::{broker, options, until, within};

struct Output {
    is_good: bool,
    out: String,
    error: String,
}

fn command(program: &str, broker: &Broker, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(["-h", "127.0.0.1", "-p", &broker.address().port().to_string()])
        .args(arguments);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

async fn run(program: &str, broker: &Broker, arguments: &[&str]) -> Output {
    let output = within(program, command(program, broker, arguments).output())
        .await
        .unwrap();
    Output {
        is_good: output.status.success(),
        out: String::from_utf8(output.stdout).unwrap(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

async fn good(program: &str, broker: &Broker, arguments: &[&str]) -> String {
    let output = run(program, broker, arguments).await;
    assert!(output.is_good, "{program} {arguments:?}: {}", output.error);
    output.out
}

fn is_there() -> bool {
    servers::installed("mosquitto_pub").is_some() && servers::installed("mosquitto_sub").is_some()
}

#[tokio::test]
async fn messages_wait_for_a_session_with_each_version_and_qos() {
    if !is_there() {
        return;
    }
    let broker = broker(options()).await;
    for version in ["mqttv311", "mqttv5"] {
        for qos in ["1", "2"] {
            let id = format!("{version}-{qos}");
            let mut session = vec!["-V", version, "-i", &id, "-c", "-q", qos, "-t", "ward/+/vitals"];
            if version == "mqttv5" {
                session.extend(["-x", "600"]);
            }
            good("mosquitto_sub", &broker, &[&session[..], &["-E"]].concat()).await;
            for text in ["first", "second"] {
                let publish = ["-V", version, "-q", qos, "-t", "ward/é/vitals", "-m", text];
                good("mosquitto_pub", &broker, &publish).await;
            }
            let got = good("mosquitto_sub", &broker, &[&session[..], &["-C", "2", "-v"]].concat()).await;
            assert_eq!(got, "ward/é/vitals first\nward/é/vitals second\n", "{id}");
        }
    }
    until("everything to be free", || {
        let status = broker.status();
        status.n_connections == 0
    })
    .await;
    broker.close().await;
}

#[tokio::test]
async fn retained_messages_come_at_once_and_can_be_removed() {
    if !is_there() {
        return;
    }
    let broker = broker(options()).await;
    for version in ["mqttv311", "mqttv5"] {
        let topic = ["-V", version, "-t", "state/hub"];
        good("mosquitto_pub", &broker, &[&topic[..], &["-r", "-m", "up"]].concat()).await;
        let got = good(
            "mosquitto_sub",
            &broker,
            &[&topic[..], &["-C", "1", "-F", "%r %p"]].concat(),
        )
        .await;
        assert_eq!(got, "1 up\n");
        good("mosquitto_pub", &broker, &[&topic[..], &["-r", "-n"]].concat()).await;
        until("it to be removed", || broker.status().n_retained == 0).await;
    }
    broker.close().await;
}

#[tokio::test]
async fn the_will_of_a_client_that_was_killed_is_published() {
    if !is_there() {
        return;
    }
    let broker = broker(options()).await;
    let watcher = ["-i", "watcher", "-c", "-q", "1", "-t", "gone"];
    good("mosquitto_sub", &broker, &[&watcher[..], &["-E"]].concat()).await;
    let mortal = [
        "-i",
        "mortal",
        "-t",
        "x",
        "--will-topic",
        "gone",
        "--will-payload",
        "mortal",
        "--will-qos",
        "1",
    ];
    let mut mortal = command("mosquitto_sub", &broker, &mortal).spawn().unwrap();
    until("it to connect", || broker.status().n_connections == 1).await;
    until("its session", || broker.status().n_sessions == 2).await;
    mortal.kill().await.unwrap();
    assert_eq!(
        good("mosquitto_sub", &broker, &[&watcher[..], &["-C", "1"]].concat()).await,
        "mortal\n"
    );
    broker.close().await;
}

#[tokio::test]
async fn a_wrong_password_is_refused_with_its_reason() {
    if !is_there() {
        return;
    }
    let mut options = options();
    options
        .users
        .insert("monitor".to_owned(), Secret::new("invented".to_owned()));
    let broker = broker(options).await;
    for version in ["mqttv311", "mqttv5"] {
        let publish = ["-V", version, "-q", "1", "-t", "t", "-m", "x"];
        for login in [
            &["-u", "monitor", "-P", "wrong"][..],
            &["-u", "other", "-P", "invented"],
            &[],
        ] {
            let output = run("mosquitto_pub", &broker, &[&publish[..], login].concat()).await;
            assert!(
                !output.is_good && output.error.to_lowercase().contains("user"),
                "{}",
                output.error
            );
        }
        good(
            "mosquitto_pub",
            &broker,
            &[&publish[..], &["-u", "monitor", "-P", "invented"]].concat(),
        )
        .await;
    }
    broker.close().await;
}

#[tokio::test]
async fn tls_is_spoken() {
    if !is_there() {
        return;
    }
    let Some(folder) = certificates() else {
        return;
    };
    let mut options = options();
    options.tls = Some(BrokerTls {
        certificate_file: folder.path().join("hub.pem"),
        private_key_file: folder.path().join("hub.key"),
        client_ca_file: None,
    });
    let broker = broker(options).await;
    let ca = folder.path().join("ca.pem");
    let secure = [
        "-h",
        "localhost",
        "--cafile",
        ca.to_str().unwrap(),
        "-q",
        "1",
        "-t",
        "t",
        "-m",
        "x",
    ];
    good("mosquitto_pub", &broker, &secure).await;
    assert!(
        !run("mosquitto_pub", &broker, &["-q", "1", "-t", "t", "-m", "x"])
            .await
            .is_good
    );
    broker.close().await;
}
