//! The rows that one query gives, as far as they are taken.

use std::ops::ControlFlow;

use crate::row::{Row, TakeRows};
use crate::value::Value;

/// Rows in their order, bounded in number and bytes.
#[derive(Debug)]
pub(super) struct Page {
    pub rows: Vec<Row>,
    max_rows: usize,
    max_bytes: usize,
    n_bytes: usize,
    cursor: Option<String>,
    /// There are rows that were not taken.
    pub is_full: bool,
}

impl Page {
    pub fn new(max_rows: usize, max_bytes: usize, cursor: Option<&str>) -> Self {
        Self {
            rows: Vec::new(),
            max_rows,
            max_bytes,
            n_bytes: 0,
            cursor: cursor.map(str::to_owned),
            is_full: false,
        }
    }

    fn cursor_of<'a>(&self, row: &'a Row) -> Option<&'a Value> {
        self.cursor.as_deref().and_then(|column| row.get(column))
    }

    /// Tells whether a row stands at the same place as the last one: the next query would not find it any more.
    fn is_level(&self, row: &Row) -> bool {
        let last = self.rows.last().and_then(|last| self.cursor_of(last));
        last.is_some() && last == self.cursor_of(row)
    }
}

impl TakeRows for Page {
    fn take(&mut self, row: Row) -> ControlFlow<()> {
        let size = row.size();
        let has_room = self.rows.len() < self.max_rows && self.n_bytes.saturating_add(size) <= self.max_bytes;
        if !has_room && !self.rows.is_empty() && !self.is_level(&row) {
            self.is_full = true;
            return ControlFlow::Break(());
        }
        self.n_bytes = self.n_bytes.saturating_add(size);
        self.rows.push(row);
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: u32) -> Row {
        Row(vec![("id".to_owned(), Value::Number(id.to_string()))])
    }

    fn page_of(ids: &[u32], max_rows: usize, max_bytes: usize, cursor: Option<&str>) -> (usize, bool) {
        let mut page = Page::new(max_rows, max_bytes, cursor);
        for id in ids {
            if page.take(row(*id)).is_break() {
                break;
            }
        }
        (page.rows.len(), page.is_full)
    }

    #[test]
    fn a_page_is_bounded_and_never_ends_between_rows_of_one_place() {
        assert_eq!(page_of(&[1, 2, 3], 2, 1_000, None), (2, true));
        assert_eq!(page_of(&[1, 2], 2, 1_000, None), (2, false));
        assert_eq!(page_of(&[1, 2, 2, 2, 3], 2, 1_000, Some("id")), (4, true));
        assert_eq!(page_of(&[1, 2, 3], 9, 20, None), (2, true));
        assert_eq!(page_of(&[1, 2, 3], 9, 1, None), (1, true));
    }
}
