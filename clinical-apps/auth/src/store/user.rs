//! Users and their roles.

use nilecare_sql::{DbError, Readers, WriteTx, from_millis, to_millis};
use nilecare_types::{Timestamp, UserId};

/// A user as stored.
#[derive(Debug, Clone)]
pub(crate) struct UserRow {
    pub id: UserId,
    pub username: String,
    pub password_hash: String,
    pub disabled: bool,
    pub created_at: Timestamp,
    pub roles: Vec<String>,
}

type Columns = (String, String, String, i64, i64);

pub(crate) async fn by_username(db: &Readers, username: &str) -> Result<Option<UserRow>, DbError> {
    let sql = "SELECT id, username, password_hash, CAST(disabled AS BIGINT), created_at FROM users WHERE username = ?";
    let row: Option<Columns> = sqlx::query_as(sql).bind(username).fetch_optional(db).await?;
    match row {
        Some(row) => with_roles(db, row).await.map(Some),
        None => Ok(None),
    }
}

pub(crate) async fn by_id(db: &Readers, id: UserId) -> Result<Option<UserRow>, DbError> {
    let sql = "SELECT id, username, password_hash, CAST(disabled AS BIGINT), created_at FROM users WHERE id = ?";
    let row: Option<Columns> = sqlx::query_as(sql).bind(id.to_string()).fetch_optional(db).await?;
    match row {
        Some(row) => with_roles(db, row).await.map(Some),
        None => Ok(None),
    }
}

/// Lists by id, from the one after `after`.
pub(crate) async fn list(db: &Readers, after: &str, fetch: i64) -> Result<Vec<UserRow>, DbError> {
    let sql = "SELECT id, username, password_hash, CAST(disabled AS BIGINT), created_at FROM users WHERE id > ? ORDER BY id LIMIT ?";
    let rows: Vec<Columns> = sqlx::query_as(sql).bind(after).bind(fetch).fetch_all(db).await?;
    let mut users = Vec::with_capacity(rows.len());
    for row in rows {
        users.push(with_roles(db, row).await?);
    }
    Ok(users)
}

pub(crate) async fn insert(tx: &mut WriteTx, user: &UserRow) -> Result<(), DbError> {
    let sql =
        "INSERT INTO users (id, username, password_hash, disabled, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(user.id.to_string())
        .bind(&user.username)
        .bind(&user.password_hash);
    let created_at = to_millis(user.created_at);
    insert
        .bind(i64::from(user.disabled))
        .bind(created_at)
        .bind(created_at)
        .execute(&mut **tx)
        .await?;
    insert_roles(tx, user.id, &user.roles).await
}

/// Puts `roles` in the place of what a user held.
pub(crate) async fn set_roles(tx: &mut WriteTx, id: UserId, roles: &[String], now: Timestamp) -> Result<(), DbError> {
    sqlx::query("DELETE FROM user_roles WHERE user_id = ?")
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    sqlx::query("UPDATE users SET updated_at = ? WHERE id = ?")
        .bind(to_millis(now))
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    insert_roles(tx, id, roles).await
}

async fn insert_roles(tx: &mut WriteTx, id: UserId, roles: &[String]) -> Result<(), DbError> {
    for role in roles {
        sqlx::query("INSERT INTO user_roles (user_id, role) VALUES (?, ?)")
            .bind(id.to_string())
            .bind(role)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

pub(crate) async fn set_disabled(
    tx: &mut WriteTx,
    id: UserId,
    disabled: bool,
    now: Timestamp,
) -> Result<bool, DbError> {
    let sql = "UPDATE users SET disabled = ?, updated_at = ? WHERE id = ?";
    let update = sqlx::query(sql)
        .bind(i64::from(disabled))
        .bind(to_millis(now))
        .bind(id.to_string());
    Ok(update.execute(&mut **tx).await?.rows_affected() > 0)
}

pub(crate) async fn set_password(tx: &mut WriteTx, id: UserId, hash: &str, now: Timestamp) -> Result<bool, DbError> {
    let sql = "UPDATE users SET password_hash = ?, updated_at = ? WHERE id = ?";
    let update = sqlx::query(sql).bind(hash).bind(to_millis(now)).bind(id.to_string());
    Ok(update.execute(&mut **tx).await?.rows_affected() > 0)
}

/// Counts enabled holders of `role`, leaving `except` out.
pub(crate) async fn n_enabled_with_role(tx: &mut WriteTx, role: &str, except: UserId) -> Result<i64, DbError> {
    let sql = "SELECT COUNT(*) FROM users u JOIN user_roles r ON r.user_id = u.id \
               WHERE r.role = ? AND u.disabled = 0 AND u.id <> ?";
    Ok(sqlx::query_scalar(sql)
        .bind(role)
        .bind(except.to_string())
        .fetch_one(&mut **tx)
        .await?)
}

pub(crate) async fn has_any(tx: &mut WriteTx) -> Result<bool, DbError> {
    let n_users: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM users")
        .fetch_one(&mut **tx)
        .await?;
    Ok(n_users > 0)
}

async fn with_roles(db: &Readers, row: Columns) -> Result<UserRow, DbError> {
    let (id, username, password_hash, disabled, created_at) = row;
    let sql = "SELECT role FROM user_roles WHERE user_id = ? ORDER BY role";
    let roles = sqlx::query_scalar(sql).bind(&id).fetch_all(db).await?;
    let id = id.parse().map_err(|_| DbError::Corrupt {
        table: "users",
        column: "id",
    })?;
    let created_at = from_millis("users", "created_at", created_at)?;
    Ok(UserRow {
        id,
        username,
        password_hash,
        disabled: disabled != 0,
        created_at,
        roles,
    })
}
