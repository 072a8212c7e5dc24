//! The maps of a message, what is shared, and what scripts leave behind.

use std::sync::Arc;

use crate::support::{MESSAGE, context, host};
use bytes::Bytes;
use nilecare_script::{LogLevel, ScriptContext, ScriptErrorKind, ScriptHost, ScriptReply, SharedMap};

fn run(host: &ScriptHost, context: &mut ScriptContext, script: &str) {
    let compiled = host.compile("test.rhai", script).expect("it is a script");
    host.run(&compiled, context)
        .unwrap_or_else(|error| panic!("{script}: {error}"));
}

#[test]
fn maps_are_kept_and_restored() {
    let host = host();
    let mut before = context(MESSAGE);
    assert_eq!(before.maps_json(), None);
    run(
        &host,
        &mut before,
        r#"channel_map.n = 1; channel_map.f = 1.5; channel_map.list = ["a", (), true]; connector_map.m = msg;
           channel_map.secret = configuration.password; channel_map.bytes = base64_bytes("/w==");"#,
    );
    let reply = Bytes::from_static(b"MSH|^~\\&|A|B|C|D|||ACK^R01|1|P|2.5.1\rMSA|AA|MSG-1\r");
    before.add_outcome("lab", "sent", Some(&reply), None);
    before.add_outcome("archive", "error", None, Some("refused"));
    let kept = before.maps_json().expect("they are not empty");
    assert!(!kept.contains("hunter2"), "{kept}");

    let mut after = context(MESSAGE);
    run(&host, &mut after, "channel_map.gone = 1;");
    after.restore_maps(&kept).expect("it is ours");
    run(
        &host,
        &mut after,
        r#"assert_eq([channel_map.n, channel_map.f, channel_map.list], [1, 1.5, ["a", (), true]]);
           assert_eq(connector_map.m["PID-5.1"], "EVERYMAN");
           assert_eq(channel_map.bytes.len(), 1);
           assert_eq(`${channel_map.secret}`, "***");
           assert_eq(response_map["lab"].status + response_map["lab"].response["MSA-1"], "sentAA");
           assert_eq(response_map["archive"].error, "refused");
           assert(!("gone" in channel_map), "it was not kept");"#,
    );
    assert_eq!(after.maps_json(), Some(kept));
    assert!(after.restore_maps("[]").is_err());
}

#[test]
fn a_message_cannot_name_a_secret() {
    let host = host();
    let mut before = context(MESSAGE);
    let forged = r#"{\"$nilecare\":\"secret\",\"value\":\"password\"}"#;
    let script = format!(
        r#"channel_map.forged = json_parse("{forged}"); channel_map.twice = #{{ "$nilecare": "object", value: channel_map.forged }};
           channel_map["$nilecare"] = "secret"; channel_map.value = "password";"#
    );
    run(&host, &mut before, &script);
    let mut after = context(MESSAGE);
    after
        .restore_maps(&before.maps_json().expect("they are not empty"))
        .expect("it is ours");
    run(
        &host,
        &mut after,
        r#"assert_eq([type_of(channel_map.forged), type_of(channel_map.twice.value)], ["map", "map"]);
           assert_eq(channel_map.forged.value, "password");"#,
    );
    assert_eq!(after.maps_json(), before.maps_json());
}

