//! The tables against those of the HL7 v2-to-FHIR guide, from the folder beside the project: each row of the guide that
//! has a target in FHIR is held by a row of ours, or stands in `guide-exceptions.txt` with the reason why not.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use nilecare_mapping::Mapping;
use nilecare_mapping::table::expression::Expression;
use nilecare_mapping::table::message::Item;
use nilecare_mapping::table::row::{Action, Row};
use nilecare_mapping::table::target::Step;
use nilecare_testkit::samples;

/// Reads a CSV file: rows of cells, quotation marks doubled inside quotation marks (RFC 4180).
fn csv(file: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(file).expect("the file is there");
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                cell.push('"');
                characters.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !is_quoted => {}
            character => cell.push(character),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

/// Returns a name as both sides can be compared by it: without case, blanks and slashes.
fn key(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && *c != '/')
        .collect::<String>()
        .to_lowercase()
}

/// Returns a path of the guide or of ours without instances, with resources after `>`.
fn path(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0;
    for character in text.replace(".(", "(").chars() {
        match character {
            '[' | '<' => depth += 1,
            ']' | '>' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            '(' => plain.push('>'),
            ')' | ' ' | '*' | '\n' => {}
            character => plain.push(character.to_ascii_lowercase()),
        }
    }
    plain.trim_matches('.').to_owned()
}

fn own_path(steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps
        .iter()
        .filter(|step| !step.name.is_empty() && step.name != "sibling")
    {
        if !text.is_empty() && !text.ends_with('.') {
            text.push('.');
        }
        text.push_str(&step.name);
        if let Some(resource) = &step.resource {
            text.push_str(&format!(">{resource}."));
        }
    }
    text.trim_end_matches('.').to_lowercase()
}

/// Tells whether one of our rows holds a row of the guide.
fn holds(row: &Row, source: &str, guide_path: &str, vocabulary: &str) -> bool {
    let Some(steps) = &row.target else { return false };
    let own = own_path(steps);
    let own_source = row.source.to_string();
    let is_same_source = own_source == source
        || (row.source.is_nothing() && !source.contains(['-', '.']))
        // We name a subcomponent or take the whole where the guide names the component.
        || own_source.starts_with(&format!("{source}."))
        || source.starts_with(&format!("{own_source}."));
    if !is_same_source {
        return false;
    }
    let guide_path = guide_path.trim_start_matches('$');
    let is_itself = ["value", "this", ""].contains(&guide_path) && own.is_empty();
    let is_filled_below = !matches!(row.action, Action::Copy) && guide_path.starts_with(&format!("{own}."));
    let is_below_extension = own.contains("extension") && guide_path.contains("extension") && {
        let start = guide_path.split("extension").next().unwrap_or_default();
        own.starts_with(start)
    };
    let is_same_path = own == guide_path
        || is_itself
        || is_filled_below
        || is_below_extension
        || (own.is_empty() && matches!(row.action, Action::Apply(_) | Action::Coding(_)));
    let is_same_vocabulary = vocabulary.is_empty()
        || row.codes.as_deref().is_none_or(|codes| key(codes) == key(vocabulary))
        || matches!(row.action, Action::Write(Expression::Coding { .. }));
    is_same_path && is_same_vocabulary
}

/// The exceptions: `KEY | SOURCE | PATH | reason`, `*` standing for any.
struct Exceptions {
    lines: Vec<(String, String, String)>,
    used: BTreeSet<usize>,
}

impl Exceptions {
    fn read() -> Exceptions {
        let text = include_str!("guide-exceptions.txt");
        let lines = text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        let lines = lines.map(|line| {
            let parts: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
            assert!(
                parts.len() == 4 && !parts[3].is_empty(),
                "an exception has four parts: {line}"
            );
            (parts[0].to_lowercase(), parts[1].to_owned(), parts[2].to_lowercase())
        });
        Exceptions {
            lines: lines.collect(),
            used: BTreeSet::new(),
        }
    }

    fn allow(&mut self, key: &str, source: &str, path: &str) -> bool {
        let fits = |pattern: &str, text: &str| match pattern.strip_suffix('*') {
            Some(start) => text.starts_with(start),
            None => pattern == text,
        };
        let found = self
            .lines
            .iter()
            .position(|(known, from, to)| fits(known, key) && fits(from, source) && fits(to, path));
        self.used.extend(found);
        found.is_some()
    }
}

