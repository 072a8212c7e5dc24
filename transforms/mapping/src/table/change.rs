//! Single rows of a message structure that an overlay adds or takes away.
//!
//! ```text
//! change ORU_R01
//!   PATIENT_RESULT.PATIENT.PID => Account : PID[Account]
//!   link Account.subject -> Patient
//!   remove PATIENT_RESULT.PATIENT.PV1 => Encounter
//! ```

use super::error::{Place, TableError};
use super::message::{Handle, Item, Link, MessageRow, read_handle, read_link, read_row};
use super::words::words;

/// Reads changes line by line.
#[derive(Debug, Default)]
pub struct Reader {
    changes: Vec<Change>,
}

#[derive(Debug)]
struct Change {
    place: Place,
    /// `PATIENT_RESULT.PATIENT.PID`.
    segment: String,
    kind: ChangeKind,
}

#[derive(Debug)]
enum ChangeKind {
    Add(MessageRow, Vec<Link>),
    Remove(Handle),
}

impl Reader {
    /// Reads one line.
    pub fn read(&mut self, line: &str, place: &Place) -> Result<(), TableError> {
        self.read_line(line, place)
            .map_err(|problem| TableError::new(place, problem))
    }

    fn read_line(&mut self, line: &str, place: &Place) -> Result<(), String> {
        let words = words(line)?;
        match words.as_slice() {
            [] => Ok(()),
            [link, ..] if link.text == "link" => {
                let link = read_link(line, &words, place)?;
                match self.changes.last_mut().map(|change| &mut change.kind) {
                    Some(ChangeKind::Add(_, links)) => links.push(link),
                    _ => return Err("expected `SEGMENT => Resource : TABLE` before the link".to_owned()),
                }
                Ok(())
            }
            [remove, segment, arrow, handle] if remove.text == "remove" && arrow.text == "=>" => {
                self.push(place, segment.text, ChangeKind::Remove(read_handle(handle.text)?));
                Ok(())
            }
            [segment, rest @ ..] if rest.first().is_some_and(|arrow| arrow.text == "=>") => {
                let row = read_row(line, rest, place)?;
                self.push(place, segment.text, ChangeKind::Add(row, Vec::new()));
                Ok(())
            }
            _ => Err(
                "expected `GROUP.SEGMENT => Resource : TABLE`, `remove GROUP.SEGMENT => Resource` or `link`".to_owned(),
            ),
        }
    }

    fn push(&mut self, place: &Place, segment: &str, kind: ChangeKind) {
        self.changes.push(Change {
            place: place.clone(),
            segment: segment.to_owned(),
            kind,
        });
    }

    /// Makes the changes.
    pub fn apply(self, items: &mut [Item]) -> Result<(), TableError> {
        for change in self.changes {
            let Some(item) = find(items, &change.segment) else {
                let problem = format!("the structure has no segment {}", change.segment);
                return Err(TableError::new(&change.place, problem));
            };
            match change.kind {
                ChangeKind::Add(row, links) => {
                    item.rows.push(row);
                    item.links.extend(links);
                }
                ChangeKind::Remove(handle) => {
                    item.rows.retain(|row| row.handle != handle);
                    item.links.retain(|link| link.from != handle);
                }
            }
        }
        Ok(())
    }
}

fn find<'a>(items: &'a mut [Item], path: &str) -> Option<&'a mut Item> {
    let (name, rest) = match path.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    };
    let item = items.iter_mut().find(|item| item.name == name)?;
    match rest {
        None => item.group.is_none().then_some(item),
        Some(rest) => find(item.group.as_mut()?, rest),
    }
}

#[cfg(test)]
mod tests {
    use crate::table::Tables;

    #[test]
    fn single_rows_of_a_structure_change() {
        let mut tables = Tables::default();
        let base = "message ORM_O01 ORM^O01\nPATIENT? {\nPID\n=> Patient : PID[Patient]\n}\n";
        tables.read("base", base, false).expect("the base is right");
        let overlay = "change ORM_O01\nPATIENT.PID => Account : PID[Account] when PID-18 valued\n\
                       link Account.subject -> Patient\nremove PATIENT.PID => Patient\n";
        tables.read("overlay", overlay, true).expect("the overlay is right");
        let patient = tables.messages["ORM_O01"].items[0]
            .group
            .as_ref()
            .expect("it is a group");
        assert_eq!(patient[0].rows.len(), 1);
        assert_eq!(patient[0].rows[0].handle.resource, "Account");
        assert_eq!(patient[0].links.len(), 1);
        assert!(
            tables
                .read("overlay", "change ORM_O01\nPID => Account : PID[Account]\n", true)
                .is_err()
        );
        assert!(tables.read("overlay", "change X\n", true).is_err());
    }
}
