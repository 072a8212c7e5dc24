//! Templates: every place and change, what is wrong with others, and properties.

use crate::support::{compile_template, context, expand, hl7, host, json};
use nilecare_script::{ScriptContext, ScriptHost, ScriptLimits, SharedMap};
use proptest::prelude::*;

fn with_maps() -> ScriptContext {
    let host = host();
    let mut context = context(&hl7());
    context.set_global_channel_map(SharedMap::default());
    let script = r#"channel_map.a = "x"; channel_map["b"] = #{ c: [1, #{ d: "deep" }] }; connector_map.a = 2.5; global_channel_map.a = true;"#;
    let script = host.compile("maps", script).expect("it is a script");
    host.run(&script, &mut context).expect("it runs");
    let reply = bytes::Bytes::from_static(b"MSH|^~\\&|A|B|C|D|||ACK|1|P|2.5.1\rMSA|AE|MSG-1|no\r");
    context.add_outcome("lab", "error", Some(&reply), Some("refused"));
    context.add_response(Some(&bytes::Bytes::from_static(b"{\"code\":7}")), "sent");
    context
}

#[test]
fn every_place_is_filled_in() {
    let context = with_maps();
    for (template, expected) in [
        ("${channel_map.a}${channel_map.absent}", "x"),
        ("${channel_map.b/c/1/d} ${channel_map.b/c}", r#"deep [1,{"d":"deep"}]"#),
        ("${connector_map.a} ${global_channel_map.a}", "2.5 true"),
        ("${response_map.lab.status} ${response_map.lab.error}", "error refused"),
        ("${response_map.absent}${response_map.absent.status}", ""),
        ("${response/code} ${status} ${response}", r#"7 sent {"code":7}"#),
        (
            "${message.message_type} ${message.attempt} ${message.is_possible_duplicate}",
            "ORU^R01 1 false",
        ),
        ("${channel.name} ${message.received_at}", "Demo 1970-01-01T00:00:00Z"),
        ("${configuration.limits/low}", "5"),
        ("${OBX[1]-5|trim|upper}", "PALE"),
        ("${OBX-3.1|lookup:wards|default:none}", "Chemistry"),
        ("${OBX(2)-3.1|lookup:wards|default:a\\|b\\}}", "a|b}"),
        ("${/patient/name}", ""),
        ("${MSH-1}${MSH-2}", "|^~\\&"),
        ("a$b${PID-1}$", "a$b1$"),
        ("$$${PID-1}", "$${PID-1}"),
    ] {
        assert_eq!(expand(&context, template).as_deref(), Ok(expected), "{template}");
    }
    assert!(expand(&context, "${response_map.lab}").is_ok_and(|text| text.contains("MSA|AE|MSG-1|no\r")));
    assert_eq!(expand(&context, "${msg}").as_deref(), Ok(crate::support::ORU));
    let now = expand(&context, "${now} ${now:yyyyMMddHHmmss} ${uuid}").expect("it can be filled in");
    assert_eq!(now.split(' ').nth(1).map(str::len), Some(14), "{now}");
    let json = crate::support::context(&json());
    assert_eq!(
        expand(&json, "${/entries/1/code}${/patient/alive}${PID-5}").as_deref(),
        Ok("btrue")
    );
}

#[test]
fn secrets_are_told_to_connectors_only() {
    let host = host();
    let mut context = context(&hl7());
    let script = host
        .compile("pass on", "channel_map.p = configuration.password;")
        .expect("it is a script");
    host.run(&script, &mut context).expect("it runs");
    for template in ["Basic ${configuration.password}", "Basic ${channel_map.p}"] {
        let template = compile_template(&host, template).expect("it is right");
        assert_eq!(template.expand(&context).as_deref(), Ok("Basic ***"));
        assert_eq!(template.expand_secret(&context).as_deref(), Ok("Basic hunter2"));
        assert!(!format!("{template:?}").contains("hunter2"));
    }
}

#[test]
fn a_text_that_grows_too_large_is_an_error() {
    let limits = ScriptLimits {
        string_size: 1_000,
        ..ScriptLimits::default()
    };
    let host = ScriptHost::with_environment(limits, crate::support::environment());
    let template = compile_template(&host, &"${msg}".repeat(10)).expect("it is right");
    let error = template
        .expand(&context(&hl7()))
        .expect_err("it is too large")
        .to_string();
    assert_eq!(
        error,
        "/content: the text that the template makes is larger than 1000 bytes"
    );
}

#[test]
fn what_is_wrong_is_told() {
    for (template, expected) in [
        ("${PID-5", "${PID-5 is not closed"),
        ("${}", "${}:  is no name"),
        ("${patient}", "patient is no name that is known here"),
        ("${PID-5|shout}", "shout is no change that is known"),
        ("${PID-5|upper:x}", "upper:x is no change"),
        ("${PID-5|lookup:none}", "there is no lookup table none"),
        ("${PID-5|date:yyyy}", "date wants two patterns"),
        ("${PID-5|date:QQ>yyyy}", "QQ means nothing"),
        ("${configuration.absent}", "there is no absent in the configuration"),
        ("${message.colour}", "message has no colour"),
        ("${item.5}", "item is there within for_each only"),
        ("${channel_map.}", "needs a name"),
    ] {
        let problems = compile_template(&host(), template).expect_err("it is wrong");
        assert!(
            problems[0].path == "/content" && problems[0].message.contains(expected),
            "{template}: {problems:?}"
        );
    }
}

proptest! {
    #[test]
    fn a_text_without_places_is_itself(text in "[^$]{0,200}") {
        prop_assert_eq!(expand(&context(&hl7()), &text), Ok(text));
    }

    #[test]
    fn no_text_makes_a_template_panic(text in r"(\$|\{|\}|\||\\|:|[A-Z]{3}|-|\.|/|[0-9]|date|lookup|default|now|item|channel_map|\PC){0,30}") {
        if let Ok(template) = compile_template(&host(), &text) {
            let _ = template.expand(&context(&hl7()));
            let _ = template.value(&context(&json()));
        }
    }

    #[test]
    fn braces_of_anything_are_read_or_refused(inner in r"(PID-5|msg|now|uuid|index|/a)?(\||:|upper|date:|hl7|>|yyyy|default:|\PC){0,8}") {
        let text = format!("a${{{inner}}}b");
        if let Ok(template) = compile_template(&host(), &text)
            && let Ok(filled) = template.expand(&context(&hl7()))
        {
            prop_assert!(filled.starts_with('a'));
        }
    }
}
