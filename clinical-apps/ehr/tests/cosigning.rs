//! Co-signatures: asked of a named person, needed for some roles, never one's own.

use nilecare_ehr::EhrOptions;
use serde_json::{Value, json};

use crate::common::{AMNA, EHR, Hospital, RESIDENT, TARIG, attest, code, hospital_with, string};

async fn teaching_hospital() -> Hospital {
    let options = EhrOptions {
        cosign_roles: vec!["resident".to_owned()],
        ..EhrOptions::default()
    };
    hospital_with(true, options).await
}

fn note() -> Value {
    json!({"assessment": "Pneumonia", "plan": "Amoxicillin"})
}

async fn n_waiting(hospital: &Hospital, who: &crate::common::Who, list: &str) -> usize {
    let (status, page) = hospital
        .call(who, "GET", &format!("{EHR}/worklists/{list}"), &Value::Null)
        .await;
    assert_eq!(status, 200, "{page}");
    page["items"].as_array().expect("a list").len()
}

#[tokio::test]
async fn a_residents_note_needs_a_cosigner_who_is_not_the_author() {
    let hospital = teaching_hospital().await;
    let path = hospital.draft(&RESIDENT, &note()).await;
    assert_eq!(n_waiting(&hospital, &RESIDENT, "unsigned").await, 1);
    let sign = format!("{path}/sign");
    let (status, problem) = hospital.call(&RESIDENT, "POST", &sign, &attest()).await;
    assert_eq!(status, 422, "{problem}");
    assert!(
        string(&problem["problems"][0]).starts_with("/cosigner: is needed"),
        "{problem}"
    );
    let own = json!({"attestation": "Mine.", "cosigner": "hiba"});
    assert_eq!(hospital.call(&RESIDENT, "POST", &sign, &own).await.0, 422);
    let asked = json!({"attestation": "Mine.", "cosigner": "amna"});
    let (status, signed) = hospital.call(&RESIDENT, "POST", &sign, &asked).await;
    let cosignature = &signed["cosignature"];
    assert_eq!(
        (status, &cosignature["state"], &cosignature["required"]),
        (200, &json!("asked"), &json!(true))
    );
    assert_eq!(
        (
            n_waiting(&hospital, &RESIDENT, "unsigned").await,
            n_waiting(&hospital, &AMNA, "to-cosign").await
        ),
        (0, 1)
    );
    assert_eq!(n_waiting(&hospital, &TARIG, "to-cosign").await, 0);

    let cosign = format!("{path}/cosign");
    let (status, problem) = hospital.call(&RESIDENT, "POST", &cosign, &attest()).await;
    assert_eq!((status, code(&problem).as_str()), (403, "second-person-needed"));
    let (status, problem) = hospital.call(&TARIG, "POST", &cosign, &attest()).await;
    assert_eq!((status, code(&problem).as_str()), (403, "not-asked"));
    let (status, done) = hospital.call(&AMNA, "POST", &cosign, &attest()).await;
    assert_eq!(
        (status, &done["cosignature"]["state"]),
        (200, &json!("signed")),
        "{done}"
    );
    let (hers, his) = (&done["cosignature"]["signature"], &done["signature"]);
    assert_eq!(hers["content_sha256"], his["content_sha256"], "both signed the same");
    let (status, problem) = hospital.call(&AMNA, "POST", &cosign, &attest()).await;
    assert_eq!((status, code(&problem).as_str()), (409, "record-state"));
    assert_eq!(n_waiting(&hospital, &AMNA, "to-cosign").await, 0);
    let topics = ["ehr.note.signed", "ehr.note.cosign-asked", "ehr.note.cosigned"];
    assert_eq!(hospital.topics().await, topics);

    // What is changed is co-signed anew, by the same person when nobody else is named.
    let amend = json!({"reason": "dose", "attestation": "Mine.", "note": hospital.here(&note())});
    let (status, amended) = hospital.call(&RESIDENT, "POST", &format!("{path}/amend"), &amend).await;
    let cosignature = &amended["cosignature"];
    assert_eq!(
        (status, &cosignature["state"], &cosignature["cosigner"]),
        (200, &json!("asked"), &json!("amna"))
    );
}

#[tokio::test]
async fn a_declined_cosignature_is_asked_of_somebody_else() {
    let hospital = teaching_hospital().await;
    let path = hospital.draft(&RESIDENT, &note()).await;
    let asked = json!({"attestation": "Mine.", "cosigner": "amna"});
    hospital.call(&RESIDENT, "POST", &format!("{path}/sign"), &asked).await;
    let reason = json!({"reason": "not my patient"});
    let (status, declined) = hospital
        .call(&AMNA, "POST", &format!("{path}/decline-cosign"), &reason)
        .await;
    assert_eq!((status, &declined["cosignature"]["state"]), (200, &json!("declined")));
    assert_eq!(
        hospital
            .call(&AMNA, "POST", &format!("{path}/cosign"), &attest())
            .await
            .0,
        409
    );
    let cosigner = format!("{path}/cosigner");
    let (status, problem) = hospital
        .call(&AMNA, "POST", &cosigner, &json!({"cosigner": "tarig"}))
        .await;
    assert_eq!(
        (status, code(&problem).as_str()),
        (409, "other-author"),
        "only the author asks"
    );
    let (status, again) = hospital
        .call(&RESIDENT, "POST", &cosigner, &json!({"cosigner": "tarig"}))
        .await;
    assert_eq!((status, &again["cosignature"]["required"]), (200, &json!(true)));
    assert_eq!(
        hospital
            .call(&TARIG, "POST", &format!("{path}/cosign"), &attest())
            .await
            .0,
        200
    );
    let (status, _) = hospital
        .call(&RESIDENT, "POST", &cosigner, &json!({"cosigner": "amna"}))
        .await;
    assert_eq!(status, 409, "it is co-signed");
}

#[tokio::test]
async fn a_doctor_may_ask_and_need_not() {
    let hospital = teaching_hospital().await;
    let path = hospital.signed(&AMNA, &note()).await;
    let (status, problem) = hospital
        .call(&TARIG, "POST", &format!("{path}/cosign"), &attest())
        .await;
    assert_eq!((status, code(&problem).as_str()), (403, "not-asked"));
    let (status, asked) = hospital
        .call(
            &AMNA,
            "POST",
            &format!("{path}/cosigner"),
            &json!({"cosigner": "tarig"}),
        )
        .await;
    assert_eq!((status, &asked["cosignature"]["required"]), (200, &json!(false)));
    assert_eq!(
        hospital
            .call(&TARIG, "POST", &format!("{path}/cosign"), &attest())
            .await
            .0,
        200
    );
}
