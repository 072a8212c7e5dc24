use std::fmt::Write as _;

use nilecare_hl7v2::Message;

use super::*;

/// Makes a message of a type and version from segment ids.
fn message(message_type: &str, version: &str, segments: &str) -> Message {
    let mut text = format!("MSH|^~\\&|LAB|N|HUB|N|20240305||{message_type}|1|P|{version}\r");
    for id in segments.split_whitespace() {
        write!(text, "{id}|1\r").expect("a string can be written to");
    }
    Message::parse(text.as_str()).expect("it is a message")
}

fn outline(message: &Message, group: Group<'_>) -> String {
    let items = group.items().map(|item| match item {
        Item::Segment(position) => message.nth_segment(position).expect("it is there").id().to_owned(),
        Item::Group(group) => format!("{}[{}]", group.name(), outline(message, group)),
    });
    items.collect::<Vec<_>>().join(" ")
}

/// Writes the tree with the groups in brackets, without MSH.
fn tree(message_type: &str, version: &str, segments: &str) -> String {
    let message = message(message_type, version, segments);
    let tree = Tree::of(&message, Standard::for_message(&message));
    outline(&message, tree.root()).replacen("MSH ", "", 1)
}

#[test]
fn results_are_grouped_by_order() {
    assert_eq!(
        tree(
            "ORU^R01^ORU_R01",
            "2.5.1",
            "PID NTE PV1 ORC OBR NTE OBX NTE NTE OBX OBR OBX SPM OBX DSC"
        ),
        "PATIENT_RESULT[PATIENT[PID NTE VISIT[PV1]] \
         ORDER_OBSERVATION[ORC OBR NTE OBSERVATION[OBX NTE NTE] OBSERVATION[OBX]] \
         ORDER_OBSERVATION[OBR OBSERVATION[OBX] SPECIMEN[SPM OBX]]] DSC"
    );
    assert_eq!(
        tree("ORU^R01", "2.3.1", "PID OBR OBX NTE OBX PID OBR OBX"),
        "PATIENT_RESULT[PATIENT[PID] ORDER_OBSERVATION[OBR OBSERVATION[OBX NTE] OBSERVATION[OBX]]] \
         PATIENT_RESULT[PATIENT[PID] ORDER_OBSERVATION[OBR OBSERVATION[OBX]]]"
    );
}

#[test]
fn the_second_order_is_no_prior_result() {
    assert_eq!(
        tree("OML^O21^OML_O21", "2.5.1", "PID PV1 ORC TQ1 OBR OBX SPM ORC OBR"),
        "PATIENT[PID PATIENT_VISIT[PV1]] \
         ORDER[ORC TIMING[TQ1] OBSERVATION_REQUEST[OBR OBSERVATION[OBX] SPECIMEN[SPM]]] \
         ORDER[ORC OBSERVATION_REQUEST[OBR]]"
    );
    assert_eq!(
        tree("OML^O21^OML_O21", "2.5.1", "PID ORC OBR PID ORC OBR OBX ORC OBR OBX"),
        "PATIENT[PID] ORDER[ORC OBSERVATION_REQUEST[OBR PRIOR_RESULT[PATIENT_PRIOR[PID] \
         ORDER_PRIOR[ORC OBR OBSERVATION_PRIOR[OBX]] ORDER_PRIOR[ORC OBR OBSERVATION_PRIOR[OBX]]]]]"
    );
}

#[test]
fn segments_that_stand_twice_are_told_apart_by_their_place() {
    assert_eq!(
        tree(
            "ADT^A01^ADT_A01",
            "2.5.1",
            "EVN PID ROL NK1 PV1 ROL PR1 ROL PR1 IN1 IN2 ROL IN1 ACC"
        ),
        "EVN PID ROL NK1 PV1 ROL PROCEDURE[PR1 ROL] PROCEDURE[PR1] INSURANCE[IN1 IN2 ROL] INSURANCE[IN1] ACC"
    );
    assert_eq!(
        tree(
            "RDE^O11^RDE_O11",
            "2.5",
            "PID ORC TQ1 RXE TQ1 TQ2 RXR RXC OBX ORC RXE TQ1 RXR"
        ),
        "PATIENT[PID] ORDER[ORC TIMING[TQ1] RXE TIMING_ENCODED[TQ1 TQ2] RXR RXC OBSERVATION[OBX]] \
         ORDER[ORC RXE TIMING_ENCODED[TQ1] RXR]"
    );
}

