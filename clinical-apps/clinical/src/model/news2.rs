//! The National Early Warning Score 2 as the Royal College of Physicians published it in 2017 (chart 1 and chart 2).

use jiff::civil::Date;
use nilecare_contracts::clinical::{
    Consciousness, News2Assessment, News2Band, News2Parameter, News2Part, News2Score, SpO2Scale, VitalSigns,
};

/// The score is made for nobody younger.
const ADULT: i16 = 16;

/// Makes the score of vital signs; `birth_date` as far as it is known.
pub(crate) fn assess(signs: &VitalSigns, birth_date: Option<&str>, today: Date) -> News2Assessment {
    if birth_date.is_some_and(|birth| is_child(birth, today)) {
        return News2Assessment {
            is_child: true,
            ..News2Assessment::default()
        };
    }
    let on_oxygen = signs.oxygen.as_ref().map(|oxygen| oxygen.supplemental);
    let saturation = match (signs.spo2, signs.spo2_scale, on_oxygen) {
        (Some(spo2), SpO2Scale::Scale1, _) => Some(scale_1(spo2)),
        (Some(spo2), SpO2Scale::Scale2, Some(on_oxygen)) => Some(scale_2(spo2, on_oxygen)),
        _ => None,
    };
    let all = [
        (News2Parameter::RespiratoryRate, signs.respiratory_rate.map(respiration)),
        (News2Parameter::Spo2, saturation),
        (News2Parameter::Oxygen, on_oxygen.map(|given| if given { 2 } else { 0 })),
        (News2Parameter::Systolic, signs.systolic.map(systolic)),
        (News2Parameter::HeartRate, signs.heart_rate.map(pulse)),
        (News2Parameter::Consciousness, signs.consciousness.map(consciousness)),
        (News2Parameter::Temperature, signs.temperature.map(temperature)),
    ];
    let is_missing = |parameter: News2Parameter| match parameter {
        // Scale 2 cannot be read without knowing what is breathed, yet the saturation was taken.
        News2Parameter::Spo2 => signs.spo2.is_none(),
        _ => true,
    };
    let missing: Vec<_> = all
        .iter()
        .filter(|(parameter, points)| points.is_none() && is_missing(*parameter))
        .map(|(parameter, _)| *parameter)
        .collect();
    let parts: Vec<_> = all
        .iter()
        .filter_map(|&(parameter, points)| points.map(|points| News2Part { parameter, points }))
        .collect();
    News2Assessment {
        score: (missing.is_empty() && parts.len() == all.len()).then(|| score(parts)),
        missing,
        is_child: false,
    }
}

fn score(parts: Vec<News2Part>) -> News2Score {
    let total = parts.iter().map(|part| part.points).sum();
    let has_single_three = parts.iter().any(|part| part.points == 3);
    let band = match total {
        7.. => News2Band::High,
        5..=6 => News2Band::Medium,
        _ if has_single_three => News2Band::LowMedium,
        _ => News2Band::Low,
    };
    News2Score {
        total,
        parts,
        has_single_three,
        band,
    }
}

/// A year or a month alone counts by its last day: who may be a child is taken for one.
fn is_child(birth: &str, today: Date) -> bool {
    let last_day = match birth.len() {
        4 => format!("{birth}-12-31").parse::<Date>(),
        7 => format!("{birth}-01").parse::<Date>().map(Date::last_of_month),
        _ => birth.parse::<Date>(),
    };
    let Ok(born) = last_day else { return false };
    let years = today.year() - born.year();
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    years - i16::from(!had_birthday) < ADULT
}

fn respiration(rate: u32) -> u8 {
    match rate {
        0..=8 => 3,
        9..=11 => 1,
        12..=20 => 0,
        21..=24 => 2,
        25.. => 3,
    }
}

fn scale_1(spo2: u32) -> u8 {
    match spo2 {
        0..=91 => 3,
        92..=93 => 2,
        94..=95 => 1,
        96.. => 0,
    }
}

fn scale_2(spo2: u32, on_oxygen: bool) -> u8 {
    match (spo2, on_oxygen) {
        (0..=83, _) => 3,
        (84..=85, _) => 2,
        (86..=87, _) => 1,
        (88..=92, _) | (_, false) => 0,
        (93..=94, true) => 1,
        (95..=96, true) => 2,
        (97.., true) => 3,
    }
}

fn systolic(pressure: u32) -> u8 {
    match pressure {
        0..=90 => 3,
        91..=100 => 2,
        101..=110 => 1,
        111..=219 => 0,
        220.. => 3,
    }
}

fn pulse(rate: u32) -> u8 {
    match rate {
        0..=40 => 3,
        41..=50 => 1,
        51..=90 => 0,
        91..=110 => 1,
        111..=130 => 2,
        131.. => 3,
    }
}

fn consciousness(level: Consciousness) -> u8 {
    if level == Consciousness::Alert { 0 } else { 3 }
}

