//! Reports: filing, correcting, patients and merges.

use crate::common::{glucose, json_of, key, lab, person, request, string};
use serde_json::{Value, json};

const REPORTS: &str = "/api/v1/lab/result-reports";

#[tokio::test]
async fn a_result_is_shown_as_it_was_sent_with_unit_range_and_flags() {
    let lab = lab(true).await;
    let patient = lab.patient("1").await;
    let reply = lab.report(&glucose("10:00", "1", "final", "7.40")).await;
    assert_eq!(
        (&reply["outcome"], &reply["patient_id"]),
        (&json!("created"), &json!(patient))
    );
    let results = lab.results(&patient).await;
    let result = &results[0];
    assert_eq!(
        result["value"],
        json!({"type": "numeric", "value": "7.40"}),
        "every digit is kept"
    );
    assert_eq!(
        (&result["unit"], &result["reference_range"]),
        (&json!("mmol/L"), &json!("3.9-5.8"))
    );
    assert_eq!(result["flags"], json!([{"code": "H", "text": "Above high normal"}]));
    assert_eq!(
        (&result["status"], &result["observed_at"]),
        (&json!("final"), &json!("2026-11-22T09:30:00Z"))
    );
    assert_eq!((&result["notes"], &result["former"]), (&json!(["fasting"]), &json!([])));
    let one = lab
        .http
        .get(&format!("/api/v1/lab/results/{}", string(&reply["result_ids"][0])))
        .await;
    assert_eq!(one, *result);
    let order = lab
        .http
        .get(&format!("/api/v1/lab/orders/{}", string(&reply["order_id"])))
        .await;
    assert_eq!(
        (&order["status"], &order["patient_id"]),
        (&json!("completed"), &json!(patient))
    );
    assert_eq!(order["filler_numbers"], json!([{"system": "LAB", "value": "F1"}]));
}

#[tokio::test]
async fn preliminary_becomes_final_becomes_corrected_and_the_former_values_are_kept() {
    let lab = lab(true).await;
    let patient = lab.patient("1").await;
    let first = lab.report(&glucose("10:00", "1", "preliminary", "7.0")).await;
    let order = format!("/api/v1/lab/orders/{}", string(&first["order_id"]));
    assert_eq!(lab.http.get(&order).await["status"], "in-progress");
    assert_eq!(
        lab.report(&glucose("10:30", "1", "final", "7.4")).await["outcome"],
        "updated"
    );
    assert_eq!(lab.http.get(&order).await["status"], "completed");
    let corrected = lab.report(&glucose("11:00", "1", "corrected", "4.7")).await;
    assert_eq!(
        (&corrected["outcome"], &corrected["result_ids"]),
        (&json!("corrected"), &first["result_ids"])
    );
    let results = lab.results(&patient).await;
    assert_eq!(results.len(), 1);
    assert_eq!(
        (&results[0]["status"], &results[0]["value"]["value"]),
        (&json!("corrected"), &json!("4.7"))
    );
    let former: Vec<_> = results[0]["former"].as_array().expect("a list").iter().collect();
    let values: Vec<_> = former
        .iter()
        .map(|f| (f["status"].clone(), f["value"]["value"].clone()))
        .collect();
    assert_eq!(
        values,
        [(json!("preliminary"), json!("7.0")), (json!("final"), json!("7.4"))]
    );
    // Late news changes nothing.
    for late in [
        glucose("10:30", "1", "final", "7.4"),
        glucose("11:30", "1", "preliminary", "9.9"),
    ] {
        assert_eq!(lab.report(&late).await["outcome"], "superseded");
    }
    assert_eq!(lab.results(&patient).await, results);
}

