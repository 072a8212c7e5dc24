//! Tables of the way back: where the fields of a segment or the components of a data type come from.
//!
//! ```text
//! fill PID[Patient]
//! PID-5    <- name                                : XPN[HumanName]
//! PID-8    <- gender                              via AdministrativeSex
//! PID-14   <- telecom(use=work)                   : XTN[ContactPoint]
//! PV1-7    <- participant(type.coding.code=ATND).individual> : XCN[Practitioner]
//! PID-1    = "1"
//!
//! write ADT_A08  ADT^A08
//!   EVN from Patient
//!   PID from Patient
//!   AL1 from AllergyIntolerance
//! ```
//!
//! A path goes through all instances of a list; `name(1)` is the first, `telecom(use=work)` those with this value, `!=` those
//! without, `extension<…>` those with this URL. `subject>` follows a reference, `actor>(resourceType=Patient)` to such
//! resources only. In a message, a path begins at the bundle
//! with a type, or at the resource of the group around it; `each PATH {` … `}` repeats its segments. With `else` at the end of its line,
//! a segment is written only where none with its id was.

use super::Source;
use super::error::Place;
use super::target::EXTENSIONS;
use super::words::{Word, words};

/// A row that fills a place of a segment or data type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FillRow {
    /// Where it stands.
    pub place: Place,
    /// What it fills.
    pub target: Source,
    /// With what.
    pub value: FillValue,
    /// When it applies: a path that must lead to something, or, negated, to nothing.
    pub condition: Option<(ReadPath, bool)>,
}

/// What a place is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FillValue {
    /// A fixed text.
    Fixed(String),
    /// What stands at a path.
    Read {
        /// The path.
        path: ReadPath,
        /// How it is written.
        converter: Converter,
        /// The table of codes, read backwards.
        codes: Option<String>,
    },
}

/// How a value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Converter {
    /// As it is.
    Text,
    /// A date or time, as a message has it.
    Date,
    /// `Y` or `N`.
    YesNo,
    /// The URL of a system as namespace, universal id and type.
    Authority,
    /// The codings of a concept as code, text and system, twice.
    Coding,
    /// base64 as the text that it stands for.
    Decoded,
    /// Another table.
    Apply(String),
}

/// A path through a resource.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadPath {
    /// The steps; none for the value itself.
    pub steps: Vec<ReadStep>,
    /// As it is written.
    pub text: String,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadStep {
    /// The element; at the bundle, the type of resources.
    pub name: String,
    /// The URL of an extension.
    pub url: Option<String>,
    /// Which instances.
    pub filter: Filter,
    /// Whether the reference is followed.
    pub is_followed: bool,
    /// Which of the resources that were followed to.
    pub resources: Filter,
}

/// Which instances of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// One by its number, from 1.
    Number(usize),
    /// Those where a value stands at these elements (or, negated, does not).
    Value {
        /// Elements, one below the other.
        elements: Vec<String>,
        /// The value.
        value: String,
        /// Whether it must not stand there.
        is_negated: bool,
    },
}

/// A part of a message that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteItem {
    /// A segment for each resource or element at a path.
    Segment {
        /// Where it stands.
        place: Place,
        /// The segment's id.
        id: String,
        /// The path.
        path: ReadPath,
        /// The table; by default that of the segment and the resource's type.
        table: Option<String>,
        /// Whether it is written only where no segment with this id was.
        is_last_resort: bool,
    },
    /// Parts that repeat for each resource at a path.
    Each {
        /// The path.
        path: ReadPath,
        /// The parts.
        items: Vec<WriteItem>,
    },
}

