//! One row of a table: where it reads, where it writes, how, and when.
//!
//! ```text
//! PID-5    -> name*                : XPN[HumanName]
//! PID-8    -> gender               : CWE[code]  via AdministrativeSex
//! PID-13   -> telecom[home]*.use   = "home"     when PID-13.2 not valued
//! PID-1    -> nothing              # a set id
//! ```
//!
//! `: TABLE of OBX-3` applies the table to another field, as often as the row's source has repetitions.

use super::error::Place;
use super::expression::{self, Expression};
use super::target::{self, Step};
use super::words::{Word, words};
use super::{Condition, Source, condition};

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// Where it reads.
    pub source: Source,
    /// Where it writes; `None` takes the value without writing it.
    pub target: Option<Vec<Step>>,
    /// The target as it is written, for overlays.
    pub target_text: String,
    /// How it writes.
    pub action: Action,
    /// Where the table that it applies reads, when that is not the row's source.
    pub of: Option<Source>,
    /// The table of codes that the value is looked up in.
    pub codes: Option<String>,
    /// When it applies.
    pub condition: Option<Condition>,
}

/// How a row writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The value, converted to the element's own type.
    Copy,
    /// Another table, applied to the element.
    Apply(String),
    /// A coding from code, display, system and version at these parts; 0 where there is none.
    Coding([u16; 4]),
    /// The system of an identifier from namespace, universal id and its type at these parts.
    Authority([u16; 3]),
    /// The name of a code system, as its URL.
    CodeSystem,
    /// What an expression gives.
    Write(Expression),
}

/// Reads a row; `Err` says what was expected.
pub fn parse(line: &str, place: &Place) -> Result<Row, String> {
    let words = words(line)?;
    let [source, arrow, rest @ ..] = words.as_slice() else {
        return Err("expected a row such as `PID-5 -> name : XPN[HumanName]`".to_owned());
    };
    let source = Source::parse(source.text)
        .ok_or_else(|| format!("expected a place such as PID-5, XPN.1 or -, found `{}`", source.text))?;
    if arrow.text != "->" {
        return Err(format!("expected `->` after {source}, found `{}`", arrow.text));
    }
    let clauses = Clauses::split(line, rest);
    let target_text = clauses.target.trim().to_owned();
    let target = match target_text.as_str() {
        "" => return Err("expected an element after `->`".to_owned()),
        "nothing" => None,
        text => Some(target::parse(text)?),
    };
    Ok(Row {
        place: place.clone(),
        source,
        target,
        target_text,
        action: action(&clauses)?,
        of: clauses.of()?,
        codes: clauses.via.map(one_word).transpose()?,
        condition: clauses.when.map(condition::parse).transpose()?,
    })
}

/// Reads `PID-5 -> name` or `PID-5`, as it stands after `remove`.
pub fn parse_removed(text: &str) -> Result<(Source, Option<String>), String> {
    let (source, target) = match text.split_once("->") {
        Some((source, target)) => (source.trim(), Some(target.trim().to_owned())),
        None => (text.trim(), None),
    };
    let source = Source::parse(source).ok_or_else(|| format!("expected a place such as PID-5, found `{source}`"))?;
    Ok((source, target))
}

/// The parts of a row after the arrow.
struct Clauses<'a> {
    target: &'a str,
    converter: Option<&'a str>,
    of: Option<&'a str>,
    assign: Option<Vec<Word<'a>>>,
    via: Option<&'a str>,
    when: Option<&'a str>,
}

