//! What the channel gets back.

use std::ops::ControlFlow;

use bytes::Bytes;
use serde_json::{Value as Json, json};

use crate::row::{Row, TakeRows};

/// Keeps the first rows of a result.
#[derive(Debug)]
pub(crate) struct KeptRows {
    rows: Vec<Json>,
    most: usize,
    room: usize,
    is_cut: bool,
}

impl KeptRows {
    pub fn new(most: usize, room: usize) -> Self {
        Self {
            rows: Vec::new(),
            most,
            room,
            is_cut: false,
        }
    }

    /// Forgets what it has, for the next statement.
    pub fn clear(&mut self, room: usize) {
        self.rows.clear();
        self.room = room;
        self.is_cut = false;
    }

    /// Writes the response.
    pub fn into_response(self, affected: u64) -> Bytes {
        let mut response = json!({ "affected": affected, "rows": self.rows });
        if self.is_cut {
            response["is_cut"] = true.into();
        }
        response.to_string().into()
    }
}

impl TakeRows for KeptRows {
    /// Reads on when it is full: what follows decides whether the statement succeeds.
    fn take(&mut self, row: Row) -> ControlFlow<()> {
        let size = row.size();
        if self.is_cut || self.rows.len() >= self.most || size > self.room {
            self.is_cut = true;
        } else {
            self.room -= size;
            self.rows.push(row.into_json());
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    #[test]
    fn a_response_is_bounded_in_rows_and_bytes() {
        let row = |text: &str| Row(vec![("a".to_owned(), Value::Text(text.to_owned()))]);
        let mut kept = KeptRows::new(2, 1_000);
        for text in ["1", "2", "3"] {
            assert!(kept.take(row(text)).is_continue());
        }
        assert_eq!(
            kept.into_response(3),
            r#"{"affected":3,"rows":[{"a":"1"},{"a":"2"}],"is_cut":true}"#
        );
        let mut kept = KeptRows::new(10, 20);
        assert!(kept.take(row(&"x".repeat(30))).is_continue());
        assert_eq!(kept.into_response(0), r#"{"affected":0,"rows":[],"is_cut":true}"#);
    }
}
