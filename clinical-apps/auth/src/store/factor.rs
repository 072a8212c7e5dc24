//! Second factors and recovery codes.

use nilecare_sql::{DbError, WriteTx, to_millis};
use nilecare_types::{Timestamp, UserId};

/// An authenticator.
#[derive(Debug, Clone)]
pub(crate) struct FactorRow {
    pub sealed_secret: String,
    pub is_confirmed: bool,
    pub last_step: i64,
}

pub(crate) async fn find(tx: &mut WriteTx, user: UserId) -> Result<Option<FactorRow>, DbError> {
    let sql = "SELECT sealed_secret, confirmed_at, last_step FROM totp_factors WHERE user_id = ?";
    let row: Option<(String, Option<i64>, i64)> = sqlx::query_as(sql)
        .bind(user.to_string())
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row.map(|(sealed_secret, confirmed_at, last_step)| FactorRow {
        sealed_secret,
        is_confirmed: confirmed_at.is_some(),
        last_step,
    }))
}

/// Puts an unconfirmed authenticator in the place of what was there.
pub(crate) async fn replace(tx: &mut WriteTx, user: UserId, sealed: &str, now: Timestamp) -> Result<(), DbError> {
    remove(tx, user).await?;
    let sql = "INSERT INTO totp_factors (user_id, sealed_secret, created_at) VALUES (?, ?, ?)";
    sqlx::query(sql)
        .bind(user.to_string())
        .bind(sealed)
        .bind(to_millis(now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn confirm(tx: &mut WriteTx, user: UserId, step: i64, now: Timestamp) -> Result<(), DbError> {
    let sql = "UPDATE totp_factors SET confirmed_at = ?, last_step = ? WHERE user_id = ?";
    sqlx::query(sql)
        .bind(to_millis(now))
        .bind(step)
        .bind(user.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes the step of a code that was taken; `false` when it, or a later one, was taken before.
pub(crate) async fn advance(tx: &mut WriteTx, user: UserId, step: i64) -> Result<bool, DbError> {
    let sql = "UPDATE totp_factors SET last_step = ? WHERE user_id = ? AND last_step < ?";
    let update = sqlx::query(sql).bind(step).bind(user.to_string()).bind(step);
    Ok(update.execute(&mut **tx).await?.rows_affected() > 0)
}

pub(crate) async fn remove(tx: &mut WriteTx, user: UserId) -> Result<(), DbError> {
    for sql in [
        "DELETE FROM totp_factors WHERE user_id = ?",
        "DELETE FROM recovery_codes WHERE user_id = ?",
    ] {
        sqlx::query(sql).bind(user.to_string()).execute(&mut **tx).await?;
    }
    Ok(())
}

pub(crate) async fn replace_recovery_codes(tx: &mut WriteTx, user: UserId, digests: &[String]) -> Result<(), DbError> {
    sqlx::query("DELETE FROM recovery_codes WHERE user_id = ?")
        .bind(user.to_string())
        .execute(&mut **tx)
        .await?;
    for digest in digests {
        sqlx::query("INSERT INTO recovery_codes (code_hash, user_id) VALUES (?, ?)")
            .bind(digest)
            .bind(user.to_string())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Uses a recovery code up; `false` when there is no such code, or it was used.
pub(crate) async fn use_recovery_code(
    tx: &mut WriteTx,
    user: UserId,
    digest: &str,
    now: Timestamp,
) -> Result<bool, DbError> {
    let sql = "UPDATE recovery_codes SET used_at = ? WHERE code_hash = ? AND user_id = ? AND used_at IS NULL";
    let update = sqlx::query(sql)
        .bind(to_millis(now))
        .bind(digest)
        .bind(user.to_string());
    Ok(update.execute(&mut **tx).await?.rows_affected() > 0)
}

pub(crate) async fn n_recovery_codes(tx: &mut WriteTx, user: UserId) -> Result<u32, DbError> {
    let sql = "SELECT COUNT(*) FROM recovery_codes WHERE user_id = ? AND used_at IS NULL";
    let count: i64 = sqlx::query_scalar(sql)
        .bind(user.to_string())
        .fetch_one(&mut **tx)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
