//! What a script sees, what it leaves behind, and how its errors read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::support::{MESSAGE, context, document, error_of, run};
use bytes::Bytes;
use nilecare_document::{Document, JsonDocument};
use nilecare_script::{Route, ScriptContext, ScriptErrorKind, ScriptHost};

fn after(scripts: &[&str]) -> ScriptContext {
    let host = ScriptHost::default();
    let mut context = context(MESSAGE);
    for script in scripts {
        let script = host.compile("test.rhai", script).expect("it is a script");
        host.run(&script, &mut context).expect("it runs");
    }
    context
}

#[test]
fn a_name_that_nobody_declared_is_refused_at_once_with_its_place() {
    let error = ScriptHost::default()
        .compile("filter.rhai", "let a = 1;\n  a == mesage.len")
        .expect_err("it is misspelt");
    assert_eq!(
        (error.kind, error.line, error.column),
        (ScriptErrorKind::Compile, Some(2), Some(8))
    );
    assert!(error.to_string().starts_with("filter.rhai line 2, column 8: ") && error.detail.contains("mesage"));
}

#[test]
fn an_error_is_told_where_it_happened_and_not_where_the_function_was_called() {
    let error = error_of("fn half(n) {\n    n / 0\n}\n\nhalf(1);");
    assert_eq!((error.kind, error.line), (ScriptErrorKind::Runtime, Some(2)));
    let error = error_of("fn look(msg) {\n    msg[\"PID-x\"]\n}\nlook(msg);");
    assert_eq!(error.line, Some(2));
}