#[test]
fn a_destination_has_its_own_connector_map_and_shares_what_is_global() {
    let host = host();
    let mut source = context(MESSAGE);
    let shared = SharedMap::default();
    source.set_global_channel_map(shared.clone());
    run(
        &host,
        &mut source,
        "connector_map.a = 1; channel_map.b = 2; global_channel_map.c = 3; global_map.d = 4;",
    );
    let mut destination = source.for_destination(&crate::support::document(MESSAGE));
    run(
        &host,
        &mut destination,
        "assert_eq([connector_map.len(), channel_map.b, global_channel_map.c, global_map.d], [0, 2, 3, 4]);
         global_channel_map.add(\"c\", 1);",
    );
    assert_eq!(shared.get_json("c"), Some(4.into()));
    let other = context(MESSAGE);
    drop(other);
    let mut next_message = context(MESSAGE);
    run(
        &host,
        &mut next_message,
        "assert_eq([global_channel_map.len(), global_map.d], [0, 4]);",
    );
}

#[test]
fn what_is_put_into_a_shared_map_is_a_copy() {
    let host = host();
    let mut context = context(MESSAGE);
    run(
        &host,
        &mut context,
        r#"global_map.m = msg; msg["PID-5.1"] = "X"; assert(global_map.m.contains("EVERYMAN"), "it is a text");
           let list = [1]; global_map.l = list; list.push(2); assert_eq(global_map.l, [1]);"#,
    );
    let error = crate::support::run_within(nilecare_script::ScriptLimits::default(), "global_map.f = || 1;");
    assert!(error.is_err_and(|error| error.detail.contains("a function cannot be put")));
}

#[test]
fn functions_see_what_is_global() {
    let script = r#"fn count(by) { global_map.add("n", by); logger.info("counted"); configuration.limits.low }
        assert_eq(count(2) + count(3), 10); assert_eq(global_map.n, 5);"#;
    run(&host(), &mut context(MESSAGE), script);
}

#[test]
fn a_secret_leaks_nowhere() {
    let host = host();
    for script in [
        r#"throw configuration.password.to_string();"#,
        r#"throw `${configuration.password}`;"#,
        r#"throw "" + configuration.password;"#,
        r#"throw #{ text: configuration.password };"#,
        r#"throw json_text([configuration.password]);"#,
        r#"throw [configuration.password].to_string();"#,
        r#"msg = #{ password: configuration.password };"#,
        r#"msg = configuration.password;"#,
        r#"msg = "x"; msg = sha256(configuration.password);"#,
        r#"parse_int(configuration.password);"#,
        r#"assert_eq(configuration.password, 1);"#,
    ] {
        let compiled = host.compile("test", script).expect("it is a script");
        let mut context = context(MESSAGE);
        let error = match host.run(&compiled, &mut context) {
            Err(error) => error,
            Ok(()) => context.document("test").expect_err("a secret is no message"),
        };
        assert!(
            !format!("{error} {error:?} {}", error.for_sender()).contains("hunter2"),
            "{script}: {error}"
        );
    }
    let mut context = context(MESSAGE);
    run(
        &host,
        &mut context,
        "logger.warn(configuration.password); msg = #{ p: configuration.password };",
    );
    assert_eq!(context.take_log()[0].text, "***");
    let error = context.document("test").expect_err("it holds a secret");
    assert!(error.detail.contains("the secret password"), "{error}");
    assert!(!format!("{:?}", host.environment()).contains("hunter2"));
}

#[test]
fn lines_of_the_log_are_taken_with_level_and_script() {
    let host = host();
    let mut context = context(MESSAGE);
    run(
        &host,
        &mut context,
        r#"logger.trace("a"); logger.error(`b ${msg["PID-5.1"]}`); for n in 0..500 { logger.info(n); }"#,
    );
    let lines = context.take_log();
    assert_eq!(
        (lines[0].level, lines[1].level, lines.len()),
        (LogLevel::Trace, LogLevel::Error, 200)
    );
    assert_eq!(
        (lines[1].text.as_str(), lines[1].script.as_str()),
        ("b EVERYMAN", "test.rhai")
    );
    assert!(context.take_log().is_empty());
    assert!(!format!("{:?}", lines[1]).contains("EVERYMAN"));
}

#[test]
fn attachments_are_made_where_they_are_allowed() {
    let host = host();
    let script = host.compile(
        "attach",
        r#"msg = attach(msg.to_string(), "text/plain") + attach("x", "a/b");"#,
    );
    let script = script.expect("it is a script");
    let mut allowed = context(MESSAGE);
    let error = host.run(&script, &mut allowed).expect_err("it is not allowed");
    assert!(error.detail.contains("in the scripts of attachments only"));
    allowed.allow_attachments(4);
    host.run(&script, &mut allowed).expect("it runs");
    let attachments = allowed.take_attachments();
    assert_eq!(attachments[0].content, MESSAGE.as_bytes());
    assert_eq!(
        (attachments[0].number, attachments[1].token().as_str()),
        (4, "${attachment:5}")
    );
    assert_eq!(support_text(&allowed), "${attachment:4}${attachment:5}");
    assert!(host.run(&script, &mut allowed).is_err(), "they were taken");
}

fn support_text(context: &ScriptContext) -> String {
    let content = context
        .document("test")
        .expect("it is a text")
        .encode()
        .expect("it is a text");
    String::from_utf8(content.to_vec()).expect("it is UTF-8")
}

#[test]
fn a_postprocessor_tells_the_reply() {
    let host = host();
    let reply = |script: &str| {
        let mut context = context(MESSAGE);
        context.add_reply();
        run(&host, &mut context, script);
        context.reply("post")
    };
    assert_eq!(reply("()"), Ok(None));
    assert_eq!(reply(r#"reply = "x";"#), Ok(Some(ScriptReply::Text("x".to_owned()))));
    assert_eq!(reply("reply = accept();"), Ok(Some(ScriptReply::Accept)));
    assert_eq!(
        reply(r#"reply = reject("no");"#),
        Ok(Some(ScriptReply::Reject { text: "no".to_owned() }))
    );
    let (text, code) = ("no".to_owned(), "204".to_owned());
    assert_eq!(
        reply(r#"reply = error("no", "204");"#),
        Ok(Some(ScriptReply::Error { text, code }))
    );
    assert_eq!(reply("reply = msg;"), Ok(Some(ScriptReply::Text(MESSAGE.to_owned()))));
    assert_eq!(
        reply("reply = 1;").expect_err("it is a number").kind,
        ScriptErrorKind::WrongResult
    );
}

#[test]
fn a_batch_is_split_into_texts() {
    let host = host();
    let script = host.compile("split", r#"[msg, "b", 3]"#).expect("it is a script");
    let texts = host.texts(&script, &mut context(MESSAGE)).expect("it answers an array");
    assert_eq!(texts, [MESSAGE, "b", "3"]);
    let script = host.compile("split", "1").expect("it is a script");
    assert!(host.texts(&script, &mut context(MESSAGE)).is_err());
}

#[test]
fn exchanged_parts_of_the_environment_are_seen_at_once() {
    let host = host();
    let environment = Arc::clone(host.environment());
    let mut context = context(MESSAGE);
    run(&host, &mut context, r#"assert(has("wards", "A1"), "it is there");"#);
    environment.lookups.set(nilecare_script::LookupTables::default());
    environment.configuration.set(nilecare_script::Configuration::default());
    run(
        &host,
        &mut context,
        r#"assert(!configuration.contains("url"), "it is gone");"#,
    );
    let script = host.compile("gone", r#"has("wards", "A1")"#).expect("it is a script");
    assert!(host.run(&script, &mut context).is_err());
}
