//! Tables of rows, checked: what a row names is there, and its element can take what it writes.

use super::path::{self, Path, Way};
use super::{Names, SegmentId};
use crate::model::{Kind, Primitive};
use crate::table::expression::{Expression, Part};
use crate::table::row::Action as TableAction;
use crate::table::{Condition, MapTable, Place, Source, TableError, row};

/// A table of rows.
#[derive(Debug)]
pub struct Map {
    /// `PID[Patient]`.
    pub name: Box<str>,
    /// What it fills; `None` when that is a value of any type.
    pub root: Option<Kind>,
    /// Number of links in its chain; 0 when it has none.
    pub n_links: usize,
    /// The element by which a link of the chain refers to the next one.
    pub chain_element: u16,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// Where it reads.
    pub from: From,
    /// Where it writes; `None` takes the value without writing it.
    pub path: Option<Path>,
    /// How it writes.
    pub action: Action,
    /// Where the table that it applies reads, when that is not the row's source.
    pub of: Option<Spot>,
    /// Number of its table of codes.
    pub codes: Option<usize>,
    /// When it applies.
    pub condition: Option<Condition<Spot>>,
    /// Whether it writes something fixed because of the very value that it reads, which is then used.
    pub decides: bool,
}

/// Where a row reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// Nowhere: it writes what is fixed.
    Nothing,
    /// Each repetition of a field, or a part of it.
    Field {
        /// From 1.
        field: u16,
        /// From 1; 0 for the whole repetition.
        component: u16,
        /// From 1; 0 for the whole component.
        subcomponent: u16,
    },
    /// A part of what the table is applied to.
    Part {
        /// From 1; 0 for the whole.
        component: u16,
        /// From 1; 0 for the whole component.
        subcomponent: u16,
    },
}

/// A place that a condition or an expression reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A part of the repetition at hand.
    Part {
        /// From 1; 0 for the whole.
        component: u16,
        /// From 1; 0 for the whole component.
        subcomponent: u16,
    },
    /// The first repetition of a field; of another segment when it has an id.
    Field {
        /// The segment; `None` for the one at hand.
        segment: Option<SegmentId>,
        /// From 1; 0 for the segment itself.
        field: u16,
        /// From 1; 0 for the whole repetition.
        component: u16,
        /// From 1; 0 for the whole component.
        subcomponent: u16,
    },
}

/// How a row writes.
#[derive(Debug)]
pub enum Action {
    /// The value, in the element's own type.
    Copy,
    /// Another table, by its number.
    Apply(usize),
    /// A coding from code, display, system and version.
    Coding([u16; 4]),
    /// A system from namespace, universal id and its type.
    Authority([u16; 3]),
    /// The name of a code system as a URL.
    CodeSystem,
    /// What an expression gives.
    Write(Expression<Spot>),
}

/// What a table is for.
struct Scope<'t> {
    /// `PID` or `XPN`.
    name: &'t str,
    /// The field of the row at hand; 0 in a data type.
    field: u16,
}

/// Compiles a table; what is wrong goes to `errors`.
pub(crate) fn compile(name: &str, table: &MapTable, names: &mut Names<'_>, errors: &mut Vec<TableError>) -> Map {
    let (source, root) = match read_key(name, names) {
        Ok(found) => found,
        Err(problem) => {
            errors.push(TableError::new(&table.place, problem));
            ("", None)
        }
    };
    let mut map = Map {
        name: name.into(),
        root,
        n_links: table.chain.len().saturating_sub(1),
        chain_element: chain_element(table, root, names, errors),
        rows: Vec::with_capacity(table.rows.len()),
    };
    for row in &table.rows {
        match compile_row(row, source, &map, &table.chain, names) {
            Ok(compiled) => map.rows.push(compiled),
            Err(problem) => errors.push(TableError::new(&row.place, problem)),
        }
    }
    map
}

/// Reads `PID[Patient]` or `CWE[code]`.
fn read_key<'n>(name: &'n str, names: &Names<'_>) -> Result<(&'n str, Option<Kind>), String> {
    let expected = || format!("expected a table such as PID[Patient] or XPN[HumanName], found `{name}`");
    let (source, target) = name
        .strip_suffix(']')
        .and_then(|name| name.split_once('['))
        .ok_or_else(expected)?;
    let target = target.split(['-', '.']).next().unwrap_or_default();
    if Primitive::named(target).is_some() {
        return Ok((source, None));
    }
    let id = names
        .model
        .named(target)
        .ok_or_else(|| format!("no type is called {target}"))?;
    Ok((source, Some(Kind::Complex(id))))
}

