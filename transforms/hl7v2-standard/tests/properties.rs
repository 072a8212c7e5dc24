//! What holds for every message, every structure and every text.

use crate::common::walked;
use nilecare_hl7v2::Message;
use nilecare_hl7v2_standard::{
    Checks, GroupPath, Report, Rule, Site, Standard, Tree, ValidationOptions, Version, validate, validate_tree,
};
use proptest::prelude::*;

const TYPES: [&str; 12] = [
    "ADT^A01^ADT_A01",
    "ADT^A40",
    "ORU^R01^ORU_R01",
    "ORM^O01",
    "OML^O21^OML_O21",
    "RDE^O11",
    "SIU^S12",
    "MFN^M02",
    "PPR^PC1",
    "RSP^K11^RSP_K11",
    "VXU^V04",
    "ZZZ^Z01",
];

const IDS: [&str; 34] = [
    "MSH", "EVN", "PID", "PD1", "NK1", "PV1", "PV2", "ORC", "OBR", "OBX", "NTE", "SPM", "TQ1", "RXE", "RXR", "RXC",
    "AL1", "DG1", "PR1", "ROL", "IN1", "IN2", "GT1", "SCH", "RGS", "AIS", "MFI", "MFE", "PRB", "QPD", "DSC", "ZPI",
    "QQQ", "x",
];

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[0-9]{0,9}",
        2 => "[A-Z]{0,3}",
        1 => Just("\"\"".to_owned()),
        1 => "[&^~#\\\\A-Z0-9.+-]{0,12}",
        1 => "\\PC{0,5}",
    ]
}

fn segment() -> impl Strategy<Value = String> {
    let fields = prop::collection::vec(value(), 0..20).prop_map(|fields| fields.join("|"));
    (prop::sample::select(&IDS[..]), fields).prop_map(|(id, fields)| format!("{id}|{fields}"))
}

fn message() -> impl Strategy<Value = Message> {
    let version = prop::sample::select(vec![
        "2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.8.2", "2.9", "",
    ]);
    let segments = prop::collection::vec(segment(), 0..40);
    (prop::sample::select(&TYPES[..]), version, segments).prop_map(|(message_type, version, segments)| {
        let text = format!(
            "MSH|^~\\&#|A|B|C|D|20240305||{message_type}|1|P|{version}\r{}",
            segments.join("\r")
        );
        Message::parse(text).expect("it has a header")
    })
}

fn report(message: &Message, checks: Checks) -> Report {
    let options = ValidationOptions {
        checks,
        ..ValidationOptions::strict()
    };
    validate(message, Standard::for_message(message), &options)
}

proptest! {
    #[test]
    fn every_segment_is_in_the_tree_once_and_in_order(message in message()) {
        let tree = Tree::of(&message, Standard::for_message(&message));
        prop_assert!(walked(&tree).into_iter().eq(0..message.len()));
        for position in 0..message.len() {
            let group = tree.group_of(position).expect("each segment has a group");
            prop_assert!(group.range().contains(&position));
            prop_assert!(group.segments().any(|segment| segment == position));
        }
    }

    #[test]
    fn the_path_of_a_group_leads_to_it(message in message()) {
        let tree = Tree::of(&message, Standard::for_message(&message));
        for position in 0..message.len() {
            let group = tree.group_of(position).expect("each segment has a group");
            if group.is_root() {
                continue;
            }
            let path: GroupPath = group.to_string().parse().expect("a group has a path");
            let mut found = tree.root();
            for (name, number) in path.groups() {
                found = found.groups().filter(|group| group.name() == name).nth(number - 1).expect("the path leads on");
            }
            prop_assert_eq!(found.range(), group.range());
        }
    }

    #[test]
    fn issues_are_at_places_of_the_message(message in message()) {
        let report = report(&message, Checks::all());
        prop_assert!(report.issues.is_sorted_by_key(|issue| issue.position));
        for issue in &report.issues {
            prop_assert!(issue.position < message.len());
            prop_assert!(!issue.text.is_empty() && issue.to_error_detail().diagnostic.is_some());
        }
    }

    #[test]
    fn a_check_left_out_leaves_out_its_issues_only(message in message(), left_out in prop::sample::select(&Rule::ALL[..])) {
        let mut all = report(&message, Checks::all());
        let less = report(&message, Checks::all().without(left_out));
        if all.n_omitted == 0 {
            all.issues.retain(|issue| issue.rule != left_out);
            prop_assert_eq!(all.issues, less.issues);
        }
    }

    #[test]
    fn issues_quote_no_values(secret in "[A-Z]{12,20}", field in 3_usize..30) {
        let fields = "|".repeat(field - 1);
        let text = format!("MSH|^~\\&|A|B|C|D|20240305||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||1\rPID|{fields}{secret}^{secret}&{secret}\rPV1|{fields}{secret}\r{secret}|1\r");
        let message = Message::parse(text).expect("it has a header");
        for issue in report(&message, Checks::all()).issues {
            prop_assert!(!issue.to_string().contains(&secret));
        }
    }

    #[test]
    fn texts_that_are_no_paths_and_no_definitions_are_refused_in_peace(text in "[A-Za-z0-9_.()\\[\\]{}<>|: \\n\"-]{0,60}") {
        if let Ok(path) = text.parse::<GroupPath>() {
            prop_assert_eq!(path.to_string().parse::<GroupPath>(), Ok(path));
        }
        let _ = Site::parse(&text);
        let _ = Site::parse(&format!("structures:\n  ZZZ_Z01: \"{}\"\n", text.replace(['"', '\n'], "")));
    }

    #[test]
    fn any_text_has_a_version(text in "\\PC{0,10}") {
        let version = Version::nearest(&text);
        prop_assert!(Version::ALL.contains(&version));
    }
}

#[test]
fn time_is_linear_in_the_segments() {
    // The pattern of each is one that a careless walk would search over and over.
    for (structure, pattern) in [
        ("ORU_R01", "OBX|1\rNTE|1\r"),
        ("ORU_R01", "PV1|1\r"),
        ("ORU_R01", "ORC|1\rOBR|1\r"),
        ("ORU_R01", "ZPI|1\r"),
        ("ORU_R01", "PID|1\rOBX|1\r"),
        ("ORL_O34", "SPM|1\r"),
        ("OMD_O03", "ORC|1\rTQ1|1\r"),
    ] {
        let segments = pattern.repeat(4_000);
        let text = format!("MSH|^~\\&|A|B|C|D|20240305||ZZZ^Z01^{structure}|1|P|2.5.1\r{segments}");
        let message = Message::parse(text).expect("it has a header");
        let standard = Standard::for_message(&message);
        let start = std::time::Instant::now();
        let tree = Tree::of(&message, standard);
        assert_eq!(tree.segment_count(), message.len());
        let _ = validate_tree(&message, &tree, standard, &ValidationOptions::default());
        assert!(start.elapsed().as_secs() < 20, "{pattern:?} took {:?}", start.elapsed());
    }
}