#[tokio::test]
async fn a_final_result_that_is_sent_again_with_another_value_counts_as_corrected() {
    let lab = lab(true).await;
    let patient = lab.patient("1").await;
    lab.report(&glucose("10:00", "1", "final", "7.4")).await;
    assert_eq!(
        lab.report(&glucose("10:10", "1", "final", "7.4")).await["outcome"],
        "unchanged"
    );
    assert_eq!(
        lab.report(&glucose("10:20", "1", "final", "4.7")).await["outcome"],
        "corrected"
    );
    let result = &lab.results(&patient).await[0];
    assert_eq!(
        (&result["status"], &result["former"][0]["value"]["value"]),
        (&json!("corrected"), &json!("7.4"))
    );
}

#[tokio::test]
async fn observations_of_one_code_are_told_apart_by_sub_id_and_by_place() {
    let lab = lab(true).await;
    let patient = lab.patient("1").await;
    let line = |sub_id: Value, text: &str| json!({"sub_id": sub_id, "code": {"system": "L", "code": "TXT"}, "value": {"type": "text", "value": text}, "status": "final"});
    let mut report = glucose("10:00", "1", "final", "1");
    report["observations"] = json!([
        line(Value::Null, "line 1"), line(Value::Null, "line 2"), line(json!("1"), "growth"),
        {"code": {"code": "TITRE"}, "status": "final",
         "value": {"type": "structured", "comparator": ">", "number": "1", "separator": ":", "second_number": "128"}},
        {"code": {"code": "ABO"}, "status": "final", "value": {"type": "coded", "code": {"system": "L", "code": "A"}}},
    ]);
    let first = lab.report(&report).await;
    let again = lab.report(&report).await;
    assert_eq!(
        (&again["outcome"], &again["result_ids"]),
        (&json!("unchanged"), &first["result_ids"])
    );
    let results = lab.results(&patient).await;
    let values: Vec<_> = results.iter().map(|result| result["value"].clone()).collect();
    let sent: Vec<_> = report["observations"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|o| o["value"].clone())
        .collect();
    assert_eq!(values, sent, "one report is listed in its own order");
}

#[tokio::test]
async fn a_merge_takes_the_results_along_wherever_they_were_filed() {
    let lab = lab(true).await;
    let (survivor, prior) = (lab.patient("1").await, lab.patient("2").await);
    let of_prior = lab.report(&glucose("10:00", "2", "final", "7.4")).await;
    assert_eq!(lab.results(&survivor).await.len(), 0);
    let merge = json!({"event": "merge", "patient": person("1"), "prior": person("2")});
    lab.adt(&merge).await;
    let results = lab.results(&survivor).await;
    assert_eq!((results.len(), &results[0]["patient_id"]), (1, &json!(survivor)));
    assert_eq!(lab.results(&prior).await, results, "the old id finds them too");
    let path = format!("/api/v1/lab/results/{}", string(&of_prior["result_ids"][0]));
    assert_eq!(lab.http.get(&path).await["patient_id"], json!(survivor));
    let orders = lab.http.get(&format!("/api/v1/lab/orders?patient={survivor}")).await;
    assert_eq!(
        (&orders["items"][0]["patient_id"], &orders["items"][0]["id"]),
        (&json!(survivor), &of_prior["order_id"])
    );
    // A correction that still names the prior's number, or the survivor's, reaches the same result.
    for (time, number, value) in [("10:10", "2", "7.5"), ("10:20", "1", "7.6")] {
        let corrected = lab.report(&glucose(time, number, "corrected", value)).await;
        assert_eq!(
            (&corrected["outcome"], &corrected["patient_id"]),
            (&json!("corrected"), &json!(survivor))
        );
    }
    assert_eq!(lab.results(&survivor).await.len(), 1);
}