/// Reads a row of a `fill` table.
pub fn parse_row(line: &str, place: &Place) -> Result<FillRow, String> {
    let words = words(line)?;
    let (words, condition) = match words.iter().position(|word| word.text == "when") {
        Some(when) => (&words[..when], Some(condition(&words[when + 1..])?)),
        None => (words.as_slice(), None),
    };
    let [target, sign, rest @ ..] = words else {
        return Err("expected a row such as `PID-5 <- name : XPN[HumanName]`".to_owned());
    };
    let target = Source::parse(target.text)
        .filter(|target| !target.is_nothing())
        .ok_or_else(|| format!("expected a place such as PID-5, found `{}`", target.text))?;
    let value = match (sign.text, rest) {
        ("=", [text]) => FillValue::Fixed(text.plain().to_owned()),
        ("<-", [path, rest @ ..]) => read(path, rest)?,
        _ => return Err(format!("expected `<- PATH` or `= \"TEXT\"` after {target}")),
    };
    Ok(FillRow {
        place: place.clone(),
        target,
        value,
        condition,
    })
}

fn condition(words: &[Word<'_>]) -> Result<(ReadPath, bool), String> {
    match words {
        [path] => Ok((parse_path(path.text)?, true)),
        [not, path] if not.text == "not" => Ok((parse_path(path.text)?, false)),
        _ => Err("expected `when PATH` or `when not PATH`".to_owned()),
    }
}

fn read(path: &Word<'_>, rest: &[Word<'_>]) -> Result<FillValue, String> {
    let (converter, rest) = match rest {
        [colon, name, rest @ ..] if colon.text == ":" => (converter(name.text)?, rest),
        rest => (Converter::Text, rest),
    };
    let codes = match rest {
        [] => None,
        [via, name] if via.text == "via" => Some(name.text.to_owned()),
        [other, ..] => return Err(format!("expected `: TABLE` or `via CODES`, found `{}`", other.text)),
    };
    Ok(FillValue::Read {
        path: parse_path(path.text)?,
        converter,
        codes,
    })
}

fn converter(name: &str) -> Result<Converter, String> {
    Ok(match name {
        "text" => Converter::Text,
        "date" => Converter::Date,
        "yesno" => Converter::YesNo,
        "authority" => Converter::Authority,
        "coding" => Converter::Coding,
        "decoded" => Converter::Decoded,
        name if name.ends_with(']') => Converter::Apply(name.to_owned()),
        name => return Err(format!("expected a table such as XPN[HumanName], found `{name}`")),
    })
}

/// Reads a path.
pub fn parse_path(text: &str) -> Result<ReadPath, String> {
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && text != "." {
        let is_inner = steps.last().is_some_and(|before: &ReadStep| before.url.is_some());
        let (step, after) = parse_step(rest, is_inner).ok_or_else(|| format!("expected a path, found `{text}`"))?;
        steps.push(step);
        rest = after;
    }
    Ok(ReadPath {
        steps,
        text: text.to_owned(),
    })
}

fn parse_step(text: &str, is_inner: bool) -> Option<(ReadStep, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    if name.is_empty() {
        return None;
    }
    let mut step = ReadStep {
        name: name.to_owned(),
        ..ReadStep::default()
    };
    if let Some(after) = rest.strip_prefix('<') {
        let (url, after) = after.split_once('>')?;
        step.url = Some(if is_inner || url.contains(':') {
            url.to_owned()
        } else {
            format!("{EXTENSIONS}{url}")
        });
        rest = after;
    }
    if let Some(after) = rest.strip_prefix('(') {
        let (filter, after) = after.split_once(')')?;
        step.filter = parse_filter(filter)?;
        rest = after;
    }
    if let Some(after) = rest.strip_prefix('>') {
        step.is_followed = true;
        rest = after;
        if let Some(after) = rest.strip_prefix('(') {
            let (filter, after) = after.split_once(')')?;
            step.resources = parse_filter(filter)?;
            rest = after;
        }
    }
    match rest.strip_prefix('.') {
        Some(after) if !after.is_empty() => Some((step, after)),
        None if rest.is_empty() => Some((step, rest)),
        _ => None,
    }
}

