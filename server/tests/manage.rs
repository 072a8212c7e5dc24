//! What analysts do all day, by the command line against a running hub.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use nilecare_drills::{HubFolder, HubProcess, until};
use serde_json::Value;

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");
/// The password that drills give the first user.
const PASSWORD: &str = "drill-password-0815";
const LIMIT: Duration = Duration::from_secs(60);

const CHANNEL: &str = "version: 1\nid: lab\nname: Laboratory\nsource:\n  connector: { type: mllp, bind: '127.0.0.1:0' }\n  \
    reply: { when: after_source_transformer }\n  filter: [{ name: never, file: filter.rhai }]\ndestinations:\n- id: out\n  \
    connector: { type: channel, channel: nowhere }\n  queue: { mode: always }\n";

struct Site {
    folder: tempfile::TempDir,
    hub: Option<HubProcess>,
    url: String,
}

struct Told {
    is_success: bool,
    text: String,
}

impl Site {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
        let lab = hub.channels().join("lab");
        std::fs::create_dir_all(&lab).expect("the folder is ours");
        std::fs::write(lab.join("channel.yaml"), CHANNEL).expect("the folder is ours");
        std::fs::write(lab.join("filter.rhai"), "throw \"4711 Osman Digna\"").expect("the folder is ours");
        let hub = hub.start().await.expect("it starts");
        let url = hub.api().base().to_owned();
        Self {
            folder,
            hub: Some(hub),
            url,
        }
    }

    fn hub(&self) -> &HubProcess {
        self.hub.as_ref().expect("it runs")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn run(&self, args: &[&str]) -> Told {
        self.run_with(args, "").await
    }

    async fn run_with(&self, args: &[&str], input: &str) -> Told {
        let mut command = Command::new(NILECARE);
        command.args(args).current_dir(self.folder.path());
        command
            .env("NILECARE_URL", &self.url)
            .env("NILECARE_PASSWORD", PASSWORD);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let input = input.to_owned();
        let run = move || -> std::io::Result<Output> {
            let mut child = command.spawn()?;
            if let Some(mut stdin) = child.stdin.take() {
                // Who does not read it may have ended already.
                let _ = stdin.write_all(input.as_bytes());
            }
            child.wait_with_output()
        };
        let output = tokio::task::spawn_blocking(run).await.expect("it does not panic");
        let output = output.expect("the binary is there");
        let text = [output.stdout, output.stderr].concat();
        Told {
            is_success: output.status.success(),
            text: String::from_utf8_lossy(&text).into_owned(),
        }
    }

    async fn good(&self, args: &[&str]) -> String {
        let told = self.run(args).await;
        assert!(told.is_success, "{args:?}: {}", told.text);
        told.text
    }
}

#[tokio::test]
async fn a_channel_is_changed_in_the_folder_compared_deployed_and_restored() {
    let site = Site::new().await;
    assert!(site.good(&["channel", "list"]).await.contains("lab"));
    std::fs::write(site.path("channels/lab/filter.rhai"), "false").expect("the folder is ours");
    until("the change to be found", LIMIT, async || {
        let list = site.good(&["channel", "list"]).await;
        Ok(list.contains("(changed)").then_some(()))
    })
    .await
    .expect("the folder is looked at");
    let diff = site.good(&["channel", "diff", "lab"]).await;
    assert!(diff.contains("-throw") && diff.contains("+false"), "{diff}");
    assert!(site.good(&["channel", "deploy", "--changed"]).await.contains("done"));
    assert!(
        site.good(&["channel", "deploy", "--changed"])
            .await
            .contains("unchanged")
    );
    site.good(&["channel", "restore", "lab", "1"]).await;
    let history = site.good(&["channel", "history", "lab"]).await;
    assert!(
        history.contains("restored revision 1") && history.contains("folder"),
        "{history}"
    );
    let show = site.good(&["channel", "show", "lab", "--json"]).await;
    let show: Value = serde_json::from_str(&show).expect("it is JSON");
    assert_eq!(
        (&show["current_revision"], &show["deployed_revision"]),
        (&3.into(), &2.into())
    );
    for verb in ["stop", "start", "pause", "undeploy"] {
        assert!(site.good(&["channel", verb, "lab"]).await.contains("done"), "{verb}");
    }
    let unknown = site.run(&["channel", "deploy", "nobody"]).await;
    assert!(
        !unknown.is_success && unknown.text.contains("nobody"),
        "{}",
        unknown.text
    );
    assert!(!site.run(&["channel", "stop"]).await.is_success, "no channel is named");
}

