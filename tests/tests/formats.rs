//! Channels of every format: taken in, split, changed, converted, delivered, answered.

use bytes::Bytes;
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions};
use serde_json::{Value, json};

fn hub() -> Hub {
    Hub::start(HubOptions::default()).expect("the folder is new")
}

struct Case {
    name: &'static str,
    data_type: Value,
    batch: Value,
    steps: Value,
    content: &'static str,
    expected: &'static [&'static str],
    reply: Option<&'static str>,
}

const CLAIMS: &str = "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*PAYER          *260105*0830*^*00501*000000007*0*T*:~\
    GS*HC*CLINIC*PAYER*20260105*0830*1*X*005010X222A1~ST*837*0001~CLM*C-1*100~SE*3*0001~ST*837*0002~CLM*C-2*20~SE*3*0002~\
    GE*2*1~IEA*1*000000007~";

fn cases() -> Vec<Case> {
    let build = |to: &str, value: &str| json!([{ "type": "build", "to": to, "value": value }]);
    vec![
        Case {
            name: "xml",
            data_type: json!("xml"),
            batch: json!({ "split": { "xml_elements": "/orders/order" } }),
            steps: build("/order/@seen", "yes"),
            content: "<orders xmlns='urn:o'><order><id>1</id></order> <order><id>2</id></order></orders>",
            expected: &[
                "<order xmlns=\"urn:o\" seen=\"yes\"><id>1</id></order>",
                "<order xmlns=\"urn:o\" seen=\"yes\"><id>2</id></order>",
            ],
            reply: None,
        },
        Case {
            name: "fhir",
            data_type: json!("fhir"),
            batch: Value::Null,
            steps: json!([{ "script": "msg.valueQuantity.unit = \"mg/dL\"" }]),
            content: r#"<Observation xmlns="http://hl7.org/fhir"><status value="final"/><valueQuantity><value value="7.40"/></valueQuantity></Observation>"#,
            expected: &[
                r#"<Observation xmlns="http://hl7.org/fhir"><status value="final"/><valueQuantity><value value="7.40"/><unit value="mg/dL"/></valueQuantity></Observation>"#,
            ],
            reply: None,
        },
        Case {
            name: "csv",
            data_type: json!({ "delimited": { "header": true } }),
            batch: json!({ "split": { "records_by": "WARD" } }),
            steps: json!([{ "type": "convert", "to": "json" }]),
            content: "MRN,WARD\n1,A\n2,A\n3,B\n",
            expected: &[
                r#"[{"MRN":"1","WARD":"A"},{"MRN":"2","WARD":"A"}]"#,
                r#"[{"MRN":"3","WARD":"B"}]"#,
            ],
            reply: None,
        },
        Case {
            name: "fixed",
            data_type: json!({ "fixed_width": { "columns": [{ "name": "MRN", "width": 4 }, { "name": "WARD", "width": 2 }] } }),
            batch: json!({ "split": { "records": 1 } }),
            steps: build("msg.WARD", "Z"),
            content: "0001A1\n0002B2\n",
            expected: &["0001Z \n", "0002Z \n"],
            reply: None,
        },
        Case {
            name: "x12",
            data_type: json!("x12"),
            batch: json!({ "split": "x12_transaction_sets" }),
            steps: json!([{ "script": "msg[\"CLM-2\"] = msg[\"CLM-2\"] + \".00\"; msg = msg.find(\"CLM\")[0]" }]),
            content: CLAIMS,
            expected: &["CLM*C-1*100.00", "CLM*C-2*20.00"],
            reply: Some("AK9*A*1*1*1~"),
        },
    ]
}

#[tokio::test]
async fn messages_of_every_format_are_split_changed_and_delivered() {
    let hub = hub();
    for case in cases() {
        let mut channel = ChannelFile::fed(case.name)
            .with("/source/data_type", case.data_type)
            .with("/source/transformer", case.steps);
        if !case.batch.is_null() {
            channel = channel.with("/source/batch", case.batch);
        }
        hub.deploy(&channel.to(DestinationFile::recording(case.name))).await;
        let content = Bytes::from_static(case.content.as_bytes());
        let accepted = hub.feed.accept(case.name, content).await.expect("it is stored");
        assert!(accepted.is_positive, "{}", case.name);
        hub.settled(case.name).await;
        let arrived: Vec<_> = hub
            .recorder
            .receipts(case.name)
            .into_iter()
            .map(|receipt| receipt.content)
            .collect();
        assert_eq!(arrived, case.expected, "{}", case.name);
        let reply = accepted.reply.map(|reply| String::from_utf8_lossy(&reply).into_owned());
        match case.reply {
            Some(part) => assert!(reply.as_ref().is_some_and(|reply| reply.contains(part)), "{reply:?}"),
            None => assert_eq!(reply, None, "{}", case.name),
        }
    }
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn what_is_not_of_the_format_is_kept_in_error_without_its_content_in_the_text() {
    let hub = hub();
    for (name, data_type, content) in [
        ("bad-xml", json!("xml"), "<order><name>EVERYMAN</order>"),
        ("bad-json", json!("json"), r#"{"name": "EVERYMAN", "name": 1}"#),
        (
            "bad-fhir",
            json!("fhir"),
            r#"<Patient xmlns="http://hl7.org/fhir"><EVERYMAN/></Patient>"#,
        ),
        ("bad-x12", json!("x12"), "ISA*EVERYMAN~"),
        ("bad-csv", json!({ "delimited": {} }), "1,\"EVERYMAN\n"),
    ] {
        let channel = ChannelFile::fed(name).with("/source/data_type", data_type);
        hub.deploy(&channel.to(DestinationFile::recording(name))).await;
        let content = Bytes::from_static(content.as_bytes());
        let accepted = hub.feed.accept(name, content.clone()).await.expect("it is kept");
        assert!(!accepted.is_positive, "{name}");
        let messages = hub.messages(name).await;
        assert_eq!(messages.len(), 1, "{name}");
        assert_eq!(messages[0].raw.as_ref(), content, "{name}");
        let text = format!("{:?}", messages[0].connectors);
        assert!(!text.contains("EVERYMAN"), "{name}: {text}");
        assert_eq!(hub.recorder.n_receipts(name), 0, "{name}");
    }
    hub.close().await.expect("it can be closed");
}
