//! When somebody is told, with a clock that the test moves.

use std::time::Duration;

use nilecare_alerts::{
    AlertRule, ChannelSnapshot, ChannelStanding, ConnectorSnapshot, Monitor, Notice, NoticeKind, Snapshot,
};
use nilecare_types::Timestamp;

const MINUTE: i64 = 60;

fn at(seconds: i64) -> Timestamp {
    // 2026-01-05, a Monday, 10:00 in Cairo.
    let start: Timestamp = "2026-01-05T08:00:00Z".parse().expect("it is a time");
    start + Duration::from_secs(u64::try_from(seconds).expect("tests go forward"))
}

fn rule(trigger: &str, more: &str) -> AlertRule {
    let text = format!(
        "version: 1\ntitle: Trouble\nchannels: {{ all: true }}\ntrigger: {trigger}\nthrottle: 10m\n\
         actions: [{{ type: log }}]\n{more}"
    );
    AlertRule::read("trouble", &text).expect("it is good")
}

fn monitor(trigger: &str, more: &str) -> Monitor {
    let mut monitor = Monitor::default();
    monitor.set_rules(vec![rule(trigger, more)]);
    monitor
}

fn channel(id: &str) -> ChannelSnapshot {
    ChannelSnapshot {
        id: id.parse().expect("it is a name"),
        name: id.to_uppercase(),
        group: "Laboratory".to_owned(),
        tags: vec!["night".to_owned()],
        state: ChannelStanding::Started,
        received: 0,
        connectors: vec![connector("source"), connector("out")],
    }
}

fn connector(id: &str) -> ConnectorSnapshot {
    ConnectorSnapshot {
        id: id.parse().expect("it is a name"),
        is_disconnected: false,
        queue_depth: 0,
        queued_since: None,
    }
}

fn look(monitor: &mut Monitor, seconds: i64, change: impl Fn(&mut ChannelSnapshot)) -> Vec<Notice> {
    let mut lab = channel("lab");
    change(&mut lab);
    monitor.on_snapshot(at(seconds), &Snapshot { channels: vec![lab] })
}

fn depth(depth: u64) -> impl Fn(&mut ChannelSnapshot) {
    move |channel| channel.connectors[1].queue_depth = depth
}

fn kinds(notices: &[Notice]) -> Vec<NoticeKind> {
    notices.iter().map(|notice| notice.event).collect()
}

#[test]
fn a_condition_is_told_when_it_begins_and_when_it_ends() {
    let mut monitor = monitor("{ type: queue_depth, more_than: 100 }", "");
    assert_eq!(look(&mut monitor, 0, depth(100)), []);
    let raised = look(&mut monitor, 10, depth(101));
    assert_eq!(
        (kinds(&raised), raised[0].queue_depth),
        (vec![NoticeKind::Raised], Some(101))
    );
    assert!(monitor.states()[0].is_raised);
    assert_eq!(look(&mut monitor, 20, depth(5_000)), [], "it lasts");
    assert_eq!(look(&mut monitor, 20 * MINUTE, depth(5_000)), [], "it still lasts");
    let over = look(&mut monitor, 21 * MINUTE, depth(3));
    assert_eq!((kinds(&over), over[0].since), (vec![NoticeKind::Recovered], at(10)));
    assert_eq!(look(&mut monitor, 22 * MINUTE, depth(3)), []);
}

#[test]
fn what_comes_and_goes_is_held_back_and_counted() {
    let mut monitor = monitor("{ type: queue_depth, more_than: 100 }", "recovery: false\n");
    assert_eq!(look(&mut monitor, 0, depth(101)).len(), 1);
    for minute in 1..5 {
        assert_eq!(look(&mut monitor, minute * MINUTE, depth(0)), []);
        assert_eq!(look(&mut monitor, minute * MINUTE + 30, depth(101)), []);
    }
    let after = look(&mut monitor, 10 * MINUTE, depth(101));
    assert_eq!((after.len(), after[0].count, after[0].suppressed), (1, 4, 4));
    assert_eq!(monitor.states()[0].suppressed, 4);
}

#[test]
fn what_was_not_told_does_not_recover() {
    let mut monitor = monitor("{ type: queue_depth, more_than: 100 }", "");
    look(&mut monitor, 0, depth(101));
    assert_eq!(kinds(&look(&mut monitor, 10, depth(0))), [NoticeKind::Recovered]);
    assert_eq!(look(&mut monitor, 20, depth(101)), []);
    assert_eq!(look(&mut monitor, 30, depth(0)), []);
}