#[tokio::test]
async fn an_unknown_patient_is_refused_or_registered_with_demographics() {
    let lab = lab(true).await;
    let (status, problem) = lab
        .http
        .command(REPORTS, "r1", &glucose("10:00", "9", "final", "7.4"))
        .await;
    assert_eq!((status, &problem["type"]), (422, &json!("patient-unknown")));
    let mut report = glucose("10:00", "9", "final", "7.4");
    report["patient"]["names"] = json!([{"family": "Elhassan"}]);
    let (status, reply) = lab.http.command(REPORTS, "r2", &report).await;
    assert_eq!(status, 200, "{reply}");
    let found = lab.http.get("/api/v1/patients?identifier=9").await;
    assert_eq!(
        (&found["items"][0]["id"], &found["items"][0]["names"][0]["family"]),
        (&reply["patient_id"], &json!("Elhassan"))
    );
    // Once the patient is known, what was refused goes through under the same key.
    assert_eq!(
        lab.http
            .command(REPORTS, "r1", &glucose("10:00", "9", "final", "7.4"))
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn results_of_another_patient_or_order_are_refused() {
    let lab = lab(true).await;
    lab.patient("1").await;
    lab.patient("2").await;
    lab.report(&glucose("10:00", "1", "final", "7.4")).await;
    let (status, problem) = lab
        .http
        .command(REPORTS, "a", &glucose("10:10", "2", "corrected", "1.0"))
        .await;
    assert_eq!((status, &problem["type"]), (409, &json!("order-of-another-patient")));
    let mut other = glucose("10:00", "1", "final", "7.4");
    other["order"]["placer_number"]["value"] = json!("O2");
    other["order"]["filler_number"]["value"] = json!("F2");
    lab.report(&other).await;
    other["order"]["filler_number"]["value"] = json!("F1");
    let (status, problem) = lab.http.command(REPORTS, "b", &other).await;
    assert_eq!((status, &problem["type"]), (409, &json!("order-number-conflict")));
}

#[tokio::test]
async fn a_report_is_filed_once_however_often_it_is_sent() {
    let lab = std::sync::Arc::new(lab(true).await);
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let lab = lab.clone();
            tokio::spawn(async move {
                let mut report = glucose("10:00", "1", "final", "7.4");
                report["patient"]["names"] = json!([{"family": "Elhassan"}]);
                lab.http.command(REPORTS, &format!("k{}", n / 4), &report).await
            })
        })
        .collect();
    let mut n_created = std::collections::BTreeSet::new();
    let mut patient = String::new();
    for (n, task) in tasks.into_iter().enumerate() {
        let (status, reply) = task.await.expect("no panic");
        assert_eq!(status, 200, "{reply}");
        patient = string(&reply["patient_id"]);
        if reply["outcome"] == "created" {
            n_created.insert(n / 4);
        }
    }
    assert_eq!((n_created.len(), lab.results(&patient).await.len()), (1, 1));
    let other = glucose("10:00", "1", "final", "9.9");
    let (status, problem) = lab.http.command(REPORTS, "k0", &other).await;
    assert_eq!((status, &problem["type"]), (422, &json!("idempotency-key-reused")));
    assert_eq!(
        lab.http.get("/api/v1/patients").await["items"].as_array().map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn without_the_clinical_service_nothing_is_filed_and_the_sender_is_asked_to_try_again() {
    let lab = lab(false).await;
    let (status, problem) = lab
        .http
        .command(REPORTS, "k", &glucose("10:00", "1", "final", "7.4"))
        .await;
    assert_eq!((status, &problem["type"]), (503, &json!("clinical-unavailable")));
    let list = "/api/v1/lab/results?patient=01ARZ3NDEKTSV4RRFFQ69G5FAV";
    let reply = lab
        .http
        .send("GET", list, Some(lab.http.token(&["*"])), "", &Value::Null)
        .await;
    assert_eq!(reply.status(), 503);
}

#[tokio::test]
async fn results_without_an_order_number_of_the_ward_find_the_order_that_comes_late() {
    let lab = lab(true).await;
    lab.patient("1").await;
    let mut report = glucose("10:00", "1", "final", "7.4");
    report["order"]
        .as_object_mut()
        .expect("an object")
        .remove("placer_number");
    let filed = lab.report(&report).await;
    let mut late = request("new", "1");
    late["filler_number"] = json!({"system": "LAB", "value": "F1"});
    late["tests"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"system": "LN", "code": "718-7"}));
    let placed = lab.order(&late).await;
    assert_eq!(
        (&placed["order_id"], &placed["outcome"]),
        (&filed["order_id"], &json!("updated"))
    );
    assert_eq!(placed["status"], "in-progress", "one of two tests is reported");
    report["order"]["placer_number"] = json!({"system": "WARD", "value": "O1"});
    report["order"]["filler_number"] = json!({"system": "LAB", "value": "F2"});
    report["order"]["service"] = json!({"system": "LN", "code": "718-7"});
    assert_eq!(lab.report(&report).await["order_id"], filed["order_id"]);
    let order = lab
        .http
        .get(&format!("/api/v1/lab/orders/{}", string(&filed["order_id"])))
        .await;
    assert_eq!(
        (&order["status"], order["filler_numbers"].as_array().map(Vec::len)),
        (&json!("completed"), Some(2))
    );
}