impl<'a> Clauses<'a> {
    fn split(line: &'a str, words: &[Word<'a>]) -> Clauses<'a> {
        let end = words.last().map_or(line.len(), Word::end);
        let start = words.first().map_or(end, |word| word.start);
        let position = |mark: &str, before: usize| words[..before].iter().position(|word| word.text == mark);
        let when = position("when", words.len());
        let n_before_when = when.unwrap_or(words.len());
        let via = position("via", n_before_when);
        let n_before_via = via.unwrap_or(n_before_when);
        let mark = [position(":", n_before_via), position("=", n_before_via)];
        let mark = mark.into_iter().flatten().min();
        let n_target = mark.unwrap_or(n_before_via);
        let text = |from: usize, to: usize| {
            let start = words.get(from).map_or(end, |word| word.start);
            let end = if to == 0 { start } else { words[to - 1].end() };
            line.get(start..end).unwrap_or_default()
        };
        let is_assignment = mark.is_some_and(|mark| words[mark].text == "=");
        Clauses {
            target: line
                .get(
                    start..if n_target == 0 {
                        start
                    } else {
                        words[n_target - 1].end()
                    },
                )
                .unwrap_or_default(),
            of: mark.filter(|_| !is_assignment).and_then(|mark| {
                let of = position("of", n_before_via).filter(|of| *of > mark)?;
                Some(text(of + 1, n_before_via))
            }),
            converter: mark.filter(|_| !is_assignment).map(|mark| {
                let of = position("of", n_before_via).filter(|of| *of > mark);
                text(mark + 1, of.unwrap_or(n_before_via))
            }),
            assign: mark
                .filter(|_| is_assignment)
                .map(|mark| words[mark + 1..n_before_via].to_vec()),
            via: via.map(|via| text(via + 1, n_before_when)),
            when: when.map(|when| text(when + 1, words.len())),
        }
    }
}

impl Clauses<'_> {
    fn of(&self) -> Result<Option<Source>, String> {
        let Some(of) = self.of else { return Ok(None) };
        let source = Source::parse(of).filter(Source::is_field);
        source
            .map(Some)
            .ok_or_else(|| format!("expected a place such as OBX-3 after `of`, found `{of}`"))
    }
}

fn action(clauses: &Clauses<'_>) -> Result<Action, String> {
    if let Some(words) = &clauses.assign {
        return Ok(Action::Write(expression::parse(words)?));
    }
    let Some(converter) = clauses.converter else {
        return Ok(Action::Copy);
    };
    if converter == "system" {
        return Ok(Action::CodeSystem);
    }
    if converter.contains('[') {
        return Ok(Action::Apply(one_word(converter)?));
    }
    let expected = || format!("expected a table such as XPN[HumanName], found `{converter}`");
    let (name, numbers) = converter
        .strip_suffix(')')
        .and_then(|text| text.split_once('('))
        .ok_or_else(expected)?;
    let numbers: Result<Vec<u16>, _> = numbers.split(',').map(|number| number.trim().parse()).collect();
    let numbers = numbers.map_err(|_| format!("expected numbers of components, found `{converter}`"))?;
    match (name, numbers.as_slice()) {
        ("coding", [code, display, system, version]) => Ok(Action::Coding([*code, *display, *system, *version])),
        ("authority", [namespace, id, kind]) => Ok(Action::Authority([*namespace, *id, *kind])),
        _ => Err(expected()),
    }
}

fn one_word(text: &str) -> Result<String, String> {
    if text.is_empty() || text.contains(char::is_whitespace) {
        return Err(format!("expected the name of one table, found `{text}`"));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Row {
        parse(line, &Place::default()).unwrap_or_else(|problem| panic!("{line}: {problem}"))
    }

    #[test]
    fn the_clauses_of_a_row_are_read() {
        let row = read("PID-8 -> gender : CWE[code] via AdministrativeSex when PID-8 = \"via\"  # note");
        assert_eq!(row.action, Action::Apply("CWE[code]".to_owned()));
        assert_eq!(row.codes.as_deref(), Some("AdministrativeSex"));
        assert!(row.condition.is_some());
        let row = read("PV1-7 -> participant[a]*.individual > Practitioner : XCN[Practitioner]");
        assert_eq!(row.target.map(|steps| steps.len()), Some(2));
        let row = read("PID-13 -> telecom[home]*.use = \"home\" when PID-13.2 not valued");
        assert!(matches!(row.action, Action::Write(Expression::Text(_))));
        assert_eq!(read("PID-1 -> nothing").target, None);
        let row = read("OBX-5 -> component*.code : CWE[CodeableConcept] of OBX-3 when OBX-2 = NM");
        assert_eq!(row.of.map(|of| of.to_string()).as_deref(), Some("OBX-3"));
        assert_eq!(
            read("CWE -> coding[1] : coding(1, 2, 3, 7)").action,
            Action::Coding([1, 2, 3, 7])
        );
    }

    #[test]
    fn what_is_no_row_is_refused() {
        for line in [
            "PID-5",
            "PID-5 name",
            "PID-5 ->",
            "x -> y",
            "PID-5 -> a : b",
            "PID-5 -> a : coding(1)",
            "A-1 -> a via b c",
        ] {
            assert!(parse(line, &Place::default()).is_err(), "{line}");
        }
    }
}
