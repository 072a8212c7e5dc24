//! The laboratory's own work: catalogue, orders, specimens, entering and verifying, critical results.

use jiff::SignedDuration;
use nilecare_http::Principal;
use serde_json::{Value, json};

use crate::common::{Lab, json_of, key, lab, person, string};

const DAY: &str = "2000-02-01";

impl Lab {
    /// Calls as a person of this name with these permissions.
    async fn by(&self, name: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
        self.allowed(name, &["*"], method, path, body).await
    }

    async fn allowed(&self, name: &str, allowed: &[&str], method: &str, path: &str, body: &Value) -> (u16, Value) {
        let principal = Principal {
            user_id: name.to_owned(),
            username: name.to_owned(),
            permissions: allowed.iter().map(|&permission| permission.to_owned()).collect(),
            ..Principal::default()
        };
        let token = format!("Bearer {}", self.rig.issuer().issue(&principal).token.expose());
        let key = if method == "POST" { key() } else { String::new() };
        let reply = self.http.send(method, path, Some(token), &key, body).await;
        (reply.status().as_u16(), json_of(&reply))
    }

    async fn done(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, reply) = self.by("amira", method, path, body).await;
        assert!((200..300).contains(&status), "{method} {path}: {status} {reply}");
        reply
    }

    /// Potassium, with a delta check, and gives its id.
    async fn potassium(&self) -> String {
        let test = json!({
            "code": {"system": "LN", "code": "2823-3", "text": "Potassium"}, "category": "chemistry", "kind": "numeric",
            "unit": "mmol/L", "specimen_type": "blood",
            "ranges": [{"low": "3.5", "high": "5.1", "critical_low": "2.8", "critical_high": "6.2"}],
            "delta": {"absolute": "1.0", "within_hours": 72},
        });
        string(&self.done("POST", "/api/v1/lab/tests", &test).await["id"])
    }

    /// Haemoglobin, whose range depends on age and gender.
    async fn haemoglobin(&self) -> String {
        let test = json!({
            "code": {"system": "LN", "code": "718-7", "text": "Haemoglobin"}, "category": "hematology", "kind": "numeric",
            "unit": "g/dL", "specimen_type": "blood", "ranges": [
                {"gender": "female", "from_days": 6574, "low": "12.0", "high": "15.5"},
                {"gender": "male", "from_days": 6574, "low": "13.5", "high": "17.5"}],
        });
        string(&self.done("POST", "/api/v1/lab/tests", &test).await["id"])
    }

    async fn woman(&self, number: &str) -> String {
        let mut patient = person(number);
        patient["birth_date"] = json!(DAY);
        patient["gender"] = json!("female");
        let event = json!({"event": "update-person", "patient": patient});
        string(&self.adt(&event).await["patient_id"])
    }

    async fn ordered(&self, patient: &str, codes: &[&str], priority: &str) -> Value {
        let order = json!({"patient_id": patient, "facility_id": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            "codes": codes, "priority": priority, "reason": "palpitations"});
        self.done("POST", "/api/v1/lab/orders", &order).await
    }

    async fn collect(&self, order: &Value) -> Value {
        let request = json!({"order_id": order["id"], "specimen_type": "blood"});
        self.done("POST", "/api/v1/lab/specimens", &request).await
    }

    async fn handle(&self, specimen: &Value, action: &Value) -> (u16, Value) {
        let path = format!("/api/v1/lab/specimens/{}/actions", string(&specimen["id"]));
        self.by("amira", "POST", &path, action).await
    }

    async fn enter(&self, order: &Value, test: &str, value: &str) -> Value {
        let entry = json!({"results": [{"test": test, "value": {"type": "numeric", "value": value}}]});
        let path = format!("/api/v1/lab/orders/{}/results", string(&order["id"]));
        self.done("POST", &path, &entry).await[0].clone()
    }

    async fn verify(&self, name: &str, result: &Value) -> (u16, Value) {
        let request = json!({"results": [{"id": result["id"], "version": result["version"]}]});
        self.by(name, "POST", "/api/v1/lab/result-verifications", &request)
            .await
    }

    async fn worklist(&self, name: &str) -> Vec<Value> {
        let page = self.http.get(&format!("/api/v1/lab/worklists/{name}")).await;
        page["items"].as_array().expect("a list").clone()
    }
}

fn codes(result: &Value) -> Vec<&str> {
    let flags = result["flags"].as_array().expect("a list");
    flags.iter().filter_map(|flag| flag["code"].as_str()).collect()
}

