use nilecare_engine_api::{ConnectorConfig, parse_config};

use serde_json::json;

use super::*;

#[test]
fn samples_are_valid_and_unknown_keys_are_not() {
    for sample in MllpSourceConfig::samples() {
        let config: MllpSourceConfig = parse_config(&sample).expect("it is a sample");
        let again = serde_json::to_value(&config).expect("it is plain");
        assert_eq!(
            parse_config::<MllpSourceConfig>(&again).expect("it was written by us"),
            config
        );
    }
    for sample in MllpDestinationConfig::samples() {
        parse_config::<MllpDestinationConfig>(&sample).expect("it is a sample");
    }
    assert!(parse_config::<MllpSourceConfig>(&json!({ "bind": "x:1", "prot": 1 })).is_err());
    assert!(parse_config::<MllpSourceConfig>(&json!({ "bind": "2575" })).is_err());
    let waits_too_long = json!({ "bind": "x:1", "frame_timeout": "1s", "end_wait": "2s" });
    assert!(parse_config::<MllpSourceConfig>(&waits_too_long).is_err());
}

#[test]
fn each_mode_has_its_own_address() {
    let places = |problems: Option<nilecare_engine_api::ConfigProblems>| {
        let problems = problems.map(|problems| problems.0).unwrap_or_default();
        problems.into_iter().map(|problem| problem.path).collect::<Vec<_>>()
    };
    let source = |config| places(parse_config::<MllpSourceConfig>(&config).err());
    let sender = |config| places(parse_config::<MllpDestinationConfig>(&config).err());
    assert_eq!(source(json!({})), ["/bind"]);
    assert_eq!(source(json!({ "mode": "client" })), ["/address"]);
    assert_eq!(
        source(json!({ "mode": "client", "address": "x:1", "bind": "x:1" })),
        ["/bind"]
    );
    assert_eq!(source(json!({ "bind": "x:1", "client_tls": {} })), ["/client_tls"]);
    assert_eq!(sender(json!({})), ["/address"]);
    assert_eq!(
        sender(json!({ "mode": "server", "bind": "x:1", "address": "x:1" })),
        ["/address"]
    );
    assert_eq!(sender(json!({ "mode": "server", "bind": "x:1", "tls": {} })), ["/tls"]);
    let limits = json!({ "bind": "x:1", "max_in_flight": 0, "max_connections_per_address": 0 });
    assert_eq!(source(limits), ["/max_connections_per_address", "/max_in_flight"]);
}

#[test]
fn there_are_two_releases() {
    let release = |number: u8| parse_config::<MllpSourceConfig>(&json!({ "bind": "x:1", "release": number }));
    assert_eq!(release(1).map(|config| config.release), Ok(Release::One));
    assert_eq!(release(2).map(|config| config.release), Ok(Release::Two));
    assert!(release(3).is_err());
}

#[test]
fn tls_settings_that_would_not_check_anybody_are_refused() {
    let places = |tls: serde_json::Value| {
        let problems = parse_config::<MllpSourceConfig>(&json!({ "bind": "x:1", "tls": tls })).err();
        problems.map(|problems| problems.0.into_iter().map(|problem| problem.path).collect::<Vec<_>>())
    };
    let files = |extra: serde_json::Value| {
        let mut tls = json!({ "certificate_file": "a", "private_key_file": "b" });
        let extra = extra.as_object().expect("it is one").clone();
        tls.as_object_mut().expect("it is one").extend(extra);
        places(tls)
    };
    assert_eq!(files(json!({})), None);
    let no_authorities = files(json!({ "client_certificates": "required" }));
    assert_eq!(no_authorities, Some(vec!["/tls/client_ca_file".to_owned()]));
    let not_asked = files(json!({ "client_ca_file": "c" }));
    assert_eq!(not_asked, Some(vec!["/tls/client_certificates".to_owned()]));
    let no_time = files(json!({ "handshake_timeout": "0s" }));
    assert_eq!(no_time, Some(vec!["/tls/handshake_timeout".to_owned()]));
    let sender = |tls| parse_config::<MllpDestinationConfig>(&json!({ "address": "x:1", "tls": tls }));
    assert!(sender(json!({})).is_ok());
    assert!(sender(json!({ "certificate_file": "a" })).is_err());
    assert!(sender(json!({ "server_name": "not a name" })).is_err());
    assert!(sender(json!({ "min_version": "1.1" })).is_err());
}