#[test]
fn a_message_that_waits_too_long() {
    let mut monitor = monitor("{ type: queue_age, older_than: 5m }", "");
    let ages = monitor.queue_ages().into_iter().collect::<Vec<_>>();
    assert_eq!(ages, [Duration::from_secs(300)]);
    let waits = |channel: &mut ChannelSnapshot| channel.connectors[1].queued_since = Some(at(0));
    assert_eq!(look(&mut monitor, 5 * MINUTE - 1, waits), []);
    let raised = look(&mut monitor, 5 * MINUTE, waits);
    assert_eq!((kinds(&raised), raised[0].since), (vec![NoticeKind::Raised], at(0)));
    assert_eq!(raised[0].connector.as_ref().map(|id| id.as_str()), Some("out"));
}

#[test]
fn silence_counts_while_the_channel_is_started() {
    let mut monitor = monitor("{ type: silence, for: 30m }", "");
    let received = |n| move |channel: &mut ChannelSnapshot| channel.received = n;
    look(&mut monitor, 0, received(5));
    assert_eq!(look(&mut monitor, 29 * MINUTE, received(6)), []);
    assert_eq!(look(&mut monitor, 58 * MINUTE, received(6)), []);
    assert_eq!(
        kinds(&look(&mut monitor, 59 * MINUTE, received(6))),
        [NoticeKind::Raised]
    );
    assert_eq!(
        kinds(&look(&mut monitor, 60 * MINUTE, received(7))),
        [NoticeKind::Recovered]
    );
    let stopped = |channel: &mut ChannelSnapshot| {
        channel.received = 7;
        channel.state = ChannelStanding::Stopped;
    };
    assert_eq!(look(&mut monitor, 300 * MINUTE, stopped), []);
    assert_eq!(
        look(&mut monitor, 301 * MINUTE, received(7)),
        [],
        "it begins anew with the start"
    );
    assert_eq!(look(&mut monitor, 331 * MINUTE, received(7)).len(), 1);
}

#[test]
fn silence_out_of_hours_is_none() {
    // It is 10:00 in Cairo at the beginning of the test.
    let within = "{ weekdays: [mon], from: '11:00', to: '12:00', time_zone: Africa/Cairo }";
    let mut monitor = monitor(&format!("{{ type: silence, for: 30m, within: {within} }}"), "");
    look(&mut monitor, 0, |_| {});
    assert_eq!(look(&mut monitor, 59 * MINUTE, |_| {}), []);
    assert_eq!(look(&mut monitor, 60 * MINUTE, |_| {}), [], "the hours have just begun");
    assert_eq!(look(&mut monitor, 89 * MINUTE, |_| {}), []);
    assert_eq!(kinds(&look(&mut monitor, 90 * MINUTE, |_| {})), [NoticeKind::Raised]);
    let over = look(&mut monitor, 120 * MINUTE, |_| {});
    assert_eq!(kinds(&over), [NoticeKind::Recovered], "the hours are over");
}

#[test]
fn a_channel_that_is_not_started() {
    let stopped = |channel: &mut ChannelSnapshot| channel.state = ChannelStanding::Stopped;
    let undeployed = |channel: &mut ChannelSnapshot| channel.state = ChannelStanding::Undeployed;
    let mut at_once = monitor("{ type: state }", "");
    assert_eq!(look(&mut at_once, 0, |_| {}), []);
    assert_eq!(look(&mut at_once, 10, stopped).len(), 1);
    assert_eq!(kinds(&look(&mut at_once, 20, |_| {})), [NoticeKind::Recovered]);
    let mut of_all = monitor("{ type: state }", "");
    assert_eq!(
        look(&mut of_all, 0, undeployed),
        [],
        "many channels are not deployed on purpose"
    );
    let mut named = Monitor::default();
    let text = "version: 1\ntitle: T\nchannels: { ids: [lab] }\ntrigger: { type: state, for: 1m }\n\
                actions: [{ type: log }]\n";
    named.set_rules(vec![AlertRule::read("t", text).expect("it is good")]);
    assert_eq!(look(&mut named, 0, undeployed), []);
    assert_eq!(look(&mut named, MINUTE, undeployed).len(), 1);
}