#[tokio::test]
async fn a_test_has_one_code_and_what_is_wrong_with_it_is_told() {
    let lab = lab(true).await;
    let id = lab.potassium().await;
    let path = format!("/api/v1/lab/tests/{id}");
    let known = lab.http.get(&path).await;
    let (status, problem) = lab.by("amira", "POST", "/api/v1/lab/tests", &known["test"]).await;
    assert_eq!((status, &problem["type"]), (409, &json!("exists-already")));

    let mut changed = known["test"].clone();
    changed["active"] = json!(false);
    assert_eq!(lab.done("PUT", &path, &changed).await["version"], 2);
    let (status, _) = lab.http.call_if(1, "PUT", &path, &changed).await;
    assert_eq!(status, 409, "somebody read an older version");

    changed["ranges"] = json!([{"low": "5", "high": "4"}, {}]);
    changed["kind"] = json!("text");
    changed["delta"] = json!({"within_hours": 0});
    let (status, problem) = lab.by("amira", "PUT", &path, &changed).await;
    assert_eq!(status, 422);
    let told = problem.to_string();
    for place in ["/ranges/0/high", "/ranges/1", "/kind", "/delta:", "/delta/within_hours"] {
        assert!(told.contains(place), "{place}: {told}");
    }
    changed["ranges"] = json!([{"low": "1e3"}]);
    assert_eq!(lab.by("amira", "PUT", &path, &changed).await.0, 422);
}

