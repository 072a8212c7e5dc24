//! A channel that uses every setting is read, and a slip in any of them is told.

use nilecare_channel_model::Channel;

const FULL: &str = include_str!("full.yaml");

#[test]
fn a_channel_with_every_setting_is_valid_and_written_back_the_same() {
    let channel: Channel = serde_saphyr::from_str(FULL).expect("it is a channel");
    assert_eq!(channel.validate(), []);
    let written = serde_saphyr::to_string(&channel).expect("it has only plain values");
    let read: Channel = serde_saphyr::from_str(&written).expect("it was written by us");
    assert_eq!(read, channel);
    assert_eq!(channel.scripts().len(), 12);
}

#[test]
fn a_slip_is_refused_wherever_it_is() {
    for (right, wrong) in [
        ("split: hl7v2", "splitt: hl7v2"),
        ("reply: whole", "replly: whole"),
        ("is: equals", "iss: equals"),
        ("lookup: wards", "lokup: wards"),
        ("type: build", "type: bild"),
        ("choose: only", "chose: only"),
        ("rate_limit:", "ratelimit:"),
        ("min_size: 1000", "minsize: 1000"),
        ("level: development", "level: develop"),
        ("wanted: all", "wanted: most"),
        ("by: '$1'", "bye: '$1'"),
    ] {
        assert!(FULL.contains(right), "{right}");
        let error = serde_saphyr::from_str::<Channel>(&FULL.replacen(right, wrong, 1));
        assert!(error.is_err(), "{wrong} was taken");
    }
}

#[test]
fn what_contradicts_itself_is_told_with_its_place() {
    for (right, wrong, place) in [
        (
            "when: postprocessor",
            "when: { destination: nowhere }",
            "/source/reply/when/destination",
        ),
        ("threads: 4", "threads: 0", "/source/processing/threads"),
        ("rotate: false", "rotate: true", "/destinations/0/queue/rotate"),
        ("- name: mrn", "- name: MRN", "/storage/metadata/0/name"),
        (
            "enabled: false # source queue",
            "enabled: true",
            "/source/queue/enabled",
        ),
        ("messages_after: 90d", "messages_after: 3d", "/pruning/contents_after"),
    ] {
        assert!(FULL.contains(right), "{right}");
        let channel: Channel = serde_saphyr::from_str(&FULL.replacen(right, wrong, 1)).expect("it is a channel");
        let problems = channel.validate();
        assert!(
            problems.iter().any(|problem| problem.path == place),
            "{wrong}: {problems:?}"
        );
    }
}
