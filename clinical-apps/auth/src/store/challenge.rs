//! The step between password and second factor.

use nilecare_sql::{DbError, WriteTx, to_millis};
use nilecare_types::{Timestamp, UserId};

pub(crate) async fn insert(
    tx: &mut WriteTx,
    token_hash: &str,
    user: UserId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    // Whoever begins a sign-in clears away what was not finished.
    sqlx::query("DELETE FROM challenges WHERE expires_at <= ?")
        .bind(to_millis(now))
        .execute(&mut **tx)
        .await?;
    let sql = "INSERT INTO challenges (token_hash, user_id, expires_at) VALUES (?, ?, ?)";
    sqlx::query(sql)
        .bind(token_hash)
        .bind(user.to_string())
        .bind(to_millis(expires_at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Finds whose challenge it is, when it still counts.
pub(crate) async fn find(
    tx: &mut WriteTx,
    token_hash: &str,
    max_failures: i64,
    now: Timestamp,
) -> Result<Option<UserId>, DbError> {
    let sql = "SELECT user_id FROM challenges WHERE token_hash = ? AND n_failures < ? AND expires_at > ?";
    let id: Option<String> = sqlx::query_scalar(sql)
        .bind(token_hash)
        .bind(max_failures)
        .bind(to_millis(now))
        .fetch_optional(&mut **tx)
        .await?;
    let parse = |id: String| {
        id.parse().map_err(|_| DbError::Corrupt {
            table: "challenges",
            column: "user_id",
        })
    };
    id.map(parse).transpose()
}

pub(crate) async fn failed(tx: &mut WriteTx, token_hash: &str) -> Result<(), DbError> {
    sqlx::query("UPDATE challenges SET n_failures = n_failures + 1 WHERE token_hash = ?")
        .bind(token_hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn remove(tx: &mut WriteTx, token_hash: &str) -> Result<(), DbError> {
    sqlx::query("DELETE FROM challenges WHERE token_hash = ?")
        .bind(token_hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends every sign-in of a user that is under way.
pub(crate) async fn remove_user(tx: &mut WriteTx, user: UserId) -> Result<(), DbError> {
    sqlx::query("DELETE FROM challenges WHERE user_id = ?")
        .bind(user.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