#[test]
fn only_the_words_of_a_script_itself_are_told_to_the_sender() {
    let thrown = error_of("\nthrow \"PID-3 has no number\";");
    assert_eq!((thrown.kind, thrown.line), (ScriptErrorKind::Thrown, Some(2)));
    assert_eq!(thrown.for_sender(), "PID-3 has no number");
    let failed = error_of(r#"let n = parse_int(msg["PID-5.1"]);"#);
    assert_eq!(failed.for_sender(), "the script test.rhai line 1, column 9 failed");
}

#[test]
fn a_script_may_give_its_words_a_code() {
    let error = error_of(r#"throw #{ code: "101", text: "PID-3 is missing" };"#);
    assert_eq!(
        (error.for_sender().as_str(), error.code.as_deref()),
        ("PID-3 is missing", Some("101"))
    );
    assert_eq!(error_of(r#"throw "words";"#).code, None);
}

#[test]
fn a_caught_error_is_words_that_can_be_thrown_again() {
    let error = error_of(r#"try { hl7_date("soon"); } catch (why) { throw `PID-7: ${why}`; }"#);
    assert_eq!(error.for_sender(), "PID-7: a date is YYYY, YYYYMM or YYYYMMDD");
}

#[test]
fn what_a_script_declares_is_gone_and_what_it_maps_stays() {
    let context = after(&[
        "let own = 1; channel_map.kept = 2;",
        "msg = #{ kept: channel_map.kept };",
    ]);
    let document = context.document("test").expect("it is a map");
    assert_eq!(document.encode().expect("it is JSON"), r#"{"kept":2}"#);
    assert!(ScriptHost::default().compile("next", "own + 1").is_err());
}

#[test]
fn each_destination_has_its_own_copy_of_message_and_map() {
    let host = ScriptHost::default();
    let at_source = after(&["channel_map.n = 1;"]);
    let document = at_source.document("test").expect("it is a message");
    let change = host
        .compile("change", "channel_map.n += 1; msg[\"PID-5.1\"] = `N${channel_map.n}`;")
        .expect("it is a script");
    for _ in 0..2 {
        let mut context = at_source.for_destination(&document);
        host.run(&change, &mut context).expect("it runs");
        let sent = context
            .document("change")
            .expect("it is a message")
            .encode()
            .expect("it can be written");
        assert!(String::from_utf8_lossy(&sent).contains("||N2^ADAM|"));
    }
    assert_eq!(document.encode().expect("it was read"), MESSAGE);
}

#[test]
fn an_untouched_message_is_the_same_bytes() {
    let context = after(&["let name = msg[\"PID-5\"]; msg.segments();"]);
    assert_eq!(
        context
            .document("test")
            .expect("it is a message")
            .encode()
            .expect("it was read"),
        MESSAGE
    );
}

#[test]
fn the_route_is_what_was_chosen_last() {
    for (script, lab, archive) in [
        ("", true, true),
        (r#"route.only(["lab"]);"#, true, false),
        (r#"route.except(["lab"]);"#, false, true),
        (r#"route.none();"#, false, false),
        (r#"route.none(); route.all();"#, true, true),
    ] {
        let route = after(&[script]).route();
        assert_eq!((route.has("lab"), route.has("archive")), (lab, archive), "{script}");
    }
    assert_eq!(Route::default(), Route::All);
}

#[test]
fn the_facts_of_the_source_are_read_only() {
    assert_eq!(
        run(r#"msg = source["peer"] + source["absent"];"#).as_deref(),
        Ok("127.0.0.1")
    );
    assert!(run(r#"source["peer"] = "x";"#).is_err());
    assert!(run("source = 1;").is_err());
    assert!(run("route = 1;").is_err());
}

#[test]
fn a_filter_answers_a_boolean() {
    let host = ScriptHost::default();
    let answer = |text: &str| host.filter(&host.compile("f", text).expect("it is a script"), &mut context(MESSAGE));
    assert_eq!(answer(r#"msg.type == "ORU""#), Ok(true));
    assert_eq!(answer("msg.event == \"A01\""), Ok(false));
    let error = answer("1").expect_err("it is a number");
    assert_eq!(error.kind, ScriptErrorKind::WrongResult);
    assert!(error.detail.contains("true or false"), "{error}");
}

#[test]
fn what_msg_is_at_the_end_is_what_is_sent() {
    assert_eq!(
        run("msg = #{ a: (), b: [1, 2.5, true] };").as_deref(),
        Ok(r#"{"a":null,"b":[1,2.5,true]}"#)
    );
    assert_eq!(run("msg = [1];").as_deref(), Ok("[1]"));
    assert_eq!(run(r#"msg = "text";"#).as_deref(), Ok("text"));
    let error = error_of("msg = 1;");
    assert_eq!(error.kind, ScriptErrorKind::WrongResult);
    assert!(error.detail.contains("i64"), "{error}");
}

#[test]
fn json_and_text_are_messages_too() {
    let host = ScriptHost::default();
    let source = Arc::new(BTreeMap::new());
    let script = host
        .compile("json", "msg.n += 1; msg.list.push(());")
        .expect("it is a script");
    let json = Document::Json(JsonDocument::made(serde_json::json!({ "n": 1, "list": [] })));
    let mut context = ScriptContext::new(&json, Arc::clone(&source));
    host.run(&script, &mut context).expect("it runs");
    let written = context
        .document("json")
        .expect("it is a map")
        .encode()
        .expect("it is JSON");
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&written).expect("it is JSON"),
        serde_json::json!({ "n": 2, "list": [null] })
    );

    let script = host.compile("text", "msg = msg.to_upper();").expect("it is a script");
    let mut context = ScriptContext::new(&Document::Raw(Bytes::from_static(b"abc")), source);
    host.run(&script, &mut context).expect("it runs");
    assert_eq!(
        context
            .document("text")
            .expect("it is a text")
            .encode()
            .expect("it is a text"),
        "ABC"
    );
}

#[test]
fn a_response_transformer_sees_the_reply_and_sets_the_status() {
    let host = ScriptHost::default();
    let script = host
        .compile(
            "response",
            "if response[\"MSA-1\"] == \"AE\" && status == \"error\" { status = \"queued\"; }",
        )
        .expect("it is a script");
    let mut context = ScriptContext::new(&document(MESSAGE), Arc::new(BTreeMap::new()));
    let reply = Bytes::from_static(b"MSH|^~\\&|A|B|C|D|||ACK^R01|1|P|2.5.1\rMSA|AE|MSG-1\r");
    context.add_response(Some(&reply), "error");
    host.run(&script, &mut context).expect("it runs");
    assert_eq!(context.status().as_deref(), Some("queued"));
}

/// A segment that a script holds stays the same one.
#[test]
fn a_segment_is_found_after_others_have_moved() {
    for (change, expected) in [
        ("", "ADAM"),
        (r#"msg.insert_after("MSH", 1, "SFT|x");"#, "ADAM"),
        (r#"msg.insert_after("MSH", 1, "PID|1||2||X^EVE");"#, "ADAM"),
        (r#"pid["5.2"] = "SETH";"#, "SETH"),
        (r#"msg["PID-5.2"] = "SETH";"#, "SETH"),
        (r#"msg.remove("PID");"#, ""),
        (r#"msg.remove_segment("PID", 1);"#, ""),
    ] {
        let script = format!(r#"let pid = msg.segments("PID")[0]; {change} msg = pid["5.2"];"#);
        assert_eq!(run(&script).as_deref(), Ok(expected), "{change}");
    }
}