fn chain_element(table: &MapTable, root: Option<Kind>, names: &Names<'_>, errors: &mut Vec<TableError>) -> u16 {
    let Some(first) = table.chain.first() else { return 0 };
    let element = match root {
        Some(Kind::Complex(id)) => names.model.get(id).element(first),
        _ => None,
    };
    element.unwrap_or_else(|| {
        errors.push(TableError::new(
            &table.place,
            format!("a chain begins with an element, found `{first}`"),
        ));
        0
    })
}

fn compile_row(row: &row::Row, table: &str, map: &Map, chain: &[String], names: &mut Names<'_>) -> Result<Row, String> {
    let scope = Scope {
        name: table,
        field: row.source.field,
    };
    let path = match &row.target {
        Some(steps) => Some(path::compile(steps, &row.target_text, map.root, chain, names)?),
        None => None,
    };
    let action = compile_action(&row.action, &scope, names)?;
    if let Some(path) = &path {
        check(path, &action)?;
    }
    let codes = match &row.codes {
        Some(codes) => Some(
            *names
                .codes
                .get(codes.as_str())
                .ok_or_else(|| format!("no table of codes is called {codes}"))?,
        ),
        None => None,
    };
    let condition = row
        .condition
        .as_ref()
        .map(|condition| compile_condition(condition, &scope))
        .transpose()?;
    Ok(Row {
        place: row.place.clone(),
        from: from(&row.source, &scope)?,
        path,
        decides: matches!(action, Action::Write(_)) && condition.as_ref().is_some_and(compares_own),
        action,
        of: row.of.as_ref().map(|of| spot(of, &scope)).transpose()?,
        codes,
        condition,
    })
}

fn from(source: &Source, scope: &Scope<'_>) -> Result<From, String> {
    let Source {
        field,
        component,
        subcomponent,
        ..
    } = *source;
    if source.is_nothing() {
        return Ok(From::Nothing);
    }
    if source.name != scope.name {
        return Err(format!("expected a place of {}, found `{source}`", scope.name));
    }
    Ok(if source.is_field() {
        From::Field {
            field,
            component,
            subcomponent,
        }
    } else {
        From::Part {
            component,
            subcomponent,
        }
    })
}

fn spot(source: &Source, scope: &Scope<'_>) -> Result<Spot, String> {
    let Source {
        field,
        component,
        subcomponent,
        ..
    } = *source;
    let is_at_hand = source.name == scope.name && field == scope.field;
    let is_type_of_field = !source.is_field() && component > 0;
    if is_at_hand || is_type_of_field {
        return Ok(Spot::Part {
            component,
            subcomponent,
        });
    }
    let segment = if source.name == scope.name {
        None
    } else {
        let id: SegmentId = source
            .name
            .as_bytes()
            .try_into()
            .map_err(|_| format!("expected a segment, found `{}`", source.name))?;
        Some(id)
    };
    Ok(Spot::Field {
        segment,
        field,
        component,
        subcomponent,
    })
}

/// Compiles a condition of a row that stands outside any table, in a message structure.
pub(crate) fn compile_message_condition(condition: &Condition, segment: &str) -> Result<Condition<Spot>, String> {
    let scope = Scope {
        name: segment,
        field: u16::MAX,
    };
    compile_condition(condition, &scope)
}

/// Compiles a place that stands outside any table.
pub(crate) fn compile_message_spot(source: &Source, segment: &str) -> Result<Spot, String> {
    let scope = Scope {
        name: segment,
        field: u16::MAX,
    };
    spot(source, &scope)
}

fn compile_condition(condition: &Condition, scope: &Scope<'_>) -> Result<Condition<Spot>, String> {
    let all = |parts: &[Condition]| -> Result<Vec<Condition<Spot>>, String> {
        parts.iter().map(|part| compile_condition(part, scope)).collect()
    };
    Ok(match condition {
        Condition::Valued(source) => Condition::Valued(spot(source, scope)?),
        Condition::Number(source) => Condition::Number(spot(source, scope)?),
        Condition::In(source, values) => Condition::In(spot(source, scope)?, values.clone()),
        // Repetitions are those of the field, also when the row is at one of them.
        Condition::Count(source, comparison, number) => {
            let outside = Scope {
                name: scope.name,
                field: u16::MAX,
            };
            Condition::Count(spot(source, &outside)?, *comparison, *number)
        }
        Condition::Length(source, comparison, number) => Condition::Length(spot(source, scope)?, *comparison, *number),
        Condition::Not(inner) => Condition::Not(Box::new(compile_condition(inner, scope)?)),
        Condition::And(parts) => Condition::And(all(parts)?),
        Condition::Or(parts) => Condition::Or(all(parts)?),
    })
}