#[tokio::test]
async fn a_panel_is_ordered_as_its_tests_each_once_and_what_may_not_be_ordered_is_refused() {
    let lab = lab(true).await;
    let (potassium, haemoglobin) = (lab.potassium().await, lab.haemoglobin().await);
    let panel =
        json!({"code": {"system": "L", "code": "BASIC", "text": "Basic"}, "test_ids": [potassium, haemoglobin]});
    lab.done("POST", "/api/v1/lab/panels", &panel).await;
    let patient = lab.woman("1").await;
    let order = lab.ordered(&patient, &["2823-3", "BASIC"], "routine").await;
    let tests: Vec<_> = order["tests"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|test| &test["code"])
        .collect();
    assert_eq!(tests, ["2823-3", "718-7"]);
    assert_eq!(order["placer_number"]["value"], order["order_number"]);
    assert_eq!(order["ordering_provider"]["id"], "amira");

    let mut request = json!({"patient_id": patient, "facility_id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "codes": ["nothing"]});
    let (status, problem) = lab.by("amira", "POST", "/api/v1/lab/orders", &request).await;
    assert!(status == 422 && problem.to_string().contains("/codes/0"), "{problem}");
    request["codes"] = json!(["2823-3"]);
    request["encounter_id"] = json!("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    let (status, problem) = lab.by("amira", "POST", "/api/v1/lab/orders", &request).await;
    assert!(
        status == 422 && problem.to_string().contains("/encounter_id"),
        "{problem}"
    );

    let cancel = format!("/api/v1/lab/orders/{}/cancel", string(&order["id"]));
    let cancelled = lab.done("POST", &cancel, &json!({"reason": "wrong patient"})).await;
    assert_eq!(
        (&cancelled["status"], &cancelled["cancel_reason"]),
        (&json!("cancelled"), &json!("wrong patient"))
    );
    assert!(lab.worklist("collection").await.is_empty());
}

#[tokio::test]
async fn what_is_to_be_collected_comes_by_urgency_until_a_usable_specimen_is_there() {
    let lab = lab(true).await;
    lab.potassium().await;
    let patient = lab.woman("1").await;
    let routine = lab.ordered(&patient, &["2823-3"], "routine").await;
    let stat = lab.ordered(&patient, &["2823-3"], "stat").await;
    let numbers = |list: Vec<Value>| list.iter().map(|order| string(&order["id"])).collect::<Vec<_>>();
    let (first, second) = (string(&stat["id"]), string(&routine["id"]));
    assert_eq!(
        numbers(lab.worklist("collection").await),
        [first.clone(), second.clone()]
    );
    let page = lab.http.get("/api/v1/lab/worklists/collection?limit=1").await;
    let next = string(&page["next"]);
    let rest = lab
        .http
        .get(&format!("/api/v1/lab/worklists/collection?limit=1&cursor={next}"))
        .await;
    assert_eq!(rest["items"][0]["id"], json!(second), "the list goes on where it ended");

    let specimen = lab.collect(&stat).await;
    assert_eq!(numbers(lab.worklist("collection").await), [second.as_str()]);
    let (status, problem) = lab.handle(&specimen, &json!({"action": "process"})).await;
    assert_eq!((status, &problem["type"]), (409, &json!("lab-state")));
    assert!(
        problem["detail"].as_str().is_some_and(|text| text.contains("received")),
        "{problem}"
    );
    lab.handle(&specimen, &json!({"action": "send", "to": "main laboratory"}))
        .await;
    let reject = json!({"action": "reject", "quality": "clotted", "reason": "one clot"});
    let (status, rejected) = lab.handle(&specimen, &reject).await;
    assert_eq!((status, &rejected["status"]), (200, &json!("rejected")));
    let custody = rejected["custody"].as_array().expect("a list");
    let states: Vec<_> = custody.iter().map(|entry| &entry["status"]).collect();
    assert_eq!(states, ["collected", "in-transit", "rejected"]);
    assert_eq!(
        numbers(lab.worklist("collection").await),
        [first, second],
        "another is needed"
    );
}

#[tokio::test]
async fn a_specimen_is_of_the_patient_whose_wristband_was_read_and_has_a_label_of_its_own() {
    let lab = lab(true).await;
    lab.potassium().await;
    let (patient, _) = (lab.woman("1").await, lab.woman("2").await);
    let order = lab.ordered(&patient, &["2823-3"], "routine").await;
    let mut request =
        json!({"order_id": order["id"], "specimen_type": "blood", "patient_number": "2", "barcode": "T-1"});
    let path = "/api/v1/lab/specimens";
    let (status, problem) = lab.by("amira", "POST", path, &request).await;
    assert_eq!((status, &problem["type"]), (409, &json!("other-patient")));
    assert!(!problem.to_string().contains("HOSP"), "no number of a patient is told");
    request["patient_number"] = json!("1");
    let specimen = lab.done("POST", path, &request).await;
    assert_eq!(
        (&specimen["identification"], &specimen["barcode"]),
        (&json!("scanned"), &json!("T-1"))
    );
    assert_eq!(
        lab.by("amira", "POST", path, &request).await.0,
        409,
        "the label is on another tube"
    );
    let found = lab.http.get("/api/v1/lab/specimens?barcode=T-1").await;
    assert_eq!(found["items"][0]["id"], specimen["id"]);

    request["barcode"] = json!("T-2");
    request["tests"] = json!([{"system": "LN", "code": "718-7"}]);
    assert_eq!(
        lab.by("amira", "POST", path, &request).await.0,
        422,
        "the test is not in the order"
    );
    request["tests"] = json!([]);
    request["collected_at"] = json!("2100-01-01T00:00:00Z");
    assert_eq!(
        lab.by("amira", "POST", path, &request).await.0,
        422,
        "it was not taken yet"
    );
}

#[tokio::test]
async fn an_entered_result_gets_range_and_flags_and_is_seen_by_others_when_it_is_verified() {
    let lab = lab(true).await;
    let haemoglobin = lab.haemoglobin().await;
    let patient = lab.woman("1").await;
    let order = lab.ordered(&patient, &["718-7"], "routine").await;
    let result = lab.enter(&order, &haemoglobin, "11.90").await;
    assert_eq!(
        (&result["reference_range"], &result["unit"]),
        (&json!("12.0-15.5"), &json!("g/dL"))
    );
    assert_eq!((codes(&result), &result["status"]), (vec!["L"], &json!("preliminary")));

    let list = format!("/api/v1/lab/results?patient={patient}");
    let one = format!("/api/v1/lab/results/{}", string(&result["id"]));
    let seen = async || {
        let (_, page) = lab
            .allowed("doctor", &["lab-results:read"], "GET", &list, &Value::Null)
            .await;
        let (status, _) = lab
            .allowed("doctor", &["lab-results:read"], "GET", &one, &Value::Null)
            .await;
        (page["items"].as_array().map_or(0, Vec::len), status)
    };
    assert_eq!(seen().await, (0, 404), "the laboratory does not stand for it yet");
    assert_eq!(lab.worklist("verification").await.len(), 1);

    let again = lab.enter(&order, &haemoglobin, "12.00").await;
    assert_eq!((codes(&again), &again["id"]), (vec!["N"], &result["id"]));
    let (status, problem) = lab.verify("amira", &result).await;
    assert_eq!(
        (status, &problem["type"]),
        (409, &json!("version-changed")),
        "another value is there than was seen"
    );
    let (status, verified) = lab.verify("amira", &again).await;
    assert_eq!(status, 200, "{verified}");
    assert_eq!(
        (&verified[0]["status"], &verified[0]["verified_by"]),
        (&json!("final"), &json!("amira"))
    );
    assert_eq!(seen().await, (1, 200));
    assert!(lab.worklist("verification").await.is_empty());
    assert_eq!(lab.verify("amira", &verified[0]).await.0, 409, "twice is once");
    let order = lab
        .http
        .get(&format!("/api/v1/lab/orders/{}", string(&order["id"])))
        .await;
    assert_eq!(
        (&order["status"], &order["needs_specimen"]),
        (&json!("completed"), &json!(false))
    );

    let correction = json!({"value": {"type": "numeric", "value": "9.1"}, "reason": "tubes were exchanged",
        "version": verified[0]["version"]});
    let path = format!("{one}/corrections");
    let corrected = lab.done("POST", &path, &correction).await;
    assert_eq!(
        (codes(&corrected), &corrected["status"]),
        (vec!["L"], &json!("corrected"))
    );
    let former = &corrected["former"].as_array().expect("a list")[1];
    assert_eq!(
        (&former["value"]["value"], &former["reason"]),
        (&json!("12.00"), &json!("tubes were exchanged"))
    );
    assert_eq!(
        lab.by("amira", "POST", &path, &correction).await.0,
        409,
        "it was changed since"
    );
}

#[tokio::test]
async fn what_does_not_fit_the_test_or_the_order_is_refused_and_nothing_is_entered() {
    let lab = lab(true).await;
    let (potassium, haemoglobin) = (lab.potassium().await, lab.haemoglobin().await);
    let patient = lab.woman("1").await;
    let (order, other) = (
        lab.ordered(&patient, &["2823-3"], "routine").await,
        lab.ordered(&patient, &["2823-3"], "routine").await,
    );
    let specimen = lab.collect(&other).await;
    let path = format!("/api/v1/lab/orders/{}/results", string(&order["id"]));
    let number = |test: &str| json!({"test": test, "value": {"type": "numeric", "value": "4"}});
    for (entry, place) in [
        (
            json!({"results": [number(&potassium), number(&haemoglobin)]}),
            "/results/1/test",
        ),
        (
            json!({"results": [number(&potassium), number(&potassium)]}),
            "/results/1/test",
        ),
        (
            json!({"results": [{"test": potassium, "value": {"type": "text", "value": "4"}}]}),
            "/results/0/value",
        ),
        (
            json!({"results": [{"test": potassium, "value": {"type": "numeric", "value": "four"}}]}),
            "/results/0/value",
        ),
        (
            json!({"results": [number(&potassium)], "specimen_id": specimen["id"]}),
            "/specimen_id",
        ),
        (json!({"results": []}), "/results"),
    ] {
        let (status, problem) = lab.by("amira", "POST", &path, &entry).await;
        assert!(
            status == 422 && problem.to_string().contains(place),
            "{place}: {status} {problem}"
        );
    }
    assert!(lab.worklist("verification").await.is_empty());
    // A specimen that the laboratory does not have is not examined.
    let path = format!("/api/v1/lab/orders/{}/results", string(&other["id"]));
    let entry = json!({"results": [number(&potassium)], "specimen_id": specimen["id"]});
    assert_eq!(lab.by("amira", "POST", &path, &entry).await.0, 409);
    lab.handle(&specimen, &json!({"action": "receive", "location": "bench 1"}))
        .await;
    assert_eq!(lab.by("amira", "POST", &path, &entry).await.0, 201);
    let specimen = lab
        .http
        .get(&format!("/api/v1/lab/specimens/{}", string(&specimen["id"])))
        .await;
    assert_eq!(specimen["status"], "processing");
}

#[tokio::test]
async fn a_value_far_from_the_last_one_is_marked_and_verified_by_a_second_person() {
    let lab = lab(true).await;
    let potassium = lab.potassium().await;
    let patient = lab.woman("1").await;
    let order = lab.ordered(&patient, &["2823-3"], "routine").await;
    let first = lab.enter(&order, &potassium, "4.0").await;
    assert_eq!(codes(&first), ["N"], "there is none before it");
    assert_eq!(lab.verify("amira", &first).await.0, 200);
    lab.rig.clock.advance(SignedDuration::from_hours(24));
    let order = lab.ordered(&patient, &["2823-3"], "routine").await;
    let second = lab.enter(&order, &potassium, "5.05").await;
    assert_eq!(codes(&second), ["N", "U"]);
    let (status, problem) = lab.verify("amira", &second).await;
    assert_eq!((status, &problem["type"]), (403, &json!("second-person-needed")));
    assert_eq!(lab.verify("omar", &second).await.0, 200);
    lab.rig.clock.advance(SignedDuration::from_hours(100));
    let order = lab.ordered(&patient, &["2823-3"], "routine").await;
    assert_eq!(
        codes(&lab.enter(&order, &potassium, "3.6").await),
        ["N"],
        "the last one is too old"
    );
}

#[tokio::test]
async fn a_critical_result_is_passed_on_until_somebody_has_read_it_back() {
    let lab = lab(true).await;
    let potassium = lab.potassium().await;
    let patient = lab.woman("1").await;
    let order = lab.ordered(&patient, &["2823-3"], "stat").await;
    let result = lab.enter(&order, &potassium, "6.50").await;
    let open = "/api/v1/lab/critical-results?status=open";
    assert!(
        lab.http.get(open).await["items"].as_array().is_some_and(Vec::is_empty),
        "it is not verified"
    );
    assert_eq!(lab.verify("omar", &result).await.0, 200);
    let critical = lab.http.get(open).await["items"][0].clone();
    assert_eq!(
        (&critical["result_id"], &critical["patient_id"]),
        (&result["id"], &json!(patient))
    );

    assert_eq!(lab.service.escalate().await.expect("it does"), 0, "15 minutes are left");
    lab.rig.clock.advance(SignedDuration::from_mins(16));
    assert_eq!(lab.service.escalate().await.expect("it does"), 1);
    assert_eq!(
        lab.service.escalate().await.expect("it does"),
        0,
        "the next time is in 30 minutes"
    );

    let path = format!("/api/v1/lab/critical-results/{}", string(&critical["id"]));
    let calls = format!("{path}/calls");
    let nobody = json!({"to": "ward 3", "reached": false, "note": "engaged"});
    assert_eq!(lab.done("POST", &calls, &nobody).await["level"], 1);
    let wrong = json!({"to": "Dr Osman", "reached": true, "read_back": "5.6"});
    let (status, problem) = lab.by("amira", "POST", &calls, &wrong).await;
    assert_eq!((status, &problem["type"]), (422, &json!("read-back-differs")));
    assert!(!problem.to_string().contains("6.5"), "the value is not told");
    let right = json!({"to": "Dr Osman", "reached": true, "read_back": "6.5"});
    let acknowledged = lab.done("POST", &calls, &right).await;
    assert_eq!(
        (&acknowledged["status"], &acknowledged["acknowledged_by"]),
        (&json!("acknowledged"), &json!("Dr Osman"))
    );
    assert_eq!(acknowledged["calls"].as_array().map(Vec::len), Some(2));
    lab.rig.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(lab.service.escalate().await.expect("it does"), 0);
    let acknowledge = json!({"read_back": "6.5"});
    let (status, _) = lab
        .by("doctor", "POST", &format!("{path}/acknowledge"), &acknowledge)
        .await;
    assert_eq!(status, 409, "it is acknowledged");
}

#[tokio::test]
async fn a_critical_result_that_is_corrected_is_withdrawn_and_one_of_a_message_is_watched_too() {
    let lab = lab(true).await;
    lab.patient("1").await;
    let mut report = crate::common::glucose("10:00", "1", "preliminary", "1.1");
    report["observations"][0]["flags"] = json!(["LL"]);
    lab.report(&report).await;
    let list = "/api/v1/lab/critical-results";
    let states = async || {
        let page = lab.http.get(list).await;
        let items = page["items"].as_array().expect("a list");
        items.iter().map(|item| string(&item["status"])).collect::<Vec<_>>()
    };
    assert_eq!(states().await, ["open"]);
    let critical = lab.http.get(list).await["items"][0].clone();
    let path = format!("{list}/{}/acknowledge", string(&critical["id"]));
    lab.done("POST", &path, &json!({"read_back": "1.10", "note": "glucose given"}))
        .await;
    report["reported_at"] = json!("2026-11-22T10:30:00Z");
    report["order"]["status"] = json!("final");
    report["observations"][0]["status"] = json!("final");
    lab.report(&report).await;
    assert_eq!(states().await, ["acknowledged"], "the same value is not told once more");
    report["reported_at"] = json!("2026-11-22T11:00:00Z");
    report["observations"][0]["value"]["value"] = json!("0.9");
    lab.report(&report).await;
    assert_eq!(states().await, ["acknowledged", "open"], "another value is");
    report["reported_at"] = json!("2026-11-22T11:30:00Z");
    report["observations"][0]["value"]["value"] = json!("5.0");
    report["observations"][0]["flags"] = json!([]);
    lab.report(&report).await;
    assert_eq!(states().await, ["acknowledged", "withdrawn"]);
}