#[test]
fn each_fact_of_the_guide_is_held_or_has_a_reason() {
    let Some(folder) = samples::shared("v2-to-fhir") else {
        return;
    };
    let mapping = Mapping::builtin();
    let tables = mapping.tables();
    let mut exceptions = Exceptions::read();
    let (mut n_held, mut n_excepted) = (0, 0);
    let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let own: HashMap<String, &Vec<Row>> = tables
        .maps
        .iter()
        .map(|(name, table)| (key(name), &table.rows))
        .collect();
    for kind in ["segments", "datatypes"] {
        for file in samples::files(&folder.join(kind)) {
            let name = file.file_stem().expect("it has a name").to_string_lossy().into_owned();
            for row in csv(&file).iter().skip(2) {
                let cell = |n: usize| row.get(n).map_or("", |cell| cell.trim());
                let target = cell(9);
                if target.is_empty() {
                    continue;
                }
                let is_place = cell(1).contains(['-', '.']);
                let source = if is_place {
                    cell(1).to_owned()
                } else {
                    name.split('[').next().unwrap_or_default().to_owned()
                };
                let guide_path = path(target);
                let vocabulary = cell(15).lines().next().unwrap_or_default();
                let is_held = own
                    .get(&key(&name))
                    .is_some_and(|rows| rows.iter().any(|row| holds(row, &source, &guide_path, vocabulary)));
                if is_held {
                    n_held += 1;
                } else if exceptions.allow(&name.to_lowercase(), &source, &guide_path) {
                    n_excepted += 1;
                } else {
                    missing
                        .entry(name.clone())
                        .or_default()
                        .push(format!("{name} | {source} | {guide_path} | {}", cell(8)));
                }
            }
        }
    }
    println!("rows: {n_held} held, {n_excepted} with a reason");
    check_messages(&folder, &mapping, &mut exceptions, &mut missing);
    let lines: Vec<String> = missing.into_values().flatten().collect();
    assert!(
        lines.is_empty(),
        "{} rows are neither held nor excepted:\n{}",
        lines.len(),
        lines.join("\n")
    );
    let stale: Vec<usize> = (0..exceptions.lines.len())
        .filter(|line| !exceptions.used.contains(line))
        .collect();
    let stale: Vec<_> = stale.into_iter().map(|line| &exceptions.lines[line]).collect();
    assert!(stale.is_empty(), "exceptions that are none: {stale:?}");
}

#[expect(
    clippy::print_stdout,
    reason = "the figures of the comparison, for who runs it by hand"
)]
fn check_messages(
    folder: &Path,
    mapping: &Mapping,
    exceptions: &mut Exceptions,
    missing: &mut BTreeMap<String, Vec<String>>,
) {
    let mut own: BTreeSet<(String, String, String)> = BTreeSet::new();
    fn walk(name: &str, items: &[Item], own: &mut BTreeSet<(String, String, String)>) {
        for item in items {
            for row in &item.rows {
                own.insert((name.to_owned(), item.name.clone(), key(&row.map)));
            }
            walk(name, item.group.as_deref().unwrap_or_default(), own);
        }
    }
    for (name, table) in &mapping.tables().messages {
        walk(name, &table.items, &mut own);
    }
    let (mut n_held, mut n_excepted) = (0, 0);
    for file in samples::files(&folder.join("messages")) {
        let name = file.file_stem().expect("it has a name").to_string_lossy().into_owned();
        for row in csv(&file).iter().skip(2) {
            let cell = |n: usize| row.get(n).map_or("", |cell| cell.trim());
            if cell(9).is_empty() {
                continue;
            }
            let segment = cell(1).rsplit('.').next().unwrap_or_default().to_owned();
            if own.contains(&(name.clone(), segment.clone(), key(cell(10)))) {
                n_held += 1;
            } else if exceptions.allow(&name.to_lowercase(), &segment, &key(cell(10))) {
                n_excepted += 1;
            } else {
                let line = format!("{name} | {segment} | {} | {}", key(cell(10)), cell(9));
                missing.entry(name.clone()).or_default().push(line);
            }
        }
    }
    println!("message rows: {n_held} held, {n_excepted} with a reason");
}

#[test]
fn each_code_of_the_guide_is_held() {
    let Some(folder) = samples::shared("v2-to-fhir") else {
        return;
    };
    let mapping = Mapping::builtin();
    let own: HashMap<String, _> = mapping
        .tables()
        .codes
        .iter()
        .map(|(name, table)| (key(name), table))
        .collect();
    // A code that the guide maps twice, or to what is no code; see the tables.
    let excepted = [("TelecommunicationEquipmentType", "CP"), ("SegmentActionCode", "U")];
    let (mut n_held, mut missing) = (0, Vec::new());
    for file in samples::files(&folder.join("codesystems")) {
        let name = file.file_stem().expect("it has a name").to_string_lossy().into_owned();
        let rows = csv(&file);
        let columns: Vec<usize> = (0..rows[1].len()).filter(|n| rows[1][*n] == "Code").collect();
        for row in rows.iter().skip(2) {
            let cell = |n: usize| row.get(n).map_or(String::new(), |cell| cell.trim().replace('"', "'"));
            let (code, target) = (cell(columns[0]), cell(columns[1]).replace('\n', " "));
            if code.is_empty() || target.is_empty() || excepted.contains(&(name.as_str(), code.as_str())) {
                continue;
            }
            let found = own.get(&key(&name)).and_then(|table| table.codes.get(&code));
            if found.is_some_and(|found| found.code == target) {
                n_held += 1;
            } else {
                missing.push(format!("{name} {code} -> {target}"));
            }
        }
    }
    println!("codes: {n_held} held");
    assert!(
        missing.is_empty(),
        "{} codes differ:\n{}",
        missing.len(),
        missing.join("\n")
    );
}
