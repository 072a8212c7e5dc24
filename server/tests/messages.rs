//! Messages by the command line against a running hub, and traces without one.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use nilecare_drills::{HubFolder, HubProcess, until};
use serde_json::Value;

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");
/// The password that drills give the first user.
const PASSWORD: &str = "drill-password-0815";
const LIMIT: Duration = Duration::from_secs(60);

const CHANNEL: &str = "version: 1\nid: lab\nname: Laboratory\nsource:\n  connector: { type: mllp, bind: '127.0.0.1:0' }\n  \
    reply: { when: after_source_transformer }\n  filter: [{ name: results, script: 'msg[\"MSH-9.1\"] == \"ORU\"' }]\n  \
    transformer: [{ name: sender, type: build, to: MSH-3, value: HUB }]\n\
    storage: { metadata: [{ name: mrn, value: '${PID-3}' }] }\n\
    attachments: [{ type: pattern, pattern: 'PDF(V+)', mime_type: application/pdf }]\n\
    destinations:\n- id: out\n  connector: { type: channel, channel: nowhere }\n  queue: { mode: always }\n  \
    content: 'patient ${PID-3}'\n";

const MESSAGE: &str = "MSH|^~\\&|LAB|H|X|Y|20260101||ORU^R01|Q1|P|2.5\nPID|1||4711\nOBX|1|ED|PDFVVVV\n";

struct Site {
    folder: tempfile::TempDir,
    hub: Option<HubProcess>,
}

struct Told {
    code: Option<i32>,
    text: String,
}

impl Site {
    /// A folder with a channel and a message.
    fn offline() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let lab = folder.path().join("channels/lab");
        std::fs::create_dir_all(&lab).expect("the folder is ours");
        std::fs::write(lab.join("channel.yaml"), CHANNEL).expect("the folder is ours");
        std::fs::write(folder.path().join("in.hl7"), MESSAGE).expect("the folder is ours");
        Self { folder, hub: None }
    }

    async fn online() -> Self {
        let mut site = Self::offline();
        let folder = HubFolder::new(Path::new(NILECARE), site.folder.path()).expect("the binary is built");
        site.hub = Some(folder.start().await.expect("it starts"));
        site
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn run(&self, args: &[&str]) -> Told {
        let mut command = Command::new(NILECARE);
        command.args(args).current_dir(self.folder.path());
        command.env("NILECARE_PASSWORD", PASSWORD);
        if let Some(hub) = &self.hub {
            command.env("NILECARE_URL", hub.api().base());
        }
        let output = tokio::task::spawn_blocking(move || command.output()).await;
        let output = output.expect("it does not panic").expect("the binary is there");
        Told {
            code: output.status.code(),
            text: String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
        }
    }

    async fn good(&self, args: &[&str]) -> String {
        let told = self.run(args).await;
        assert_eq!(told.code, Some(0), "{args:?}: {}", told.text);
        told.text
    }

    async fn bad(&self, args: &[&str]) -> String {
        let told = self.run(args).await;
        assert_eq!(told.code, Some(1), "{args:?}: {}", told.text);
        told.text
    }

    async fn send(&self) {
        let hub = self.hub.as_ref().expect("it runs");
        let door = hub.api().source_address("lab").await.expect("it listens").to_string();
        let told = self.good(&["send", "mllp", "--to", &door, "in.hl7"]).await;
        assert!(told.contains("MSA|AA|"), "{told}");
    }

    /// Waits until a search finds so many.
    async fn find(&self, n_messages: usize, more: &[&str]) -> Vec<String> {
        let args = [&["message", "search", "lab", "--json"], more].concat();
        let found = until("the messages to be found", LIMIT, async || {
            let page: Value = serde_json::from_str(&self.good(&args).await)?;
            let items = page["items"].as_array().cloned().unwrap_or_default();
            let ids = items.iter().filter_map(|item| item["id"].as_str().map(str::to_owned));
            let ids = ids.collect::<Vec<_>>();
            Ok((ids.len() == n_messages).then_some(ids))
        });
        found.await.unwrap_or_else(|error| panic!("{more:?}: {error}"))
    }
}