#[tokio::test]
async fn configuration_tables_and_libraries() {
    let site = Site::new().await;
    site.good(&["config", "set", "lab.host", "10.1.2.3", "--comment", "room 5"])
        .await;
    site.good(&["config", "set", "lab.retries", "3", "--json"]).await;
    let secret = site
        .run_with(&["config", "set-secret", "lab.password"], "hunter2\n")
        .await;
    assert!(secret.is_success, "{}", secret.text);
    let list = site.good(&["config", "list"]).await;
    assert!(
        list.contains("10.1.2.3") && list.contains("***") && !list.contains("hunter2"),
        "{list}"
    );
    assert_eq!(site.good(&["config", "get", "lab.retries"]).await.trim(), "3");
    site.good(&["config", "unset", "lab.host"]).await;
    assert!(!site.run(&["config", "get", "lab.host"]).await.is_success);

    std::fs::write(site.path("wards.csv"), "code,name\nW1,Ward 1\n").expect("the folder is ours");
    site.good(&["lookup", "import", "wards", "wards.csv"]).await;
    assert_eq!(
        site.good(&["lookup", "export", "wards"]).await,
        "code,name\nW1,Ward 1\n"
    );
    std::fs::write(site.path("wards.csv"), "code,name\nW1,a\nW1,b\n").expect("the folder is ours");
    let twice = site.run(&["lookup", "import", "wards", "wards.csv"]).await;
    assert!(!twice.is_success && twice.text.contains("W1"), "{}", twice.text);

    let tests = site.path("libraries/dates/tests");
    std::fs::create_dir_all(&tests).expect("the folder is ours");
    std::fs::write(site.path("libraries/dates/library.yaml"), "name: dates\n").expect("the folder is ours");
    std::fs::write(site.path("libraries/dates/age.rhai"), "fn next(age) { age + 1 }").expect("the folder is ours");
    std::fs::write(tests.join("age.rhai"), "fn test_next() { assert_eq(next(1), 2); }").expect("the folder is ours");
    assert!(
        site.good(&["library", "test", "libraries"])
            .await
            .contains("1 passed, 0 failed")
    );
    std::fs::write(tests.join("age.rhai"), "fn test_next() { assert_eq(next(1), 3); }").expect("the folder is ours");
    assert!(!site.run(&["library", "test", "libraries"]).await.is_success);
}

#[tokio::test]
async fn what_goes_out_comes_back_in_and_all_of_it_is_on_record() {
    let site = Site::new().await;
    site.good(&["backup", "all.zip"]).await;
    assert!(
        !site.run(&["backup", "all.zip"]).await.is_success,
        "what is there is not overwritten"
    );
    site.good(&["channel", "export", "lab"]).await;
    site.good(&["channel", "undeploy", "lab"]).await;
    std::fs::remove_dir_all(site.path("channels/lab")).expect("the folder is ours");
    assert!(site.good(&["restore", "all.zip"]).await.contains("channel/lab"));
    assert!(site.good(&["channel", "import", "lab.zip"]).await.contains("unchanged"));
    site.good(&["channel", "deploy", "--all"]).await;
    let wrong = Command::new(NILECARE)
        .args(["channel", "list"])
        .env("NILECARE_URL", &site.url)
        .env("NILECARE_PASSWORD", "wrong")
        .output();
    assert!(!wrong.expect("the binary is there").status.success());
    let events = site.good(&["events", "--limit", "500"]).await;
    for expected in [
        "hub.start",
        "user.sign-in         success",
        "user.sign-in         refused",
        "backup.create        success",
        "backup.restore       success",
        "channel.export       success  channel/lab",
        "channel.import       success",
        "channels.deploy      success",
        "channels.undeploy    success",
    ] {
        assert!(events.contains(expected), "{expected}: {events}");
    }
    let export = site.good(&["events", "--export", "--action", "backup.*"]).await;
    let first = export.lines().next().expect("there are events");
    let first: Value = serde_json::from_str(first).expect("each line is JSON");
    assert_eq!(first["action"], "backup.restore");
}

async fn webhook() -> (String, Arc<Mutex<Vec<Value>>>) {
    let seen = Arc::<Mutex<Vec<Value>>>::default();
    let take = |State(seen): State<Arc<Mutex<Vec<Value>>>>, axum::Json(body): axum::Json<Value>| async move {
        seen.lock().expect("no holder panics").push(body);
    };
    let app = axum::Router::new()
        .route("/", axum::routing::post(take))
        .with_state(Arc::clone(&seen));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let url = format!("http://{}/", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, seen)
}

