//! A table taken apart into tables: by number, by a column, or at marker records. The parts share the text of the whole.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

use crate::format::Format;
use crate::index::Head;
use crate::table::Shared;
use crate::{Column, Layout, Table, UnknownColumn};

/// Whether each part of a split table begins with the head of the whole: the header record, what was skipped before it, and
/// a byte order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepeatHead {
    /// Each part begins with it and has the layout of the whole.
    Yes,
    /// The parts are records alone. They keep the names of the columns; their layout states the names and no header.
    No,
}

impl Table {
    /// Splits into tables of `n_records` records; the last may have fewer. A table without records has no parts.
    pub fn split_by_count(&self, n_records: NonZeroUsize, head: RepeatHead) -> Vec<Table> {
        let n_records = n_records.get();
        let starts = (0..self.len()).step_by(n_records);
        let ranges = starts.map(|start| start..start.saturating_add(n_records).min(self.len()));
        self.parts(ranges.collect(), head)
    }

    /// Splits where the value of a column, by number from 1 or by name, changes from one record to the next. A value that
    /// comes again later begins a part of its own; a record without the column counts as one with an empty value.
    ///
    /// # Errors
    ///
    /// [`UnknownColumn`] when no column has the name.
    pub fn split_by_column<'c>(
        &self,
        column: impl Into<Column<'c>>,
        head: RepeatHead,
    ) -> Result<Vec<Table>, UnknownColumn> {
        let column = self.column_number(column.into())?;
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut group = None;
        for (position, record) in self.records().enumerate() {
            let value = record.get(column);
            match ranges.last_mut() {
                Some(range) if group == value => range.end = position + 1,
                _ => ranges.push(position..position + 1),
            }
            group = value;
        }
        Ok(self.parts(ranges, head))
    }

    /// Splits at the records whose text is `marker`; they belong to no part. Parts without records are left out. In strict
    /// mode a marker must have as many columns as a record.
    pub fn split_at_marker(&self, marker: &str, head: RepeatHead) -> Vec<Table> {
        let mut ranges = Vec::new();
        let mut start = 0;
        for (position, record) in self.records().enumerate() {
            if record.raw() == marker {
                ranges.push(start..position);
                start = position + 1;
            }
        }
        ranges.push(start..self.len());
        ranges.retain(|range| !range.is_empty());
        self.parts(ranges, head)
    }

    fn parts(&self, ranges: Vec<Range<usize>>, head: RepeatHead) -> Vec<Table> {
        let (head, shared) = match head {
            RepeatHead::Yes => (self.head, Arc::clone(&self.shared)),
            RepeatHead::No => (Head::default(), Arc::new(self.shared.without_head())),
        };
        let part = |range| self.part(range, head, Arc::clone(&shared));
        ranges.into_iter().map(part).collect()
    }

    fn part(&self, range: Range<usize>, head: Head, shared: Arc<Shared>) -> Table {
        let mut edits = Vec::new();
        let mut entries = self.entries[range].to_vec();
        for entry in &mut entries {
            if entry.edit.is_some() {
                edits.push(self.record_text(entry).to_owned());
                entry.edit = u32::try_from(edits.len() - 1).ok();
            }
        }
        Table {
            source: self.source.clone(),
            shared,
            head,
            delimiter: self.delimiter.clone(),
            entries,
            edits,
            // It is written from its records, since it is not the whole text.
            is_changed: true,
        }
    }
}

impl Shared {
    fn without_head(&self) -> Shared {
        let mut layout = self.layout.clone().without_skipping();
        if let Layout::Delimited(layout) = &mut layout {
            layout.header = false;
            layout.columns = self.usable_names();
        }
        Shared {
            format: Format::new(&layout),
            layout,
            names: Arc::clone(&self.names),
        }
    }

    /// A header may have names that a layout may not: empty ones, digits, the same twice.
    fn usable_names(&self) -> Vec<String> {
        let keys = (1..=self.names.list().len()).map(|number| self.names.key(number));
        keys.map(|key| {
            let counts_columns = key.bytes().all(|byte| byte.is_ascii_digit());
            if counts_columns {
                format!("column {key}")
            } else {
                key.into_owned()
            }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests;
