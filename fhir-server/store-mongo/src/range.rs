//! Dates, numbers, quantities and composites: what is compared and not only equal.
//!
//! Each is an element `{p, lo, hi, …}` of the array `range`, where `p` is the index, with a bar and the unit or code behind it where there
//! is one. A condition is on one element (`$elemMatch`) and begins with `p`, as both indexes of the array do.

use mongodb::bson::{Bson, Document, doc};
use nilecare_fhir_search::{Comparison, IndexValue, StringMatch, SystemTest, Test, UriMatch, fold};

/// Returns the elements of a value; texts have none here.
pub(crate) fn elements(label: &str, value: &IndexValue) -> Vec<Document> {
    match value {
        IndexValue::Date { low, high } => vec![doc! { "p": label, "lo": *low, "hi": *high }],
        IndexValue::Number { low, high } => vec![doc! { "p": label, "lo": *low, "hi": *high }],
        IndexValue::Quantity {
            low,
            high,
            system,
            code,
        } => {
            let system = system.as_deref().unwrap_or_default();
            // A search may name the unit or not; both begin with what is equal.
            let with = |p: String| doc! { "p": p, "lo": *low, "hi": *high, "s": system };
            vec![with(label.to_owned()), with(format!("{label}|{code}"))]
        }
        IndexValue::Composite {
            system,
            code,
            second,
            third,
        } => {
            let mut element = doc! {
                "p": format!("{label}|{code}"), "lo": second.low, "hi": second.high, "y": system.as_deref().unwrap_or_default(),
                "c": &second.text, "s": second.system.as_deref().unwrap_or_default(),
            };
            if let Some((low, high)) = third {
                element.extend(doc! { "lo3": *low, "hi3": *high });
            }
            vec![element]
        }
        IndexValue::String { .. } | IndexValue::Token { .. } | IndexValue::Reference { .. } | IndexValue::Uri(_) => {
            Vec::new()
        }
    }
}

/// Returns conditions on an element, of which one has to hold; none when nothing can pass.
pub(crate) fn conditions(label: &str, test: &Test) -> Vec<Document> {
    match test {
        Test::Date { comparison, low, high } => {
            let ranges = range(
                ("lo", "hi"),
                *comparison,
                (*low).into(),
                (*high).into(),
                low <= high,
                "$lte",
            );
            all(&doc! { "p": label }, ranges)
        }
        Test::Number { comparison, low, high } => {
            all(&doc! { "p": label }, numbers(("lo", "hi"), *comparison, *low, *high))
        }
        Test::Quantity {
            comparison,
            low,
            high,
            system,
            code,
        } => {
            let p = code
                .as_ref()
                .map_or_else(|| label.to_owned(), |code| format!("{label}|{code}"));
            let mut begin = doc! { "p": p };
            begin.extend(system_is("s", system));
            all(&begin, numbers(("lo", "hi"), *comparison, *low, *high))
        }
        Test::Composite { first, second, third } => composite(label, first, second, third.as_deref()),
        Test::String { .. } | Test::Token { .. } | Test::Reference { .. } | Test::Uri { .. } => Vec::new(),
    }
}

fn composite(label: &str, first: &Test, second: &Test, third: Option<&Test>) -> Vec<Document> {
    let Test::Token { system, code } = first else {
        return Vec::new();
    };
    let mut begin = match code {
        Some(code) => doc! { "p": format!("{label}|{code}") },
        // All codes: what follows the bar.
        None => doc! { "p": { "$gte": format!("{label}|"), "$lt": format!("{label}}}") } },
    };
    begin.extend(system_is("y", system));
    let seconds = match second {
        Test::Token { system, code } => {
            let mut condition = system_is("s", system);
            condition.extend(code.as_ref().map(|code| ("c".to_owned(), Bson::from(code))));
            vec![condition]
        }
        Test::String { matching, text } => vec![doc! { "c": text_is(*matching, text) }],
        Test::Uri { matching, uri } => {
            let ways = uri_is("", *matching, uri);
            ways.into_iter().map(|way| doc! { "c": way }).collect()
        }
        Test::Reference { kind, id } => vec![match kind.as_deref() {
            Some("") => doc! { "c": id },
            Some(kind) => doc! { "c": format!("{kind}/{id}") },
            None => doc! { "c": { "$regex": format!("/{}$", quoted(id)) } },
        }],
        Test::Date { comparison, low, high } => {
            let is_range = low <= high;
            // Moments stand beside numbers in composites.
            let (low, high) = (*low as f64, *high as f64);
            range(("lo", "hi"), *comparison, low.into(), high.into(), is_range, "$lte")
        }
        Test::Number { comparison, low, high } => numbers(("lo", "hi"), *comparison, *low, *high),
        Test::Quantity {
            comparison,
            low,
            high,
            system,
            code,
        } => {
            let mut unit = system_is("s", system);
            unit.extend(code.as_ref().map(|code| ("c".to_owned(), Bson::from(code))));
            all(&unit, numbers(("lo", "hi"), *comparison, *low, *high))
        }
        Test::Composite { .. } => return Vec::new(),
    };
    let passed = all(&begin, seconds);
    match third {
        Some(Test::Number { comparison, low, high }) => {
            let thirds = numbers(("lo3", "hi3"), *comparison, *low, *high);
            passed.iter().flat_map(|first| all(first, thirds.clone())).collect()
        }
        _ => passed,
    }
}

