use std::collections::BTreeMap;

use nilecare_engine_api::parse_config;
use nilecare_types::MessageId;
use serde_json::{Value, json};

use super::*;

fn build(settings: Value, content: &str, values: &[(&str, &str)]) -> Result<Prepared, SendError> {
    let mut all = json!({ "url": "http://x/fhir/" });
    all.as_object_mut()
        .expect("it is one")
        .extend(settings.as_object().expect("it is one").clone());
    let config = parse_config(&all).expect("it is valid");
    let values = values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Requests::new(&config).build(&OutboundMessage {
        channel: "c".parse().expect("a name"),
        destination: "d".parse().expect("a name"),
        message: MessageId(1),
        content: Bytes::copy_from_slice(content.as_bytes()),
        parameters: values.collect::<BTreeMap<_, _>>(),
        idempotency_key: "k".into(),
        attempt: 1,
        is_possible_duplicate: false,
    })
}

fn line(settings: Value, content: &str, values: &[(&str, &str)]) -> String {
    match build(settings, content, values) {
        Ok(prepared) => format!("{} {}", prepared.call.method, prepared.call.address),
        Err(error) => error.detail,
    }
}

const PATIENT: &str = r#"{"resourceType":"Patient","id":"p1"}"#;
const NEW: &str = r#"{"resourceType":"Patient"}"#;
const TRANSACTION: &str = r#"{"resourceType":"Bundle","type":"transaction"}"#;
const PATCH: &str = r#" [{"op":"remove","path":"/active"}]"#;

#[test]
fn auto_goes_by_what_the_message_is() {
    assert_eq!(line(json!({}), PATIENT, &[]), "PUT http://x/fhir/Patient/p1");
    assert_eq!(line(json!({}), NEW, &[]), "POST http://x/fhir/Patient");
    assert_eq!(line(json!({}), TRANSACTION, &[]), "POST http://x/fhir");
    let document = r#"{"resourceType":"Bundle","type":"document"}"#;
    assert_eq!(line(json!({}), document, &[]), "POST http://x/fhir/Bundle");
    let search = json!({ "search": "identifier=https://s|{mrn}" });
    assert_eq!(
        line(search, NEW, &[("mrn", "7")]),
        "PUT http://x/fhir/Patient?identifier=https://s|7"
    );
}

#[test]
fn a_value_stays_one_value_and_an_empty_one_is_refused() {
    let search = json!({ "interaction": "update", "search": "identifier=https://s|{mrn}" });
    assert_eq!(
        line(search.clone(), NEW, &[("mrn", "7,8&_id=9|$\\")]),
        "PUT http://x/fhir/Patient?identifier=https://s|7%5C%2C8%26_id%3D9%5C%7C%5C%24%5C%5C"
    );
    assert_eq!(line(search, NEW, &[("mrn", " ")]), "the parameter mrn is empty");
    let id = json!({ "id": "{id}" });
    assert_eq!(line(id.clone(), NEW, &[("id", "p2")]), "PUT http://x/fhir/Patient/p2");
    for (content, value) in [(NEW, "../Practitioner"), (NEW, ""), (PATIENT, "p2"), (NEW, "a?b")] {
        assert!(build(id.clone(), content, &[("id", value)]).is_err(), "{value}");
    }
    let strange = r#"{"resourceType":"Patient/../x","id":"p1"}"#;
    assert!(build(json!({}), strange, &[]).is_err());
}

#[test]
fn conditions_and_patches_have_their_headers() {
    let create = json!({ "interaction": "create", "if_none_exist": "identifier=s|{n}", "answer": "operation_outcome" });
    let prepared = build(create, PATIENT, &[("n", "1")]).expect("it is valid");
    let header = |name: &str| prepared.call.headers[name].to_str().expect("it is text").to_owned();
    assert_eq!(header("if-none-exist"), "identifier=s|1");
    assert_eq!(header("prefer"), "return=OperationOutcome");
    assert_eq!(header("content-type"), JSON);

    let patch = json!({ "interaction": "patch", "resource_type": "Task", "id": "{t}", "if_match": "{v}" });
    let prepared = build(patch.clone(), PATCH, &[("t", "1"), ("v", "3")]).expect("it is valid");
    assert_eq!(prepared.call.method, Method::PATCH);
    assert_eq!(prepared.call.headers["if-match"], "W/\"3\"");
    assert_eq!(prepared.call.headers["content-type"], JSON_PATCH);
    assert!(prepared.asked.has_version);
    for content in ["[]", "[1]", "{}", NEW, "x"] {
        let refused = build(patch.clone(), content, &[("t", "1"), ("v", "3")]);
        assert!(refused.is_err(), "{content}");
    }
    let error = build(json!({ "interaction": "batch" }), TRANSACTION, &[]).expect_err("it is another Bundle");
    assert!(error.detail.contains("no Bundle of the type"), "{}", error.detail);
}
