//! The tables of a service, for each database.

use sqlx::migrate::Migrator;

use crate::dialect::Dialect;

/// The migrations of one service; made by [`migrations!`](crate::migrations).
#[derive(Debug)]
pub struct Migrations {
    /// For SQLite.
    pub sqlite: Migrator,
    /// For MariaDB and MySQL.
    pub mysql: Migrator,
    /// For PostgreSQL.
    pub postgres: Migrator,
}

impl Migrations {
    pub(crate) fn of(&self, dialect: Dialect) -> &Migrator {
        match dialect {
            Dialect::Sqlite => &self.sqlite,
            Dialect::Mysql => &self.mysql,
            Dialect::Postgres => &self.postgres,
        }
    }
}

/// Embeds the folders `migrations/sqlite`, `migrations/mysql` and `migrations/postgres` of the crate, or the three that are named.
/// The crate depends on `sqlx`.
#[macro_export]
macro_rules! migrations {
    () => {
        $crate::migrations!("migrations/sqlite", "migrations/mysql", "migrations/postgres")
    };
    ($sqlite:literal, $mysql:literal, $postgres:literal) => {
        $crate::Migrations {
            sqlite: ::sqlx::migrate!($sqlite),
            mysql: ::sqlx::migrate!($mysql),
            postgres: ::sqlx::migrate!($postgres),
        }
    };
}
