//! Nothing of a patient reaches the log, whatever happens, at any level.

use std::io::Write;
use std::sync::{Arc, Mutex};

use crate::common::{clinical, event, visit};
use serde_json::{Value, json};

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic in here").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_value_of_a_patient_is_logged_at_any_level() {
    let log = Captured::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    // The only test of this binary, so that it sees every thread.
    tracing::subscriber::set_global_default(subscriber).expect("nobody set one before");

    let clinical = clinical().await;
    let mut admit = visit(
        "admit",
        "10:00",
        "PHI-100244",
        json!({"visit_number": {"value": "PHI-V1"}, "reason": "PHI-fever"}),
    );
    admit["patient"]["names"] = json!([{"family": "PHI-Elhassan", "given": ["PHI-Amna"]}]);
    admit["patient"]["birth_date"] = json!("1984-03-05");
    clinical.file(&admit).await;
    let mut bad = event("update", "10:10", "PHI-100244");
    bad["patient"]["gender"] = json!("PHI-gender");
    clinical.file_with_key("k", &bad).await;
    clinical.file(&event("update-person", "10:10", "PHI-2")).await;
    clinical
        .refused(&visit(
            "transfer",
            "10:20",
            "PHI-2",
            json!({"visit_number": {"value": "PHI-V1"}}),
        ))
        .await;
    clinical.http.get("/api/v1/patients?identifier=PHI-100244").await;
    clinical.http.get("/api/v1/patients?name=PHI-Elhassan").await;
    clinical
        .http
        .send(
            "GET",
            "/api/v1/patients/PHI-path",
            Some(clinical.http.token(&["*"])),
            "",
            &Value::Null,
        )
        .await;
    clinical
        .http
        .send("GET", "/api/v1/PHI-route?x=PHI-query", None, "", &Value::Null)
        .await;

    let text = String::from_utf8(log.0.lock().expect("no panic in here").clone()).expect("text");
    assert!(text.contains("/api/v1/patients/{id}"), "the route's template is logged");
    assert!(
        text.contains("INSERT INTO patients"),
        "statements are logged at this level"
    );
    let leak = text
        .lines()
        .find(|line| line.contains("PHI") || line.contains("1984-03-05"));
    assert_eq!(leak, None);
}