#[tokio::test]
async fn messages_are_found_shown_sent_again_exported_imported_and_removed() {
    let site = Site::online().await;
    site.send().await;
    let one = site
        .find(1, &["--status", "queued", "--metadata", "mrn=prefix:47"])
        .await
        .remove(0);
    let listed = site.good(&["message", "search", "--control-id", "Q1"]).await;
    assert!(listed.contains("out=queued") && listed.contains("lab"), "{listed}");
    let shown = site.good(&["message", "show", &one]).await;
    assert!(
        shown.contains("|HUB|") && shown.contains("attachment 0: application/pdf"),
        "{shown}"
    );
    site.good(&["message", "attachment", &one, "0", "-o", "a.pdf"]).await;
    assert_eq!(std::fs::read(site.path("a.pdf")).expect("it is there"), b"VVVV");
    site.bad(&["message", "attachment", &one, "0", "-o", "a.pdf"]).await;

    site.good(&["message", "reprocess", &one, "--destination", "out"]).await;
    let both = site.find(2, &["--status", "queued"]).await;
    assert_eq!(site.find(1, &["--origin", &one]).await, both[..1]);
    assert!(
        site.bad(&["message", "resend", &one, "--destination", "out"])
            .await
            .contains("1 left out")
    );
    let counted = site
        .good(&["message", "reprocess", "--channel", "lab", "--dry-run"])
        .await;
    assert!(counted.contains("2 messages"), "{counted}");

    site.good(&["message", "export", "lab", "-o", "all.ndjson"]).await;
    site.good(&["message", "export", "lab", "--format", "zip", "-o", "all.zip"])
        .await;
    assert!(
        std::fs::read(site.path("all.zip"))
            .expect("it is there")
            .starts_with(b"PK")
    );
    let imported = site.good(&["message", "import", "all.ndjson"]).await;
    assert!(imported.contains("2 imported, 0 not"), "{imported}");
    std::fs::write(site.path("bad.ndjson"), "{}\n").expect("the folder is ours");
    assert!(
        site.bad(&["message", "import", "bad.ndjson"])
            .await
            .contains("line 1: ")
    );
    site.find(4, &[]).await;

    assert!(
        site.bad(&["message", "remove", "--channel", "lab"])
            .await
            .contains("4 messages")
    );
    site.good(&["message", "remove", &one]).await;
    site.good(&["message", "remove", "--channel", "lab", "--yes"]).await;
    site.find(0, &[]).await;
    assert_eq!(site.run(&["message", "search", "--limit", "x"]).await.code, Some(2));
    site.bad(&["message", "remove"]).await;
}

#[tokio::test]
async fn destinations_are_paused_and_counts_begin_anew() {
    let site = Site::online().await;
    site.send().await;
    site.find(1, &["--status", "queued"]).await;
    site.good(&["channel", "pause-destination", "lab", "out"]).await;
    let queues = site.good(&["channel", "queues", "lab"]).await;
    assert!(
        queues.contains("out") && queues.contains("paused") && queues.contains("oldest"),
        "{queues}"
    );
    site.good(&["channel", "retry-destination", "lab", "out"]).await;
    site.good(&["channel", "resume-destination", "lab", "out"]).await;
    assert!(!site.good(&["channel", "queues", "lab"]).await.contains("paused"));
    site.good(&["channel", "reset-statistics", "lab"]).await;
    site.bad(&["channel", "pause-destination", "lab", "none"]).await;
}

#[tokio::test]
async fn a_trace_reads_the_same_from_a_folder_and_from_a_hub() {
    let site = Site::offline();
    let configured = CHANNEL.replace("patient ${PID-3}", "patient ${PID-3} ${configuration.site}");
    std::fs::write(site.path("channels/lab/channel.yaml"), configured).expect("the folder is ours");
    let unknown = site.bad(&["channel", "trace", "channels/lab", "in.hl7"]).await;
    assert!(unknown.contains("/destinations/0/content: "), "{unknown}");
    std::fs::write(site.path("values.json"), r#"{ "site": "Khartoum" }"#).expect("the folder is ours");
    let traced = site
        .good(&[
            "channel",
            "trace",
            "channels/lab",
            "in.hl7",
            "--configuration",
            "values.json",
        ])
        .await;
    for part in [
        "lab ",
        "source filter  passed",
        "/source/transformer/0 build sender",
        "MSH-3 \"LAB\" → \"HUB\"",
        "mrn 4711",
        "/destinations/0 out: sent (assumed)",
        "| patient 4711 Khartoum",
        "MSA|AA|Q1",
    ] {
        assert!(traced.contains(part), "{part} is not in\n{traced}");
    }
    let json = site
        .good(&[
            "channel",
            "trace",
            "channels/lab",
            "in.hl7",
            "--configuration",
            "values.json",
            "--json",
            "--stop-after",
            "source_filter",
        ])
        .await;
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["status"], "received", "{json}");
    std::fs::write(site.path("channels/lab/channel.yaml"), CHANNEL).expect("the folder is ours");
    std::fs::write(site.path("bad.hl7"), "no HL7").expect("the folder is ours");
    let refused = site.bad(&["channel", "trace", "channels/lab", "bad.hl7"]).await;
    assert!(refused.contains("FAILED"), "{refused}");
    let nowhere = site.bad(&["channel", "trace", "channels/none", "in.hl7"]).await;
    assert!(nowhere.contains("no folder with a channel.yaml"), "{nowhere}");

    let site = Site::online().await;
    let traced = site
        .good(&[
            "channel",
            "trace",
            "lab",
            "in.hl7",
            "--outcome",
            "out=queued",
            "--only",
            "/source/transformer/0",
        ])
        .await;
    assert!(traced.contains("MSH-3 \"LAB\" → \"HUB\""), "{traced}");
    let queued = site
        .good(&["channel", "trace", "lab", "in.hl7", "--outcome", "out=queued"])
        .await;
    assert!(queued.contains("out: queued"), "{queued}");
    site.find(0, &[]).await;
}