#[test]
fn choices_without_a_name_are_no_groups() {
    assert_eq!(
        tree("ORM^O01", "2.4", "PID ORC OBR NTE ORC RXO OBX"),
        "PATIENT[PID] ORDER[ORC ORDER_DETAIL[OBR NTE]] ORDER[ORC ORDER_DETAIL[RXO OBSERVATION[OBX]]]"
    );
}

#[test]
fn what_does_not_fit_stays_in_the_open_group() {
    assert_eq!(
        tree("ORU^R01^ORU_R01", "2.5.1", "ZPI PID ZPD OBR OBX ZOB RXA PV1 OBX"),
        "ZPI PATIENT_RESULT[PATIENT[PID ZPD] ORDER_OBSERVATION[OBR OBSERVATION[OBX ZOB RXA PV1] OBSERVATION[OBX]]]"
    );
    assert_eq!(
        tree("ADT^A01^ADT_A01", "2.5.1", "PV1 PID EVN IN1 GT1 IN1 NK1"),
        "PV1 PID EVN INSURANCE[IN1] GT1 INSURANCE[IN1] NK1"
    );
    assert_eq!(
        tree("SIU^S12^SIU_S12", "2.3.1", "SCH PID AIS AIP AIS AIL"),
        "SCH PATIENT[PID] RESOURCES[SERVICE[AIS] PERSONNEL_RESOURCE[AIP] SERVICE[AIS] LOCATION_RESOURCE[AIL]]"
    );
    assert_eq!(tree("ZZZ^Z99", "2.5.1", "PID ZZ1 OBX"), "PID ZZ1 OBX");
}

#[test]
fn requests_without_their_order_are_still_divided() {
    assert_eq!(
        tree("OML^O21^OML_O21", "2.5.1", "PID ORC OBR OBX OBR OBX"),
        "PATIENT[PID] ORDER[ORC OBSERVATION_REQUEST[OBR OBSERVATION[OBX]] OBSERVATION_REQUEST[OBR OBSERVATION[OBX]]]"
    );
    assert_eq!(
        tree("ORU^R01^ORU_R01", "2.5.1", "PID PV1 PV1 ORC OBX ORC OBX"),
        "PATIENT_RESULT[PATIENT[PID VISIT[PV1] VISIT[PV1]] ORDER_OBSERVATION[ORC OBSERVATION[OBX]] \
         ORDER_OBSERVATION[ORC OBSERVATION[OBX]]]"
    );
}

#[test]
fn groups_and_segments_are_found_by_name_and_number() {
    let message = message("ORU^R01^ORU_R01", "2.5.1", "PID OBR NTE OBX OBX NTE OBR OBX");
    let tree = Tree::of(&message, Standard::for_message(&message));
    let order = tree.root().group("ORDER_OBSERVATION", 1).expect("it is there");
    assert_eq!(order.to_string(), "PATIENT_RESULT(1).ORDER_OBSERVATION(1)");
    assert_eq!(order.groups_named("observation").count(), 2);
    assert_eq!((order.segment("NTE", 1), order.segment("NTE", 2)), (Some(3), None));
    assert_eq!((order.segment("OBX", 2), order.segment("OBX", 3)), (Some(5), None));
    assert_eq!(tree.root().segment("OBX", 3), Some(8));
    assert_eq!(
        tree.group_of(6).map(|group| group.to_string()).as_deref(),
        Some("PATIENT_RESULT(1).ORDER_OBSERVATION(1).OBSERVATION(2)")
    );
    assert_eq!(
        tree.root()
            .group("OBSERVATION", 3)
            .and_then(|group| group.parent())
            .map(|group| group.number()),
        Some(2)
    );
    assert_eq!(tree.root().groups().count(), 1);
    assert!(tree.fits());
}
