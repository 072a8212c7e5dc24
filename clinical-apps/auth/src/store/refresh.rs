//! Refresh tokens and the sign-ins they belong to.

use nilecare_sql::{DbError, Readers, WriteTx, from_millis, to_millis};
use nilecare_types::{Timestamp, UserId};

use crate::sign_in::Origin;

/// How many sign-ins are listed.
pub(crate) const MAX_SESSIONS: i64 = 200;

/// A refresh token with its sign-in.
#[derive(Debug, Clone)]
pub(crate) struct RefreshRow {
    pub family_id: String,
    pub user_id: UserId,
    pub token_expires_at: Timestamp,
    pub family_expires_at: Timestamp,
    pub is_used: bool,
    pub is_revoked: bool,
}

pub(crate) async fn find(tx: &mut WriteTx, token_hash: &str) -> Result<Option<RefreshRow>, DbError> {
    let sql = "SELECT f.id, f.user_id, t.expires_at, f.expires_at, t.used_at, f.revoked_at \
               FROM refresh_tokens t JOIN refresh_families f ON f.id = t.family_id WHERE t.token_hash = ?";
    type Columns = (String, String, i64, i64, Option<i64>, Option<i64>);
    let row: Option<Columns> = sqlx::query_as(sql).bind(token_hash).fetch_optional(&mut **tx).await?;
    let Some((family_id, user_id, token_expires_at, family_expires_at, used_at, revoked_at)) = row else {
        return Ok(None);
    };
    Ok(Some(RefreshRow {
        family_id,
        user_id: user_id.parse().map_err(|_| DbError::Corrupt {
            table: "refresh_families",
            column: "user_id",
        })?,
        token_expires_at: from_millis("refresh_tokens", "expires_at", token_expires_at)?,
        family_expires_at: from_millis("refresh_families", "expires_at", family_expires_at)?,
        is_used: used_at.is_some(),
        is_revoked: revoked_at.is_some(),
    }))
}

pub(crate) async fn insert_family(
    tx: &mut WriteTx,
    id: &str,
    user_id: UserId,
    origin: &Origin,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    let sql = "INSERT INTO refresh_families (id, user_id, expires_at, started_at, last_used_at, address, user_agent) \
               VALUES (?, ?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(id)
        .bind(user_id.to_string())
        .bind(to_millis(expires_at))
        .bind(to_millis(now))
        .bind(to_millis(now))
        .bind(origin.address.map(|address| address.to_string()))
        .bind(origin.user_agent.as_deref());
    insert.execute(&mut **tx).await?;
    Ok(())
}

pub(crate) async fn insert_token(
    tx: &mut WriteTx,
    token_hash: &str,
    family_id: &str,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    let sql = "INSERT INTO refresh_tokens (token_hash, family_id, expires_at) VALUES (?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(token_hash)
        .bind(family_id)
        .bind(to_millis(expires_at));
    insert.execute(&mut **tx).await?;
    Ok(())
}

pub(crate) async fn mark_used(tx: &mut WriteTx, token_hash: &str, now: Timestamp) -> Result<(), DbError> {
    let sql = "UPDATE refresh_tokens SET used_at = ? WHERE token_hash = ?";
    sqlx::query(sql)
        .bind(to_millis(now))
        .bind(token_hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn touch_family(tx: &mut WriteTx, family_id: &str, now: Timestamp) -> Result<(), DbError> {
    let sql = "UPDATE refresh_families SET last_used_at = ? WHERE id = ?";
    sqlx::query(sql)
        .bind(to_millis(now))
        .bind(family_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn revoke_family(tx: &mut WriteTx, family_id: &str, now: Timestamp) -> Result<(), DbError> {
    let sql = "UPDATE refresh_families SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
    sqlx::query(sql)
        .bind(to_millis(now))
        .bind(family_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends the sign-ins of a user, but `except`; returns which ones.
pub(crate) async fn revoke_user(
    tx: &mut WriteTx,
    user_id: UserId,
    except: Option<&str>,
    now: Timestamp,
) -> Result<Vec<String>, DbError> {
    let sql = "SELECT id FROM refresh_families WHERE user_id = ? AND revoked_at IS NULL";
    let all: Vec<String> = sqlx::query_scalar(sql)
        .bind(user_id.to_string())
        .fetch_all(&mut **tx)
        .await?;
    let ended: Vec<_> = all.into_iter().filter(|id| Some(id.as_str()) != except).collect();
    for id in &ended {
        revoke_family(tx, id, now).await?;
    }
    Ok(ended)
}

/// Finds sign-ins that were ended since `since`, whose access tokens may still live.
pub(crate) async fn revoked_since(db: &Readers, since: Timestamp) -> Result<Vec<(String, i64)>, DbError> {
    let sql = "SELECT id, revoked_at FROM refresh_families WHERE revoked_at >= ?";
    Ok(sqlx::query_as(sql).bind(to_millis(since)).fetch_all(db).await?)
}

/// A sign-in that goes on.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct SessionRow {
    pub id: String,
    pub started_at: Option<i64>,
    pub last_used_at: Option<i64>,
    pub expires_at: i64,
    pub address: Option<String>,
    pub user_agent: Option<String>,
}

/// Lists a user's sign-ins that go on, latest first; at most [`MAX_SESSIONS`].
pub(crate) async fn of_user(db: &Readers, user_id: UserId, now: Timestamp) -> Result<Vec<SessionRow>, DbError> {
    // A sign-in whose last refresh token expired cannot go on.
    let sql = "SELECT f.id, f.started_at, f.last_used_at, f.expires_at, f.address, f.user_agent FROM refresh_families f \
               WHERE f.user_id = ? AND f.revoked_at IS NULL AND f.expires_at > ? AND EXISTS (SELECT 1 FROM refresh_tokens t \
               WHERE t.family_id = f.id AND t.used_at IS NULL AND t.expires_at > ?) ORDER BY f.id DESC LIMIT ?";
    let rows = sqlx::query_as(sql)
        .bind(user_id.to_string())
        .bind(to_millis(now))
        .bind(to_millis(now))
        .bind(MAX_SESSIONS)
        .fetch_all(db)
        .await?;
    Ok(rows)
}

/// Deletes sign-ins whose time is over, with their tokens.
pub(crate) async fn forget_expired(tx: &mut WriteTx, user_id: UserId, now: Timestamp) -> Result<(), DbError> {
    let expired = "SELECT id FROM refresh_families WHERE user_id = ? AND expires_at < ?";
    let ids: Vec<String> = sqlx::query_scalar(expired)
        .bind(user_id.to_string())
        .bind(to_millis(now))
        .fetch_all(&mut **tx)
        .await?;
    for id in ids {
        sqlx::query("DELETE FROM refresh_tokens WHERE family_id = ?")
            .bind(&id)
            .execute(&mut **tx)
            .await?;
        sqlx::query("DELETE FROM refresh_families WHERE id = ?")
            .bind(&id)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