#[tokio::test]
async fn an_error_in_a_channel_is_told_to_a_webhook_without_the_patients_name() {
    let site = Site::new().await;
    let (url, seen) = webhook().await;
    let alerts = site.path("data/configuration/alerts");
    std::fs::create_dir_all(&alerts).expect("the folder is ours");
    let rule = format!(
        "version: 1\ntitle: Trouble\nchannels: {{ ids: [lab] }}\ntrigger: {{ type: error, kinds: [source_script] }}\n\
         actions: [{{ type: log }}, {{ type: webhook, url: '{url}' }}]\n"
    );
    std::fs::write(alerts.join("trouble.yaml"), rule).expect("the folder is ours");
    until("the alert to be found", LIMIT, async || {
        let list = site.good(&["alert", "list"]).await;
        Ok(list.contains("trouble").then_some(()))
    })
    .await
    .expect("the folder is looked at");
    assert!(site.good(&["alert", "test", "trouble"]).await.contains("told"));

    let door = site
        .hub()
        .api()
        .source_address("lab")
        .await
        .expect("it listens")
        .to_string();
    std::fs::write(
        site.path("a.hl7"),
        "MSH|^~\\&|A|B|C|D|20260101||ADT^A01|Q1|P|2.5\rPID|1||4711||Digna^Osman\r",
    )
    .expect("the folder is ours");
    let sent = site.run(&["send", "mllp", "--to", &door, "a.hl7"]).await;
    assert!(!sent.is_success && sent.text.contains("MSA|AE|Q1"), "{}", sent.text);
    let notices = until("the notice", LIMIT, async || {
        let seen = seen.lock().expect("no holder panics").clone();
        Ok((seen.len() == 2).then_some(seen))
    });
    let notices = notices.await.expect("the webhook is called");
    assert_eq!(
        (&notices[0]["event"], &notices[1]["event"]),
        (&"test".into(), &"raised".into())
    );
    assert_eq!(
        (&notices[1]["channel"], &notices[1]["trigger"]),
        (&"lab".into(), &"error".into())
    );
    let log = std::fs::read_to_string(site.path("hub.log")).expect("it is there");
    for text in [notices[1].to_string(), log] {
        assert!(!text.contains("Osman"), "{text}");
    }
}

#[tokio::test]
async fn channels_stop_and_start_in_order_and_a_restart_knows_the_history() {
    let mut site = Site::new().await;
    let second = CHANNEL.replace("id: lab\n", "id: after\ndepends_on: [lab]\n");
    let folder = site.path("channels/after");
    std::fs::create_dir_all(&folder).expect("the folder is ours");
    std::fs::write(folder.join("channel.yaml"), second).expect("the folder is ours");
    std::fs::write(folder.join("filter.rhai"), "true").expect("the folder is ours");
    let refused = site.run(&["channel", "undeploy", "lab"]).await;
    assert!(
        refused.is_success,
        "nothing that is deployed depends on it yet: {}",
        refused.text
    );
    let deployed = site.good(&["channel", "deploy", "after", "--with-dependencies"]).await;
    let at = |name: &str| deployed.find(name).unwrap_or_else(|| panic!("{name}: {deployed}"));
    assert!(at("lab") < at("after"), "{deployed}");
    let refused = site.run(&["channel", "undeploy", "lab"]).await;
    assert!(
        !refused.is_success && refused.text.contains("after"),
        "{}",
        refused.text
    );
    site.good(&["channel", "undeploy", "lab", "--with-dependents"]).await;
    let hub = site.hub.take().expect("it runs");
    assert!(hub.stop().await.expect("it ends").success());

    let again = HubFolder::new(Path::new(NILECARE), site.folder.path()).expect("the binary is built");
    let hub = again.start().await.expect("it starts");
    site.url = hub.api().base().to_owned();
    site.hub = Some(hub);
    let history = site.good(&["channel", "history", "lab"]).await;
    assert_eq!(history.lines().count(), 1, "a restart is no change: {history}");
    let events = site.good(&["events", "--limit", "500"]).await;
    assert!(
        events.contains("hub.stop") && events.matches("hub.start").count() == 2,
        "{events}"
    );
    let started = events.find("channel/after").zip(events.find("channel/lab"));
    let (after, lab) = started.expect("both were deployed at the start");
    assert!(after < lab, "the newest event is first: {events}");
}
