//! The signatures of `tests/interop` are made by the packages of Stripe and Twilio; those here are from their published
//! examples, or made by hand.

use hmac::{KeyInit, Mac};
use serde_json::{Value, json};

use super::*;

struct Hook {
    config: WebhookSourceConfig,
    _folder: tempfile::TempDir,
}

fn hook(signature: &str, secrets: &[&str], extra: Value) -> Hook {
    let folder = tempfile::tempdir().expect("there is room");
    let names = secrets.iter().enumerate().map(|(index, secret)| {
        let path = folder.path().join(index.to_string());
        std::fs::write(&path, secret).expect("there is room");
        format!("file:{}", path.display())
    });
    let mut config =
        json!({ "bind": "x:1", "path": "/a", "signature": signature, "secrets": names.collect::<Vec<_>>() });
    let extra = extra.as_object().expect("it is one").clone();
    config.as_object_mut().expect("it is one").extend(extra);
    Hook {
        config: serde_json::from_value(config).expect("it is valid"),
        _folder: folder,
    }
}

impl Hook {
    fn verify(&self, address: &str, headers: &[(&str, &str)], body: &str, now: i64) -> Result<(), Unsigned> {
        let request = headers
            .iter()
            .fold(http::Request::post(address), |request, (name, value)| {
                request.header(*name, *value)
            });
        let (head, ()) = request.body(()).expect("it is valid").into_parts();
        let now = Timestamp::from_second(now).expect("it is one");
        verify(&self.config, &head, body.as_bytes(), now)
    }
}

fn hex(secret: &str, text: &str) -> String {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret.as_bytes()).expect("any key will do");
    mac.update(text.as_bytes());
    mac.finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn stripe_signs_time_and_body_with_one_of_several_secrets() {
    let hook = hook("stripe", &["whsec_old", "whsec_new"], json!({}));
    let verify = |shown: &str, body: &str, now| hook.verify("/a", &[("Stripe-Signature", shown)], body, now);
    let right = hex("whsec_new", "1000.{}");
    let shown = format!("t=1000,v1={},v1={right},v0=00", "0".repeat(64));
    assert_eq!(verify(&shown, "{}", 1300), Ok(()));
    assert_eq!(verify(&shown, "{}", 1301), Err(Unsigned::Old));
    assert_eq!(verify(&shown, "{}", 699), Err(Unsigned::Old));
    assert_eq!(verify(&shown, "{} ", 1000), Err(Unsigned::Wrong));
    assert_eq!(
        verify(&shown.replace("t=1000", "t=1001"), "{}", 1000),
        Err(Unsigned::Wrong)
    );
    for shown in [
        "",
        "t=1000",
        "v1=00",
        &format!("t=1000,v0={right}"),
        &format!("t=1000,v1={}", &right[..62]),
    ] {
        assert_eq!(verify(shown, "{}", 1000), Err(Unsigned::Wrong), "{shown}");
    }
}

#[test]
fn generic_signatures_have_a_prefix_an_encoding_and_maybe_a_time() {
    let settings = json!({ "signature_header": "X-Hub-Signature-256", "signature_prefix": "sha256=" });
    let plain = hook("hmac", &["It's a Secret to Everybody"], settings);
    // From GitHub's page on validating webhook deliveries.
    let shown = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    let verify = |shown: &str, body: &str| plain.verify("/a", &[("x-hub-signature-256", shown)], body, 0);
    assert_eq!(verify(shown, "Hello, World!"), Ok(()));
    assert_eq!(verify(shown, "Hello, World"), Err(Unsigned::Wrong));
    assert_eq!(verify(&shown[7..], "Hello, World!"), Err(Unsigned::Wrong));

    let settings = json!({ "timestamp_header": "x-time", "signature_encoding": "base64", "tolerance": "10s" });
    let timed = hook("hmac", &["S"], settings);
    let signature = BASE64_STANDARD.encode(bytes_of_hex(&hex("S", "50.body")).expect("it is hex"));
    let verify = |time: &str, now| timed.verify("/a", &[("x-signature", &signature), ("x-time", time)], "body", now);
    assert_eq!(verify("50", 60), Ok(()));
    assert_eq!(verify("50", 61), Err(Unsigned::Old));
    assert_eq!(verify("51", 51), Err(Unsigned::Wrong));
    let untimed = timed.verify("/a", &[("x-signature", &signature)], "body", 50);
    assert_eq!(untimed, Err(Unsigned::Wrong));
}

#[test]
fn twilio_signs_the_public_address_and_the_sorted_form() {
    let settings = json!({ "public_url": "https://example.com/myapp.php" });
    // From Twilio's page on the security of webhooks.
    let hook = hook("twilio", &["12345"], settings);
    let body = "Digits=1234&To=%2B18005551212&From=%2B14158675310&Caller=%2B14158675310&CallSid=CA1234567890ABCDE";
    let form = ("content-type", "application/x-www-form-urlencoded");
    let verify = |address: &str, body: &str| {
        let headers = [("x-twilio-signature", "L/OH5YylLD5NRKLltdqwSvS0BnU="), form];
        hook.verify(address, &headers, body, 0)
    };
    assert_eq!(verify("/a?foo=1&bar=2", body), Ok(()));
    assert_eq!(verify("/a?foo=1&bar=3", body), Err(Unsigned::Wrong));
    assert_eq!(
        verify("/a?foo=1&bar=2", &body.replace("1234&", "1235&")),
        Err(Unsigned::Wrong)
    );
    assert_eq!(
        verify("/a?foo=1&bar=2", &format!("{body}&Extra=1")),
        Err(Unsigned::Wrong)
    );
}

#[test]
fn the_path_below_a_prefix_is_part_of_the_public_address() {
    let settings = json!({ "path": "/hooks/*", "public_url": "https://hub.example.org:8443/in/" });
    let hook = hook("twilio", &["S"], settings);
    let asked = "/hooks/sms?x=1".parse().expect("it is one");
    let called = called(hook.config.public_url.as_deref(), &hook.config.path, &asked);
    assert_eq!(
        called,
        [
            "https://hub.example.org/in/sms?x=1",
            "https://hub.example.org:8443/in/sms?x=1"
        ]
    );
}

#[test]
fn a_body_that_is_no_form_must_be_in_the_signed_address() {
    let hook = hook("twilio", &["S"], json!({ "public_url": "https://hub.example.org/a" }));
    let body = r#"{"a":1}"#;
    let digest: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    let address = format!("https://hub.example.org/a?bodySHA256={digest}");
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(b"S").expect("any key will do");
    mac.update(address.as_bytes());
    let signature = BASE64_STANDARD.encode(mac.finalize().into_bytes());
    let headers = [
        ("x-twilio-signature", signature.as_str()),
        ("content-type", "application/json"),
    ];
    let path = format!("/a?bodySHA256={digest}");
    assert_eq!(hook.verify(&path, &headers, body, 0), Ok(()));
    assert_eq!(hook.verify(&path, &headers, r#"{"a":2}"#, 0), Err(Unsigned::Wrong));
}
