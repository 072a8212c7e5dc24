//! Service accounts: programs that call us, and the keys that they call with.
//!
//! A key holds 256 random bits, is shown once, kept as a digest, ends by itself, and permits no more than whoever made it may do.

use jiff::SignedDuration;
use nilecare_contracts::Check;
use nilecare_contracts::auth::{ApiKey, IssuedApiKey, NewApiKey, NewServiceAccount, SecretText, ServiceAccount};
use nilecare_http::{API_KEY_PREFIX, Principal};
use nilecare_sql::{DbError, DbErrorKind, from_millis, to_millis};
use nilecare_types::{Page, Secret, UserId};

use crate::store::api_key::{self, AccountRow, KeyRow};
use crate::{AuthError, AuthService, refresh_token};

const MAX_DAYS: u16 = 366;
const MAX_SCOPES: usize = 50;
const MAX_KEYS: i64 = 200;
/// How much of a key is kept to know it again by; the rest still has over 200 bits.
const HINT_CHARS: usize = 12;

impl AuthService {
    /// Adds a service account; it can do nothing until it has a key.
    ///
    /// # Errors
    /// When the name is taken, or a field is not valid.
    pub async fn add_service_account(&self, new: NewServiceAccount) -> Result<ServiceAccount, AuthError> {
        let mut check = Check::default();
        let name = new.name.to_lowercase();
        let has_form = (1..=64).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        check.that(has_form, "/name", "must have 1 to 64 of a-z, 0-9, '.', '_' and '-'");
        check.at_most(&new.description, 200, "/description");
        finished(check)?;
        let account = AccountRow {
            id: UserId::generate().to_string(),
            name,
            description: new.description,
            disabled: false,
            created_at: to_millis(self.clock.now()),
        };
        let mut tx = self.db.begin_write().await?;
        let inserted = api_key::insert_account(&mut tx, &account).await;
        inserted.map_err(|error| match error.kind() {
            DbErrorKind::UniqueViolation => AuthError::AccountTaken,
            _ => error.into(),
        })?;
        tx.commit().await?;
        Ok(account_reply(account)?)
    }

    /// Gives one page of service accounts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn service_accounts(&self, after: &str, limit: usize) -> Result<Page<ServiceAccount>, AuthError> {
        let rows = api_key::accounts(self.db.readers(), after, limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |account| account.id.clone());
        let items: Result<Vec<_>, DbError> = page.items.into_iter().map(account_reply).collect();
        Ok(Page {
            items: items?,
            next: page.next,
        })
    }

    /// Disables or enables a service account with all its keys, at once.
    ///
    /// # Errors
    /// When there is no such account.
    pub async fn set_service_account_disabled(&self, id: UserId, disabled: bool) -> Result<(), AuthError> {
        let mut tx = self.db.begin_write().await?;
        if !api_key::set_account_disabled(&mut tx, &id.to_string(), disabled).await? {
            return Err(AuthError::UnknownAccount);
        }
        Ok(tx.commit().await?)
    }

    /// Makes a key for a service account; the reply is the only place where it is shown.
    ///
    /// # Errors
    /// When there is no such account, or a scope is not one that `by` holds.
    pub async fn issue_api_key(
        &self,
        account: UserId,
        new: NewApiKey,
        by: &Principal,
    ) -> Result<IssuedApiKey, AuthError> {
        self.require_account(account).await?;
        let days = new.expires_in_days;
        let mut check = Check::default();
        check.that((1..=MAX_DAYS).contains(&days), "/expires_in_days", "must be 1 to 366");
        let has_some = (1..=MAX_SCOPES).contains(&new.scopes.len());
        check.that(has_some, "/scopes", "needs 1 to 50 permissions");
        for (at, scope) in new.scopes.iter().enumerate() {
            check.that(
                is_scope(scope),
                format_args!("/scopes/{at}"),
                "must be resource:action or resource:*",
            );
            let reason = "must be a permission that you hold yourself";
            check.that(by.holds(scope), format_args!("/scopes/{at}"), reason);
        }
        finished(check)?;
        let now = self.clock.now();
        let key = Secret::new(format!("{API_KEY_PREFIX}{}", refresh_token::generate().expose()));
        let row = KeyRow {
            id: UserId::generate().to_string(),
            hint: key.expose().chars().take(HINT_CHARS).collect(),
            scopes: new.scopes.join(" "),
            created_at: to_millis(now),
            created_by: by.username.clone(),
            expires_at: to_millis(now + SignedDuration::from_hours(24 * i64::from(days))),
            revoked_at: None,
            last_used_at: None,
        };
        let digest = refresh_token::digest(key.expose());
        let mut tx = self.db.begin_write().await?;
        api_key::insert_key(&mut tx, &account.to_string(), &digest, &row).await?;
        tx.commit().await?;
        Ok(IssuedApiKey {
            api_key: SecretText(key),
            key: key_reply(row)?,
        })
    }

    /// Lists the keys of a service account, without the keys themselves.
    ///
    /// # Errors
    /// When there is no such account.
    pub async fn api_keys(&self, account: UserId) -> Result<Vec<ApiKey>, AuthError> {
        self.require_account(account).await?;
        let rows = api_key::keys(self.db.readers(), &account.to_string(), MAX_KEYS).await?;
        let keys: Result<Vec<_>, DbError> = rows.into_iter().map(key_reply).collect();
        Ok(keys?)
    }

    /// Revokes a key, at once and for good.
    ///
    /// # Errors
    /// When the account has no such key.
    pub async fn revoke_api_key(&self, account: UserId, key: UserId) -> Result<(), AuthError> {
        let mut tx = self.db.begin_write().await?;
        if !api_key::revoke(&mut tx, &account.to_string(), &key.to_string(), self.clock.now()).await? {
            return Err(AuthError::UnknownKey);
        }
        Ok(tx.commit().await?)
    }

    async fn require_account(&self, id: UserId) -> Result<(), AuthError> {
        let exists = api_key::account_exists(self.db.readers(), &id.to_string()).await?;
        if exists { Ok(()) } else { Err(AuthError::UnknownAccount) }
    }
}

fn finished(check: Check) -> Result<(), AuthError> {
    let problems = check.finish();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(AuthError::Invalid(problems))
    }
}

/// A key never holds everything: `*` is no scope.
fn is_scope(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let parts = text.split_once(':');
    text.len() <= 64 && parts.is_some_and(|(resource, action)| is_word(resource) && (action == "*" || is_word(action)))
}

fn account_reply(row: AccountRow) -> Result<ServiceAccount, DbError> {
    let corrupt = |_| DbError::Corrupt {
        table: "service_accounts",
        column: "id",
    };
    Ok(ServiceAccount {
        id: row.id.parse().map_err(corrupt)?,
        name: row.name,
        description: row.description,
        disabled: row.disabled,
        created_at: from_millis("service_accounts", "created_at", row.created_at)?,
    })
}

fn key_reply(row: KeyRow) -> Result<ApiKey, DbError> {
    let moment = |column, millis: Option<i64>| millis.map(|millis| from_millis("api_keys", column, millis)).transpose();
    Ok(ApiKey {
        scopes: row.scopes.split(' ').map(str::to_owned).collect(),
        created_at: from_millis("api_keys", "created_at", row.created_at)?,
        expires_at: from_millis("api_keys", "expires_at", row.expires_at)?,
        revoked_at: moment("revoked_at", row.revoked_at)?,
        last_used_at: moment("last_used_at", row.last_used_at)?,
        id: row.id,
        hint: row.hint,
        created_by: row.created_by,
    })
}