#[tokio::test]
async fn lists_go_page_by_page_and_unknown_things_are_told_so() {
    let lab = lab(true).await;
    let patient = lab.patient("1").await;
    let mut report = glucose("10:00", "1", "final", "1");
    let one = report["observations"][0].clone();
    report["observations"] = json!([one, one, one]);
    let filed = lab.report(&report).await;
    let path = format!("/api/v1/lab/results?patient={patient}&limit=2");
    let first = lab.http.get(&path).await;
    let second = lab.http.get(&format!("{path}&cursor={}", string(&first["next"]))).await;
    let ids: Vec<_> = [&first, &second]
        .into_iter()
        .flat_map(|page| {
            page["items"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|r| r["id"].clone())
        })
        .collect();
    assert_eq!((json!(ids), second.get("next")), (filed["result_ids"].clone(), None));
    let unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    for (path, code) in [
        (format!("/api/v1/lab/results/{unknown}"), "lab-result-not-found"),
        (format!("/api/v1/lab/orders/{unknown}"), "lab-order-not-found"),
        (format!("/api/v1/lab/results?patient={unknown}"), "patient-not-found"),
        (format!("/api/v1/lab/orders?patient={unknown}"), "patient-not-found"),
        ("/api/v1/lab/results".to_owned(), "query-invalid"),
        ("/api/v1/lab/results?patient=7".to_owned(), "query-invalid"),
    ] {
        let reply = lab
            .http
            .send("GET", &path, Some(lab.http.token(&["*"])), &key(), &Value::Null)
            .await;
        assert_eq!(json_of(&reply)["type"], code, "{path}");
    }
}

#[tokio::test]
async fn several_reports_are_filed_together_or_not_at_all() {
    let lab = lab(true).await;
    let patient = lab.patient("1").await;
    let report = |filler: &str| {
        let mut report = glucose("10:00", "1", "final", "7.4");
        report["order"]["filler_number"] = json!({ "value": filler });
        report["order"]["placer_number"] = json!({ "value": format!("P-{filler}") });
        report
    };
    let mut wrong = report("F2");
    wrong["observations"][0]["value"] = json!({ "type": "numeric", "value": "much" });
    let (status, problem) = lab.http.command(REPORTS, &key(), &json!([report("F1"), wrong])).await;
    assert_eq!(status, 422, "{problem}");
    assert!(string(&problem["problems"][0]).starts_with("/1/"), "{problem}");
    assert_eq!(lab.results(&patient).await.len(), 0);

    let both = json!([report("F1"), report("F2")]);
    let key = key();
    let (status, replies) = lab.http.command(REPORTS, &key, &both).await;
    assert_eq!((status, replies.as_array().map(Vec::len)), (200, Some(2)), "{replies}");
    assert_eq!(lab.http.command(REPORTS, &key, &both).await, (200, replies));
    assert_eq!(lab.results(&patient).await.len(), 2);
    let (status, _) = lab.http.command(REPORTS, "nothing", &json!([])).await;
    assert_eq!(status, 422);
}
