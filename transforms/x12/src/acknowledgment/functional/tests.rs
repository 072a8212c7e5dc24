use super::*;

const SAMPLE: &str = include_str!("../../../samples/two-groups.x12");

fn stamp() -> FunctionalStamp {
    let control_number = ControlNumber::new(9).expect("it is within the bounds");
    let at = jiff::civil::date(2026, 1, 6).at(7, 5, 0, 0);
    FunctionalStamp {
        interchange: Stamp { control_number, at },
        group_control_number: ControlNumber::new(50).expect("it is within the bounds"),
    }
}

fn answer(from: &str, to: &str) -> String {
    let received = Interchange::parse(SAMPLE.replacen(from, to, 1)).expect("the text is an interchange");
    let text = acknowledge(&received, &received.check_envelope(), &stamp()).expect("there are groups");
    let answer = Interchange::parse(text.as_str()).expect("the answer is an interchange");
    assert_eq!(answer.check_envelope().problems(), []);
    text
}

#[test]
fn sound_groups_are_accepted() {
    let expected = concat!(
        "ISA*00*          *00*          *ZZ*RIVERHEALTH    *ZZ*NORTHCLINIC    *260106*0705*^*00501*000000009*0*T*:~\n",
        "GS*FA*RIVERHEALTH*NORTHCLINIC*20260106*0705*50*X*005010X231A1~\n",
        "ST*999*0001*005010X231A1~\n",
        "AK1*HS*1*005010X279A1~\n",
        "AK2*270*0001*005010X279A1~\n",
        "IK5*A~\n",
        "AK2*270*0002*005010X279A1~\n",
        "IK5*A~\n",
        "AK9*A*2*2*2~\n",
        "SE*8*0001~\n",
        "GE*1*50~\n",
        "GS*FA*RIVERHEALTH*NORTHCLINIC*20260106*0705*51*X*005010X231A1~\n",
        "ST*999*0001*005010X231A1~\n",
        "AK1*HR*2*005010X212~\n",
        "AK2*276*0001*005010X212~\n",
        "IK5*A~\n",
        "AK9*A*1*1*1~\n",
        "SE*6*0001~\n",
        "GE*1*51~\n",
        "IEA*2*000000009~\n",
    );
    assert_eq!(answer("", ""), expected);
}

#[test]
fn transaction_set_with_a_problem_is_rejected_and_the_group_partly_accepted() {
    for (from, to, code) in [
        ("SE*4*0001~\n", "", "2"),
        ("SE*4*0001", "SE*4*0007", "3"),
        ("SE*4*0001", "SE*5*0001", "4"),
        ("ST*270*0001", "ST**0001", "6"),
    ] {
        let text = answer(from, to);
        assert!(text.contains(&format!("IK5*R*{code}~")), "{text}");
        assert!(text.contains("AK9*P*2*2*1~"), "{text}");
    }
    assert!(answer("ST*270*0002", "ST*270*0001").contains("IK5*R*23*3~"));
}

#[test]
fn segment_without_a_proper_id_is_told() {
    let text = answer("BHT*", "bhtx*");
    assert!(text.contains("IK3*bht*2**1~\nIK5*R*5~"), "{text}");
}

#[test]
fn group_with_a_problem_is_rejected_as_a_whole() {
    for (from, to, expected) in [
        ("GE*2*1~\n", "", "AK9*R*2*2*0*3~"),
        ("GE*2*1", "GE*2*7", "AK9*R*2*2*0*4~"),
        ("GE*2*1", "GE*3*1", "AK9*R*3*2*0*5~"),
    ] {
        let text = answer(from, to);
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("AK2*270"), "{text}");
    }
}

#[test]
fn acknowledgments_are_not_acknowledged() {
    let received = Interchange::parse(answer("", "")).expect("the answer is an interchange");
    assert_eq!(acknowledge(&received, &received.check_envelope(), &stamp()), None);
}
