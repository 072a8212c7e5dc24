//! Lists in pages: `limit` and `cursor`.

use nilecare_types::Cursor;
use serde::{Deserialize, Deserializer};

const DEFAULT_LIMIT: u16 = 50;
const MAX_LIMIT: u16 = 500;

/// The part of a query string that every list understands; flatten it by naming it as a second [`Query`](crate::Query).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// How many rows to give, 1 to 500; 50 when absent.
    #[serde(default = "default_limit", deserialize_with = "limit_in_range")]
    #[param(minimum = 1, maximum = 500, default = 50, value_type = u16)]
    limit: u16,
    /// `next` of the page before; absent for the first page.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
}

impl ListQuery {
    /// Returns how many rows a page has, 1 to 500.
    pub fn limit(&self) -> usize {
        usize::from(self.limit)
    }

    /// Returns how many rows to fetch: one more than a page has, so that [`Page::from_rows`](nilecare_types::Page::from_rows)
    /// knows whether another page follows.
    pub fn fetch(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Returns the cursor as text; empty for the first page, which sorts before every key.
    pub fn after(&self) -> &str {
        self.cursor.as_ref().map_or("", |cursor| cursor.0.as_str())
    }
}

fn default_limit() -> u16 {
    DEFAULT_LIMIT
}

fn limit_in_range<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    use serde::de::{Error, Unexpected};
    let text = String::deserialize(deserializer)?;
    let limit = text.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
    limit.ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &"a whole number from 1 to 500"))
}
