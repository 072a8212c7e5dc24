//! What a site can change without touching the shipped tables.

use nilecare_hl7v2::Message;
use nilecare_mapping::{FindingKind, Mapping, Settings};
use serde_json::Value;

const ADT: &str = "MSH|^~\\&|A|HOSP|B|N|20240305141200||ADT^A08|1|P|2.5.1\r\
                   PID|1||77^^^HOSP^MR||EVERYMAN^ADAM||19610615101500|X||2106-3^White^CDCREC\r\
                   PV1|1|O|||||||||||||||||5^^^HOSP^VN\rZVN|20240101\r";

fn convert(mapping: &Mapping, settings: &Settings) -> (Value, Vec<FindingKind>) {
    let message = Message::parse(ADT).expect("it is a message");
    let conversion = mapping.to_fhir(&message, settings).expect("it is of a mapped type");
    let bundle = serde_json::from_str(conversion.bundle.json()).expect("a bundle is JSON");
    (
        bundle,
        conversion
            .report
            .findings
            .into_iter()
            .map(|finding| finding.kind)
            .collect(),
    )
}

fn resource(bundle: &Value, kind: &str) -> Value {
    let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
    let found = entries
        .into_iter()
        .find(|entry| entry["resource"]["resourceType"] == kind);
    found.map(|entry| entry["resource"].clone()).unwrap_or_default()
}

#[test]
fn a_row_is_added_with_an_extension_of_the_realm() {
    let overlay = "map PID[Patient]\n\
        PID-10 -> extension<http://hl7.org/fhir/us/core/StructureDefinition/us-core-race>.extension<ombCategory>.valueCoding : CWE[Coding]\n\
        PID-10 -> extension<http://hl7.org/fhir/us/core/StructureDefinition/us-core-race>.extension<text>.valueString : CWE[string]\n";
    let mapping = Mapping::builtin()
        .with_overlay("us-core", overlay)
        .expect("the overlay is right");
    let (bundle, findings) = convert(&mapping, &Settings::default());
    let race = &resource(&bundle, "Patient")["extension"][0];
    assert_eq!(race["extension"][0]["valueCoding"]["code"], "2106-3");
    assert_eq!(race["extension"][0]["url"], "ombCategory");
    assert!(!findings.contains(&FindingKind::NotMapped));
}

#[test]
fn a_code_is_added_and_a_row_taken_away() {
    let (bundle, findings) = convert(&Mapping::builtin(), &Settings::default());
    let patient = resource(&bundle, "Patient");
    assert!(patient["gender"].is_null());
    let kept = &patient["_gender"]["extension"][0]["valueCodeableConcept"]["coding"][0];
    assert_eq!(
        (&kept["code"], &kept["system"]),
        (&"X".into(), &"http://terminology.hl7.org/CodeSystem/v2-0001".into())
    );
    assert!(findings.iter().any(|kind| matches!(kind, FindingKind::NoCode { .. })));

    let overlay = "codes AdministrativeSex\nX -> other \"Other\"\nmap PID[Patient]\nremove PID-7\n";
    let mapping = Mapping::builtin()
        .with_overlay("site", overlay)
        .expect("the overlay is right");
    let (bundle, _) = convert(&mapping, &Settings::default());
    assert_eq!(resource(&bundle, "Patient")["gender"], "other");
    assert!(resource(&bundle, "Patient")["birthDate"].is_null());
}

#[test]
fn a_segment_of_the_site_makes_a_resource() {
    let overlay = "map ZVN[Observation]\nZVN-1 -> effectiveDateTime\n- -> status = \"final\"\n\
                   - -> code.coding = http://loinc.org#1-1 \"Own\"\n\
                   message ADT_A01 ADT^A08\nMSH\n=> Bundle : MSH[Bundle]\nPID\n=> Patient : PID[Patient] put\nPV1?\nZVN*\n\
                   => Observation : ZVN[Observation]\nlink Observation.subject -> Patient\n";
    let mapping = Mapping::builtin()
        .with_overlay("site", overlay)
        .expect("the overlay is right");
    let (bundle, _) = convert(&mapping, &Settings::default());
    let observation = resource(&bundle, "Observation");
    assert_eq!(observation["effectiveDateTime"], "2024-01-01");
    assert!(
        observation["subject"]["reference"]
            .as_str()
            .is_some_and(|url| url.starts_with("urn:uuid:"))
    );
}

#[test]
fn settings_name_systems_and_the_zone() {
    let mut settings = Settings::default();
    settings
        .systems
        .insert("HOSP".to_owned(), "https://hospital.example/mrn".to_owned());
    settings.zone = jiff::tz::TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").ok();
    let (bundle, _) = convert(&Mapping::builtin(), &settings);
    let patient = resource(&bundle, "Patient");
    assert_eq!(patient["identifier"][0]["system"], "https://hospital.example/mrn");
    assert_eq!(
        patient["_birthDate"]["extension"][0]["valueDateTime"],
        "1961-06-15T10:15:00-04:00"
    );
    settings.system_base = None;
    settings.systems.clear();
    settings.has_provenance = false;
    let (bundle, findings) = convert(&Mapping::builtin(), &settings);
    assert!(resource(&bundle, "Patient")["identifier"][0]["system"].is_null());
    assert!(resource(&bundle, "Provenance").is_null());
    assert!(
        findings
            .iter()
            .any(|kind| matches!(kind, FindingKind::NoIdentity { .. }))
    );
}

#[test]
fn wrong_overlays_are_told_by_their_lines() {
    for (overlay, expected) in [
        (
            "map PID[Patient]\nPID-5 -> nme : XPN[HumanName]\n",
            "site:2: Patient has no element nme",
        ),
        (
            "map PID[Patient]\nPID-5 -> name : XPM[HumanName]\n",
            "site:2: no table is called XPM[HumanName]",
        ),
        (
            "map PID[Patient]\nPID-5 -> name : XAD[Address]\n",
            "site:2: XAD[Address] does not fit name",
        ),
        (
            "map PID[Patient]\nPID-5 -> name\n",
            "site:2: expected `: TABLE`, since the element has elements of its own",
        ),
        (
            "map PID[Patient]\nPV1-5 -> active\n",
            "site:2: expected a place of PID, found `PV1-5`",
        ),
        (
            "map PID[Patient]\nPID-8 -> gender via Sex\n",
            "site:2: no table of codes is called Sex",
        ),
        ("map XX[A]\n", "site:1: no type is called A"),
        (
            "map A[HumanName]\nA -> . : B[HumanName]\nmap B[HumanName]\nB -> . : A[HumanName]\n",
            "site:4: A[HumanName] leads back to itself by way of B[HumanName]",
        ),
        (
            "fill PID[Patient]\nPID-5 <- name : XPM[HumanName]\n",
            "site:2: no table fills XPM[HumanName]",
        ),
    ] {
        let error = Mapping::builtin()
            .with_overlay("site", overlay)
            .expect_err("it is wrong");
        assert_eq!(error.to_string(), expected);
    }
}