/// The chart has one decimal place, so the reading is rounded to it.
fn temperature(celsius: f64) -> u8 {
    let reading = (celsius * 10.0).round() / 10.0;
    if reading <= 35.0 {
        3
    } else if reading <= 36.0 {
        1
    } else if reading <= 38.0 {
        0
    } else if reading <= 39.0 {
        1
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::{Value, json};

    const TODAY: Date = date(2026, 11, 22);

    fn well() -> Value {
        json!({
            "respiratory_rate": 16, "spo2": 97, "oxygen": {"supplemental": false}, "systolic": 120, "heart_rate": 70,
            "consciousness": "alert", "temperature": 37.0,
        })
    }

    fn signs(values: Value) -> VitalSigns {
        let mut all = json!({
            "id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "version": 1, "patient_id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "recorded_by": "n",
            "changed_by": "n", "news2": {}, "taken_at": "2026-11-22T10:00:00Z", "created_at": "2026-11-22T10:00:00Z",
            "updated_at": "2026-11-22T10:00:00Z",
        });
        for (name, value) in values.as_object().expect("an object") {
            all[name] = value.clone();
        }
        serde_json::from_value(all).expect("vital signs")
    }

    fn points(field: &str, value: Value) -> u8 {
        let mut values = well();
        values[field] = value;
        let score = assess(&signs(values), None, TODAY)
            .score
            .expect("all parameters are there");
        score.total
    }

    #[test]
    fn each_parameter_has_the_points_of_the_chart_on_both_sides_of_each_bound() {
        let table: [(&str, &[(u32, u8)]); 4] = [
            (
                "respiratory_rate",
                &[(8, 3), (9, 1), (11, 1), (12, 0), (20, 0), (21, 2), (24, 2), (25, 3)],
            ),
            (
                "spo2",
                &[(91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0), (100, 0)],
            ),
            (
                "systolic",
                &[
                    (90, 3),
                    (91, 2),
                    (100, 2),
                    (101, 1),
                    (110, 1),
                    (111, 0),
                    (219, 0),
                    (220, 3),
                ],
            ),
            (
                "heart_rate",
                &[
                    (40, 3),
                    (41, 1),
                    (50, 1),
                    (51, 0),
                    (90, 0),
                    (91, 1),
                    (110, 1),
                    (111, 2),
                    (130, 2),
                    (131, 3),
                ],
            ),
        ];
        for (field, values) in table {
            for &(value, expected) in values {
                assert_eq!(points(field, json!(value)), expected, "{field} {value}");
            }
        }
        for (value, expected) in [
            (35.0, 3),
            (35.04, 3),
            (35.1, 1),
            (36.0, 1),
            (36.1, 0),
            (38.0, 0),
            (38.1, 1),
            (39.0, 1),
            (39.1, 2),
        ] {
            assert_eq!(points("temperature", json!(value)), expected, "temperature {value}");
        }
        for (level, expected) in [
            ("alert", 0),
            ("confusion", 3),
            ("voice", 3),
            ("pain", 3),
            ("unresponsive", 3),
        ] {
            assert_eq!(points("consciousness", json!(level)), expected, "{level}");
        }
        assert_eq!(points("oxygen", json!({"supplemental": true})), 2);
    }

    #[test]
    fn scale_2_counts_too_much_oxygen_only_when_it_is_given() {
        let total = |spo2: u32, on_oxygen: bool| {
            let mut values = well();
            values["spo2"] = json!(spo2);
            values["spo2_scale"] = json!("scale-2");
            values["oxygen"] = json!({"supplemental": on_oxygen});
            let score = assess(&signs(values), None, TODAY).score.expect("all are there");
            score.total - if on_oxygen { 2 } else { 0 }
        };
        for (spo2, air, oxygen) in [
            (83, 3, 3),
            (84, 2, 2),
            (85, 2, 2),
            (86, 1, 1),
            (87, 1, 1),
            (88, 0, 0),
            (92, 0, 0),
            (93, 0, 1),
            (94, 0, 1),
            (95, 0, 2),
            (96, 0, 2),
            (97, 0, 3),
            (100, 0, 3),
        ] {
            assert_eq!((total(spo2, false), total(spo2, true)), (air, oxygen), "{spo2}");
        }
    }

    #[test]
    fn bands_follow_the_sum_and_a_single_three() {
        let band = |change: Value| {
            let mut values = well();
            for (name, value) in change.as_object().expect("an object") {
                values[name] = value.clone();
            }
            let score = assess(&signs(values), None, TODAY).score.expect("all are there");
            (score.total, score.band)
        };
        assert_eq!(band(json!({})), (0, News2Band::Low));
        assert_eq!(band(json!({"spo2": 92, "respiratory_rate": 21})), (4, News2Band::Low));
        assert_eq!(band(json!({"systolic": 90})), (3, News2Band::LowMedium));
        assert_eq!(band(json!({"systolic": 90, "heart_rate": 111})), (5, News2Band::Medium));
        assert_eq!(
            band(json!({"systolic": 90, "consciousness": "voice"})),
            (6, News2Band::Medium)
        );
        let worse = json!({"systolic": 90, "consciousness": "voice", "temperature": 38.5});
        assert_eq!(band(worse), (7, News2Band::High));
    }

    #[test]
    fn without_one_parameter_there_is_no_score_and_it_is_named() {
        for field in well().as_object().expect("an object").keys() {
            let mut values = well();
            values.as_object_mut().expect("an object").remove(field);
            let assessment = assess(&signs(values), None, TODAY);
            let missing = serde_json::to_value(&assessment.missing).expect("it serialises");
            let name = field.replace('_', "-");
            assert_eq!((assessment.score, missing), (None, json!([name])), "{field}");
        }
    }

    #[test]
    fn there_is_no_score_for_children() {
        for (birth, is_child) in [
            ("2010-11-22", false),
            ("2010-11-23", true),
            ("2010-11", true),
            ("2010", true),
            ("2009", false),
            ("2026-01-01", true),
        ] {
            let assessment = assess(&signs(well()), Some(birth), TODAY);
            assert_eq!(
                (assessment.is_child, assessment.score.is_none()),
                (is_child, is_child),
                "{birth}"
            );
        }
    }
}