#[test]
fn a_connector_that_is_not_connected() {
    let lost = |channel: &mut ChannelSnapshot| channel.connectors[1].is_disconnected = true;
    let mut monitor = monitor("{ type: connection, for: 2m }", "connectors: [out]\n");
    assert_eq!(look(&mut monitor, 0, lost), []);
    assert_eq!(look(&mut monitor, MINUTE, |_| {}), []);
    assert_eq!(look(&mut monitor, 2 * MINUTE, lost), [], "it began anew");
    let raised = look(&mut monitor, 4 * MINUTE, lost);
    assert_eq!((raised.len(), raised[0].since), (1, at(2 * MINUTE)));
}

#[test]
fn groups_have_throttles_of_their_own() {
    let two = |group_by: &str| {
        let more = format!("group_by: {group_by}\n");
        let mut monitor = monitor("{ type: queue_depth, more_than: 1 }", &more);
        let mut channels = vec![channel("a"), channel("b")];
        for channel in &mut channels {
            channel.connectors.push(connector("second"));
            channel.connectors[1].queue_depth = 5;
            channel.connectors[2].queue_depth = 9;
        }
        monitor.on_snapshot(at(0), &Snapshot { channels })
    };
    assert_eq!(two("connector").len(), 4);
    let by_channel = two("channel");
    assert_eq!((by_channel.len(), by_channel[0].queue_depth), (2, Some(9)));
    assert!(
        by_channel[0].body.contains("and 1 more like it"),
        "{}",
        by_channel[0].body
    );
    let all = two("none");
    assert_eq!((all.len(), &all[0].channel), (1, &None));
    assert!(all[0].body.contains("and 3 more like it"), "{}", all[0].body);
}

#[test]
fn channels_are_chosen_by_id_tag_and_group() {
    for (channels, expected) in [
        ("{ ids: [lab] }", 1),
        ("{ ids: [other] }", 0),
        ("{ tags: [night, day] }", 1),
        ("{ groups: [Laboratory] }", 1),
        ("{ groups: [Pharmacy] }", 0),
    ] {
        let text = format!(
            "version: 1\ntitle: T\nchannels: {channels}\ntrigger: {{ type: queue_depth, more_than: 1 }}\n\
             actions: [{{ type: log }}]\n"
        );
        let mut monitor = Monitor::default();
        monitor.set_rules(vec![AlertRule::read("t", &text).expect("it is good")]);
        assert_eq!(look(&mut monitor, 0, depth(2)).len(), expected, "{channels}");
    }
}

#[test]
fn a_rule_that_is_not_enabled_tells_nothing() {
    let mut monitor = monitor("{ type: queue_depth, more_than: 1 }", "enabled: false\n");
    assert_eq!(look(&mut monitor, 0, depth(2)), []);
}

#[test]
fn what_is_known_of_a_rule_stays_while_the_rule_stays() {
    let mut monitor = monitor("{ type: queue_depth, more_than: 1 }", "");
    assert_eq!(look(&mut monitor, 0, depth(2)).len(), 1);
    monitor.set_rules(vec![rule("{ type: queue_depth, more_than: 1 }", "")]);
    assert_eq!(look(&mut monitor, 10, depth(2)), []);
    monitor.set_rules(vec![rule("{ type: queue_depth, more_than: 2 }", "")]);
    assert_eq!(look(&mut monitor, 20, depth(3)).len(), 1);
}

#[test]
fn everything_wrong_with_a_rule_is_told_at_once() {
    let text = "version: 2\ntitle: ''\nchannels: {}\ntrigger: { type: error, text: '(' }\nsubject: '{nothing}'\n\
                actions: [{ type: webhook, url: ftp://x, attempts: 9, timeout: 10m }]\n";
    let told = AlertRule::read("t", text).expect_err("it is not good").0.join("\n");
    let places = [
        "/version",
        "/title",
        "/channels",
        "/trigger/text",
        "/subject",
        "/actions/0/url",
        "/actions/0/attempts",
        "/actions/0/timeout",
    ];
    for place in places {
        assert!(told.contains(place), "{place}: {told}");
    }
    let with = |trigger: &str, action: &str| {
        let text =
            format!("version: 1\ntitle: T\nchannels: {{ all: true }}\ntrigger: {trigger}\nactions: [{action}]\n");
        AlertRule::read("t", &text).is_ok()
    };
    assert!(with("{ type: state }", "{ type: log }"));
    assert!(!with("{ type: state }", "{ type: email }"), "it is not offered yet");
    assert!(!with("{ type: state, fro: 1m }", "{ type: log }"));
}