/// Tells whether a condition holds only for certain values of the place at hand.
fn compares_own(condition: &Condition<Spot>) -> bool {
    match condition {
        Condition::In(Spot::Part { component: 0 | 1, .. }, _) => true,
        Condition::And(parts) => parts.iter().any(compares_own),
        Condition::Or(parts) => parts.iter().all(compares_own),
        _ => false,
    }
}

fn compile_action(action: &TableAction, scope: &Scope<'_>, names: &Names<'_>) -> Result<Action, String> {
    Ok(match action {
        TableAction::Copy => Action::Copy,
        TableAction::Apply(table) => {
            let number = names.maps.get(table.as_str());
            Action::Apply(*number.ok_or_else(|| format!("no table is called {table}"))?)
        }
        TableAction::Coding(parts) => Action::Coding(*parts),
        TableAction::Authority(parts) => Action::Authority(*parts),
        TableAction::CodeSystem => Action::CodeSystem,
        TableAction::Write(Expression::Coding { system, code, display }) => Action::Write(Expression::Coding {
            system: system.clone(),
            code: code.clone(),
            display: display.clone(),
        }),
        TableAction::Write(Expression::Text(parts)) => Action::Write(Expression::Text(compile_parts(parts, scope)?)),
    })
}

fn compile_parts(parts: &[Part], scope: &Scope<'_>) -> Result<Vec<Part<Spot>>, String> {
    let mut compiled = Vec::with_capacity(parts.len());
    for part in parts {
        compiled.push(match part {
            Part::Fixed(text) => Part::Fixed(text.clone()),
            Part::Value(source) => Part::Value(spot(source, scope)?),
            Part::Call(function, arguments) => Part::Call(*function, compile_parts(arguments, scope)?),
        });
    }
    Ok(compiled)
}

/// Checks that what stands at the end of a path can take what the row writes.
fn check(path: &Path, action: &Action) -> Result<(), String> {
    let is_value = matches!(path.end, None | Some(Kind::Primitive(_)));
    let fits = match action {
        // Tables are checked when all of them are there.
        Action::Apply(_) => true,
        Action::Copy | Action::Authority(_) | Action::CodeSystem => is_value,
        Action::Write(Expression::Text(_)) => is_value,
        Action::Write(Expression::Coding { .. }) | Action::Coding(_) => !is_value,
    };
    if fits {
        return Ok(());
    }
    Err(if is_value {
        "a value takes no coding".to_owned()
    } else {
        "expected `: TABLE`, since the element has elements of its own".to_owned()
    })
}

/// Checks that every table is applied to the type that it is for, and that no table leads back to itself.
pub(crate) fn check_applied(maps: &[Map], errors: &mut Vec<TableError>) {
    for map in maps {
        for row in &map.rows {
            let (Action::Apply(applied), Some(path)) = (&row.action, &row.path) else {
                continue;
            };
            let target = &maps[*applied];
            let is_value = matches!(path.end, None | Some(Kind::Primitive(_)));
            let fits = if target.root.is_none() {
                is_value
            } else {
                target.root == path.end
            };
            if !fits {
                let problem = format!("{} does not fit {}", target.name, path.text);
                errors.push(TableError::new(&row.place, problem));
            }
        }
    }
    let mut state = vec![Visit::New; maps.len()];
    for number in 0..maps.len() {
        visit(maps, number, &mut state, errors);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    Open,
    Done,
}

/// Walks the tables that a table applies; the depth is at most the number of tables, since a circle ends the walk.
fn visit(maps: &[Map], number: usize, state: &mut [Visit], errors: &mut Vec<TableError>) {
    if state[number] != Visit::New {
        return;
    }
    state[number] = Visit::Open;
    for row in &maps[number].rows {
        let Action::Apply(next) = row.action else { continue };
        if state[next] == Visit::Open {
            let problem = format!(
                "{} leads back to itself by way of {}",
                maps[next].name, maps[number].name
            );
            errors.push(TableError::new(&row.place, problem));
        } else {
            visit(maps, next, state, errors);
        }
    }
    state[number] = Visit::Done;
}

impl Row {
    /// Returns the link of the chain that the row is about.
    pub fn link(&self) -> Option<usize> {
        match self.path.as_ref()?.steps.first()?.way {
            Way::Chain(link) => Some(link),
            _ => None,
        }
    }
}