fn parse_filter(text: &str) -> Option<Filter> {
    if let Ok(number) = text.parse::<usize>() {
        return (number > 0).then_some(Filter::Number(number));
    }
    let (elements, value) = text.split_once('=')?;
    let (elements, is_negated) = match elements.strip_suffix('!') {
        Some(elements) => (elements, true),
        None => (elements, false),
    };
    Some(Filter::Value {
        elements: elements.split('.').map(str::to_owned).collect(),
        value: value.to_owned(),
        is_negated,
    })
}

/// Groups may lie in one another so deep.
const MAX_DEPTH: usize = 8;

/// Reads the lines of a `write` section.
#[derive(Debug, Default)]
pub struct Reader {
    open: Vec<(ReadPath, Vec<WriteItem>)>,
    items: Vec<WriteItem>,
}

impl Reader {
    /// Reads one line; `Err` says what was expected.
    pub fn read(&mut self, line: &str, place: &Place) -> Result<(), String> {
        let words = words(line)?;
        let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
        match texts.as_slice() {
            [] => {}
            ["}"] => {
                let (path, items) = self.open.pop().ok_or("expected `each PATH {` before `}`")?;
                self.now().push(WriteItem::Each { path, items });
            }
            ["each", path, "{"] => {
                if self.open.len() == MAX_DEPTH {
                    return Err(format!("expected at most {MAX_DEPTH} groups within one another"));
                }
                self.open.push((parse_path(path)?, Vec::new()));
            }
            [id, "from", path, rest @ ..] if id.len() == 3 => {
                let (rest, is_last_resort) = match rest {
                    [rest @ .., "else"] => (rest, true),
                    rest => (rest, false),
                };
                let table = match rest {
                    [] => None,
                    ["as", table] => Some((*table).to_owned()),
                    _ => return Err("expected `as TABLE`, `else` or the end of the line".to_owned()),
                };
                let item = WriteItem::Segment {
                    place: place.clone(),
                    id: (*id).to_owned(),
                    path: parse_path(path)?,
                    table,
                    is_last_resort,
                };
                self.now().push(item);
            }
            _ => return Err("expected `SEGMENT from PATH`, `each PATH {` or `}`".to_owned()),
        }
        Ok(())
    }

    fn now(&mut self) -> &mut Vec<WriteItem> {
        match self.open.last_mut() {
            Some((_, items)) => items,
            None => &mut self.items,
        }
    }

    /// Ends the section.
    pub fn finish(self) -> Result<Vec<WriteItem>, String> {
        if self.open.is_empty() {
            Ok(self.items)
        } else {
            Err("expected `}` after `each`".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_paths_are_read() {
        let place = Place::default();
        let row = parse_row(
            "PV1-7 <- participant(type.coding.code=ATND).individual> : XCN[Practitioner] when not x(1)",
            &place,
        )
        .expect("it is a row");
        let FillValue::Read { path, converter, .. } = row.value else {
            panic!("it reads")
        };
        assert_eq!(path.steps.len(), 2);
        assert!(path.steps[1].is_followed && matches!(path.steps[0].filter, Filter::Value { .. }));
        assert_eq!(converter, Converter::Apply("XCN[Practitioner]".to_owned()));
        assert_eq!(row.condition.map(|(_, is_wanted)| is_wanted), Some(false));
        assert!(parse_path("extension<patient-religion>.valueString").is_ok());
        for line in [
            "PID-5",
            "PID-5 <- ",
            "PID-5 <- a..b",
            "PID-5 <- a(x",
            "PID-5 = a b",
            "x <- y",
            "PID-5 <- a : b",
        ] {
            assert!(parse_row(line, &place).is_err(), "{line}");
        }
    }

    #[test]
    fn a_message_has_segments_and_groups() {
        let mut reader = Reader::default();
        for line in [
            "PID from Patient",
            "each DiagnosticReport {",
            "OBR from .",
            "OBX from result> as OBX[Observation]",
            "}",
        ] {
            reader.read(line, &Place::default()).expect("it is a line");
        }
        assert_eq!(reader.finish().map(|items| items.len()), Ok(2));
        assert!(Reader::default().read("}", &Place::default()).is_err());
    }
}
