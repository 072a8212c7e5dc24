//! Messages looked at: their places, and other formats of them.

use crate::support::*;
use serde_json::{Value, json};

const ADT: &str =
    "MSH|^~\\&|HIS|N|HUB|N|20260105||ADT^A01^ADT_A01|1|P|2.5.1\rPID|1||77^^^N^MR||EVERYMAN^ADAM|||F\rPV1|1|I\r";

fn place<'a>(description: &'a Value, path: &str) -> &'a Value {
    let places = description["places"].as_array().expect("a list");
    places.iter().find(|place| place["path"] == path).expect(path)
}

#[tokio::test]
async fn places_have_names_and_codes_meanings() {
    let api = Api::new();
    let described = api
        .post("/formats/describe", json!({ "content": { "text": ADT } }))
        .await;
    assert_eq!(described.status, 200, "{}", described.body);
    let told = described.body;
    assert_eq!(
        (&told["format"], &told["version"], &told["structure"], &told["is_cut"]),
        (&json!("HL7 v2"), &json!("2.5.1"), &json!("ADT_A01"), &json!(false))
    );
    let sex = place(&told, "PID-8");
    assert_eq!((&sex["value"], &sex["meaning"]), (&json!("F"), &json!("Female")));
    let definition = json!({ "name": "Administrative Sex", "data_type": "IS", "optionality": "O", "max_repetitions": 1,
        "table": "0001", "table_name": "Administrative Sex" });
    assert_eq!(sex["definition"], definition);
    assert_eq!(
        api.recorded().await,
        Vec::<String>::new(),
        "what the sender has already is no secret from him"
    );
}

#[tokio::test]
async fn the_format_is_told_by_the_beginning_or_by_name() {
    let api = Api::new();
    for (content, format) in [
        (ADT, "HL7 v2"),
        (" {\"a\":1}", "JSON"),
        ("\u{feff}<a/>", "XML"),
        ("[1]", "JSON"),
    ] {
        let described = api
            .post("/formats/describe", json!({ "content": { "text": content } }))
            .await;
        assert_eq!(
            (described.status.as_u16(), &described.body["format"]),
            (200, &json!(format)),
            "{content}"
        );
    }
    let resource =
        json!({ "content": { "text": r#"{"resourceType":"Patient","active":true}"# }, "format": "fhir_json" });
    assert_eq!(api.post("/formats/describe", resource).await.body["format"], "FHIR");
}

#[tokio::test]
async fn a_message_is_turned_into_other_formats() {
    let api = Api::new();
    for (content, to, expected) in [
        (ADT, "xml", "<PID.8>F</PID.8>"),
        (ADT, "json", r#""PID.8":"F""#),
        (r#"{"a":{"@b":1.50}}"#, "xml", r#"<a b="1.50"></a>"#),
        (
            r#"{"resourceType":"Patient","active":true}"#,
            "fhir_xml",
            r#"<active value="true"/>"#,
        ),
    ] {
        let converted = api
            .post("/formats/convert", json!({ "content": { "text": content }, "to": to }))
            .await;
        assert_eq!(converted.status, 200, "{}", converted.body);
        let text = converted.body["content"]["text"].as_str().expect("it is text");
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_without_a_word_of_it() {
    let api = Api::new();
    for (path, body) in [
        ("/formats/describe", json!({ "content": { "text": "EVERYMAN" } })),
        (
            "/formats/describe",
            json!({ "content": { "text": "EVERYMAN" }, "format": "json" }),
        ),
        ("/formats/describe", json!({ "content": { "base64": "?" } })),
        ("/formats/convert", json!({ "content": { "text": ADT }, "to": "x12" })),
    ] {
        let refused = api.post(path, body).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert!(!refused.body.to_string().contains("EVERYMAN"), "{}", refused.body);
    }
    let request = json!({ "content": { "text": ADT } });
    let stranger = api
        .call_as(&["alerts:read"], "POST", "/formats/describe", &[], Some(request))
        .await;
    assert_eq!(stranger.status, 403);
}
