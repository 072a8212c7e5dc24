//! Service accounts and their API keys.

use nilecare_sql::{DbError, Readers, WriteTx, from_millis, to_millis};
use nilecare_types::Timestamp;

/// A service account as stored.
#[derive(Debug, Clone)]
pub(crate) struct AccountRow {
    pub id: String,
    pub name: String,
    pub description: String,
    pub disabled: bool,
    pub created_at: i64,
}

/// A key as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct KeyRow {
    pub id: String,
    pub hint: String,
    pub scopes: String,
    pub created_at: i64,
    pub created_by: String,
    pub expires_at: i64,
    pub revoked_at: Option<i64>,
    pub last_used_at: Option<i64>,
}

/// A key that somebody sent, with its account.
#[derive(Debug, Clone)]
pub(crate) struct SentKey {
    pub id: String,
    pub account_id: String,
    pub account_name: String,
    pub scopes: Vec<String>,
    pub last_used_at: Option<Timestamp>,
    is_off: bool,
    expires_at: Timestamp,
}

impl SentKey {
    pub(crate) fn counts_at(&self, now: Timestamp) -> bool {
        !self.is_off && now < self.expires_at
    }
}

pub(crate) async fn find(db: &Readers, key_hash: &str) -> Result<Option<SentKey>, DbError> {
    let sql = "SELECT k.id, a.id, a.name, k.scopes, k.last_used_at, k.revoked_at, CAST(a.disabled AS BIGINT), k.expires_at \
               FROM api_keys k JOIN service_accounts a ON a.id = k.account_id WHERE k.key_hash = ?";
    type Columns = (String, String, String, String, Option<i64>, Option<i64>, i64, i64);
    let row: Option<Columns> = sqlx::query_as(sql).bind(key_hash).fetch_optional(db).await?;
    let Some((id, account_id, account_name, scopes, last_used_at, revoked_at, disabled, expires_at)) = row else {
        return Ok(None);
    };
    let last_used = last_used_at.map(|millis| from_millis("api_keys", "last_used_at", millis));
    Ok(Some(SentKey {
        id,
        account_id,
        account_name,
        scopes: scopes.split(' ').map(str::to_owned).collect(),
        last_used_at: last_used.transpose()?,
        is_off: revoked_at.is_some() || disabled != 0,
        expires_at: from_millis("api_keys", "expires_at", expires_at)?,
    }))
}

pub(crate) async fn used(tx: &mut WriteTx, id: &str, now: Timestamp) -> Result<(), DbError> {
    sqlx::query("UPDATE api_keys SET last_used_at = ? WHERE id = ?")
        .bind(to_millis(now))
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn insert_account(tx: &mut WriteTx, account: &AccountRow) -> Result<(), DbError> {
    let sql = "INSERT INTO service_accounts (id, name, description, disabled, created_at) VALUES (?, ?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(&account.id)
        .bind(&account.name)
        .bind(&account.description)
        .bind(i64::from(account.disabled))
        .bind(account.created_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists by id, from the one after `after`.
pub(crate) async fn accounts(db: &Readers, after: &str, fetch: i64) -> Result<Vec<AccountRow>, DbError> {
    let sql = "SELECT id, name, description, CAST(disabled AS BIGINT), created_at FROM service_accounts WHERE id > ? ORDER BY id LIMIT ?";
    type Columns = (String, String, String, i64, i64);
    let rows: Vec<Columns> = sqlx::query_as(sql).bind(after).bind(fetch).fetch_all(db).await?;
    let account = |(id, name, description, disabled, created_at): Columns| AccountRow {
        id,
        name,
        description,
        disabled: disabled != 0,
        created_at,
    };
    Ok(rows.into_iter().map(account).collect())
}

pub(crate) async fn account_exists(db: &Readers, id: &str) -> Result<bool, DbError> {
    let n_found: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM service_accounts WHERE id = ?")
        .bind(id)
        .fetch_one(db)
        .await?;
    Ok(n_found > 0)
}

pub(crate) async fn set_account_disabled(tx: &mut WriteTx, id: &str, disabled: bool) -> Result<bool, DbError> {
    let update = sqlx::query("UPDATE service_accounts SET disabled = ? WHERE id = ?")
        .bind(i64::from(disabled))
        .bind(id);
    Ok(update.execute(&mut **tx).await?.rows_affected() > 0)
}

pub(crate) async fn insert_key(tx: &mut WriteTx, account: &str, hash: &str, key: &KeyRow) -> Result<(), DbError> {
    let sql = "INSERT INTO api_keys (id, account_id, key_hash, hint, scopes, created_at, created_by, expires_at) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(&key.id)
        .bind(account)
        .bind(hash)
        .bind(&key.hint)
        .bind(&key.scopes)
        .bind(key.created_at)
        .bind(&key.created_by)
        .bind(key.expires_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists the keys of an account, latest first; at most `max`.
pub(crate) async fn keys(db: &Readers, account: &str, max: i64) -> Result<Vec<KeyRow>, DbError> {
    let sql = "SELECT id, hint, scopes, created_at, created_by, expires_at, revoked_at, last_used_at FROM api_keys \
               WHERE account_id = ? ORDER BY id DESC LIMIT ?";
    Ok(sqlx::query_as(sql).bind(account).bind(max).fetch_all(db).await?)
}

pub(crate) async fn revoke(tx: &mut WriteTx, account: &str, id: &str, now: Timestamp) -> Result<bool, DbError> {
    let sql = "UPDATE api_keys SET revoked_at = COALESCE(revoked_at, ?) WHERE id = ? AND account_id = ?";
    let update = sqlx::query(sql).bind(to_millis(now)).bind(id).bind(account);
    Ok(update.execute(&mut **tx).await?.rows_affected() > 0)
}