fn all(begin: &Document, ways: Vec<Document>) -> Vec<Document> {
    let with = |way: Document| begin.clone().into_iter().chain(way).collect();
    ways.into_iter().map(with).collect()
}

fn system_is(field: &str, system: &SystemTest) -> Document {
    match system {
        SystemTest::Any => Document::new(),
        SystemTest::None => doc! { field: "" },
        SystemTest::Is(system) => doc! { field: system },
    }
}

fn numbers(fields: (&str, &str), comparison: Comparison, low: f64, high: f64) -> Vec<Document> {
    // 100 stands for all numbers that are rounded to it: from 99.5, up to but not with 100.5.
    let upto = if low < high { "$lt" } else { "$lte" };
    range(fields, comparison, low.into(), high.into(), low <= high, upto)
}

/// Compares a range that is stored with `low` to `high`; each alternative can be answered by one index.
fn range(
    (lo, hi): (&str, &str),
    comparison: Comparison,
    low: Bson,
    high: Bson,
    is_range: bool,
    upto: &str,
) -> Vec<Document> {
    let beyond = if upto == "$lt" { "$gte" } else { "$gt" };
    match comparison {
        Comparison::Equal => vec![doc! { lo: { "$gte": low, "$lte": high.clone() }, hi: { upto: high } }],
        Comparison::NotEqual => vec![doc! { lo: { "$lt": low } }, doc! { hi: { beyond: high } }],
        Comparison::GreaterOrEqual => vec![doc! { hi: { "$gt": high } }, doc! { lo: { "$gte": low } }],
        Comparison::LessOrEqual => vec![doc! { lo: { "$lt": low } }, doc! { hi: { "$lte": high } }],
        Comparison::Approximately => vec![doc! { lo: { "$lte": high }, hi: { "$gte": low } }],
        Comparison::Greater if is_range => vec![doc! { hi: { "$gt": high } }],
        Comparison::Less if is_range => vec![doc! { lo: { "$lt": low } }],
        Comparison::StartsAfter if is_range => vec![doc! { lo: { "$gt": high } }],
        Comparison::EndsBefore if is_range => vec![doc! { hi: { "$lt": low } }],
        Comparison::Greater | Comparison::Less | Comparison::StartsAfter | Comparison::EndsBefore => Vec::new(),
    }
}

fn text_is(matching: StringMatch, text: &str) -> Bson {
    match matching {
        StringMatch::Begins => doc! { "$gte": text, "$lt": format!("{text}\u{10FFFF}") }.into(),
        StringMatch::Exact => fold(text).into(),
        StringMatch::Contains => doc! { "$regex": quoted(text) }.into(),
    }
}

/// What a text may be that is `prefix` and a URI.
pub(crate) fn uri_is(prefix: &str, matching: UriMatch, uri: &str) -> Vec<Bson> {
    let with = |uri: &str| format!("{prefix}{uri}");
    match matching {
        UriMatch::Exact => vec![with(uri).into()],
        UriMatch::Below => {
            let plain = uri.trim_end_matches('/');
            let below = doc! { "$gte": with(&format!("{plain}/")), "$lt": with(&format!("{plain}0")) };
            vec![with(plain).into(), below.into()]
        }
        UriMatch::Above => {
            let ends = uri.match_indices('/').map(|(at, _)| at).chain([uri.len()]);
            ends.filter(|end| *end > 0)
                .map(|end| with(&uri[..end]).into())
                .collect()
        }
    }
}

/// Quotes text for a regular expression, so that it stands for itself.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        // Letters behind a backslash would have a meaning; everything else has none there.
        if c.is_ascii() && !c.is_ascii_alphanumeric() {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_begins_with_the_index_that_it_reads() {
        let number = |comparison| Test::Number {
            comparison,
            low: 1.0,
            high: 2.0,
        };
        use Comparison as C;
        for comparison in [
            C::Equal,
            C::NotEqual,
            C::Greater,
            C::Less,
            C::GreaterOrEqual,
            C::LessOrEqual,
            C::StartsAfter,
            C::EndsBefore,
            C::Approximately,
        ] {
            let conditions = conditions("RiskAssessment.probability", &number(comparison));
            assert!(!conditions.is_empty(), "{comparison:?}");
            for condition in conditions {
                assert_eq!(condition.keys().next().map(String::as_str), Some("p"), "{condition}");
                assert_eq!(
                    condition.get_str("p").ok(),
                    Some("RiskAssessment.probability"),
                    "{condition}"
                );
            }
        }
    }

    #[test]
    fn text_in_a_regular_expression_stands_for_itself() {
        assert_eq!(quoted("a.b*(c)"), r"a\.b\*\(c\)");
        assert_eq!(quoted("müller"), "müller");
    }
}
