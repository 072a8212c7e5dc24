//! The three databases, and what a statement is in each.

use std::borrow::Cow;

/// A kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// SQLite, in this process.
    Sqlite,
    /// MariaDB or MySQL.
    Mysql,
    /// PostgreSQL, with or without TimescaleDB.
    Postgres,
}

impl Dialect {
    /// Tells the dialect of a URL's scheme.
    pub fn of_scheme(scheme: &str) -> Option<Self> {
        match scheme {
            "sqlite" => Some(Self::Sqlite),
            "mysql" | "mariadb" => Some(Self::Mysql),
            "postgres" | "postgresql" => Some(Self::Postgres),
            _ => None,
        }
    }

    /// Puts a statement of the services into this dialect: PostgreSQL numbers its placeholders, and MariaDB and MySQL cast to
    /// `SIGNED` what the others call `BIGINT`. One pass over the text costs far less than the way to a server, so nothing is kept.
    pub fn translate<'a>(self, sql: &'a str) -> Cow<'a, str> {
        match self {
            Self::Sqlite => Cow::Borrowed(sql),
            Self::Mysql if sql.contains(BIGINT) => Cow::Owned(sql.replace(BIGINT, " AS SIGNED)")),
            Self::Mysql => Cow::Borrowed(sql),
            Self::Postgres if sql.contains('?') => Cow::Owned(numbered(sql)),
            Self::Postgres => Cow::Borrowed(sql),
        }
    }
}

const BIGINT: &str = " AS BIGINT)";

/// Writes `$1`, `$2`, … for each `?` that is in no text and no quoted name. A quote within quotes is written twice, so it ends them
/// and begins them again.
fn numbered(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len() + 16);
    let mut quote = None;
    let mut n = 0_u32;
    for c in sql.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '?') => {
                n += 1;
                out.push('$');
                out.push_str(&n.to_string());
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_outside_of_quotes_only() {
        let sql = "SELECT 'a?''?', \"b?\" FROM t WHERE a = ? AND b IN (?, ?)";
        let told = Dialect::Postgres.translate(sql);
        assert_eq!(told, "SELECT 'a?''?', \"b?\" FROM t WHERE a = $1 AND b IN ($2, $3)");
        assert_eq!(Dialect::Sqlite.translate(sql), sql);
        assert_eq!(Dialect::Mysql.translate(sql), sql);
    }

    #[test]
    fn casts_to_whole_numbers_are_in_the_words_of_each() {
        let sql = "SELECT CAST(SUM(n) AS BIGINT) FROM t";
        assert_eq!(Dialect::Mysql.translate(sql), "SELECT CAST(SUM(n) AS SIGNED) FROM t");
        assert_eq!(Dialect::Postgres.translate(sql), sql);
    }
}
