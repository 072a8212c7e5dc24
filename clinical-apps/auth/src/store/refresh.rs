//! Refresh tokens and the sign-ins they belong to.

use nilecare_sql::{DbError, WriteTx, from_millis, to_millis};
use nilecare_types::{Timestamp, UserId};

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
    expires_at: Timestamp,
) -> Result<(), DbError> {
    let sql = "INSERT INTO refresh_families (id, user_id, expires_at) VALUES (?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(id)
        .bind(user_id.to_string())
        .bind(to_millis(expires_at));
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

pub(crate) async fn revoke_family(tx: &mut WriteTx, family_id: &str, now: Timestamp) -> Result<(), DbError> {
    let sql = "UPDATE refresh_families SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
    sqlx::query(sql)
        .bind(to_millis(now))
        .bind(family_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn revoke_user(tx: &mut WriteTx, user_id: UserId, now: Timestamp) -> Result<(), DbError> {
    let sql = "UPDATE refresh_families SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL";
    sqlx::query(sql)
        .bind(to_millis(now))
        .bind(user_id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
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
