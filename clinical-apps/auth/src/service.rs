//! Sign-in and its end.

use std::net::IpAddr;
use std::sync::Arc;

use jiff::SignedDuration;
use nilecare_contracts::auth::{NewUser, SecretText, Tokens, User};
use nilecare_http::{Principal, TokenIssuer, TokenKey, TokenVerifier};
use nilecare_sql::{Db, Migrator, WriteTx};
use nilecare_types::{Clock, Secret, Timestamp, UserId};

use crate::store::user::UserRow;
use crate::store::{refresh, user};
use crate::users::PASSWORD_CHARS;
use crate::{AuthError, password, refresh_token, roles, throttle::Throttle};

static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// A refresh token that is not used for this long is worth nothing.
const REFRESH_LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A sign-in ends after this time, however often it is refreshed.
const FAMILY_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);
const FIRST_USER: &str = "admin";

/// Settings of auth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthOptions {
    /// How many passwords are hashed at once; each takes 19 MiB.
    pub hashes_at_once: usize,
}

impl Default for AuthOptions {
    fn default() -> Self {
        Self { hashes_at_once: 2 }
    }
}

/// The auth service. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct AuthService {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) verifier: TokenVerifier,
    pub(crate) passwords: Arc<password::Passwords>,
    issuer: TokenIssuer,
    throttle: Arc<Throttle>,
}

impl AuthService {
    /// Migrates `db` and starts the service.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn new(db: Db, clock: Arc<dyn Clock>, key: &TokenKey, options: AuthOptions) -> Result<Self, AuthError> {
        db.migrate(&MIGRATOR).await?;
        Ok(Self {
            db,
            verifier: TokenVerifier::new(key, clock.clone()),
            issuer: TokenIssuer::new(key, clock.clone()),
            clock,
            passwords: Arc::new(password::Passwords::new(options.hashes_at_once)?),
            throttle: Arc::default(),
        })
    }

    /// Adds the first user, `admin`, when there is no user yet. Returns the password to print once when none was given.
    ///
    /// A password that the operator sets may be shorter than users' passwords must be; a warning says so.
    ///
    /// # Errors
    /// When the password given is empty, or the database fails.
    pub async fn ensure_admin(&self, given: Option<Secret<String>>) -> Result<Option<Secret<String>>, AuthError> {
        let mut tx = self.db.begin_write().await?;
        if user::has_any(&mut tx).await? {
            return Ok(None);
        }
        drop(tx);
        let generated = if given.is_none() {
            Some(password::generate())
        } else {
            None
        };
        let password = given.or_else(|| generated.clone()).expect("one of the two is there");
        let roles = vec![roles::ADMINISTRATOR.to_owned()];
        let admin = NewUser {
            username: FIRST_USER.to_owned(),
            password: SecretText(password),
            roles,
        };
        if admin.password.expose().is_empty() {
            return Err(AuthError::Invalid(vec!["/password: must not be empty".to_owned()]));
        }
        if admin.password.expose().chars().count() < *PASSWORD_CHARS.start() {
            tracing::warn!("the first administrator's password is short; set a longer one");
        }
        match self.insert_user(admin).await {
            Ok(User { .. }) => Ok(generated),
            // Another process was first; its password counts.
            Err(AuthError::UsernameTaken) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Signs in. `address` is the peer's, when it is known.
    ///
    /// # Errors
    /// [`AuthError::BadCredentials`] for any reason, [`AuthError::Throttled`] after too many failures.
    pub async fn login(
        &self,
        username: &str,
        password: Secret<String>,
        address: Option<IpAddr>,
    ) -> Result<Tokens, AuthError> {
        let username = username.trim().to_lowercase();
        // Longer ones do not exist; hashing or counting them would only cost.
        if username.len() > 128 || password.expose().len() > 1024 {
            return Err(AuthError::BadCredentials);
        }
        self.throttle
            .admit(&username, address, self.clock.now())
            .map_err(AuthError::Throttled)?;
        let known = user::by_username(self.db.readers(), &username).await?;
        let stored = known.as_ref().map(|user| user.password_hash.clone());
        let fits = self.passwords.verify(password, stored).await?;
        let Some(user) = known.filter(|user| fits && !user.disabled) else {
            metrics::counter!("auth_login_failures_total").increment(1);
            return Err(AuthError::BadCredentials);
        };
        self.throttle.succeeded(&username, address);
        self.start_family(&user).await
    }

    /// Trades a refresh token for new tokens. Used twice, it ends the sign-in: one of the two users stole it.
    ///
    /// # Errors
    /// [`AuthError::BadRefreshToken`] when it is unknown, used, expired or revoked, or the user is disabled.
    pub async fn refresh(&self, token: &Secret<String>) -> Result<Tokens, AuthError> {
        let now = self.clock.now();
        let digest = refresh_token::digest(token.expose());
        let mut tx = self.db.begin_write().await?;
        let found = refresh::find(&mut tx, &digest)
            .await?
            .ok_or(AuthError::BadRefreshToken)?;
        if found.is_used && !found.is_revoked {
            refresh::revoke_family(&mut tx, &found.family_id, now).await?;
            tx.commit().await?;
            tracing::warn!(user.id = %found.user_id, "a refresh token was used twice; the sign-in was ended");
            return Err(AuthError::BadRefreshToken);
        }
        let is_over = found.is_revoked || found.token_expires_at <= now || found.family_expires_at <= now;
        let user = user::by_id(self.db.readers(), found.user_id)
            .await?
            .filter(|user| !user.disabled && !is_over);
        let user = user.ok_or(AuthError::BadRefreshToken)?;
        refresh::mark_used(&mut tx, &digest, now).await?;
        let tokens = self.issue(&mut tx, &user, &found.family_id, now).await?;
        tx.commit().await?;
        Ok(tokens)
    }

    /// Ends the sign-in that a refresh token belongs to. A token that is not known is no error: the aim is reached.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logout(&self, token: &Secret<String>) -> Result<(), AuthError> {
        let mut tx = self.db.begin_write().await?;
        if let Some(found) = refresh::find(&mut tx, &refresh_token::digest(token.expose())).await? {
            refresh::revoke_family(&mut tx, &found.family_id, self.clock.now()).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn start_family(&self, user: &UserRow) -> Result<Tokens, AuthError> {
        let now = self.clock.now();
        // A family's id needs nothing but to be unique.
        let family_id = UserId::generate().to_string();
        let mut tx = self.db.begin_write().await?;
        refresh::forget_expired(&mut tx, user.id, now).await?;
        refresh::insert_family(&mut tx, &family_id, user.id, now + FAMILY_LIFETIME).await?;
        let tokens = self.issue(&mut tx, user, &family_id, now).await?;
        tx.commit().await?;
        Ok(tokens)
    }

    async fn issue(&self, tx: &mut WriteTx, user: &UserRow, family: &str, now: Timestamp) -> Result<Tokens, AuthError> {
        let refresh_token = refresh_token::generate();
        let digest = refresh_token::digest(refresh_token.expose());
        refresh::insert_token(tx, &digest, family, now + REFRESH_LIFETIME).await?;
        let access = self.issuer.issue(&Principal {
            user_id: user.id.to_string(),
            username: user.username.clone(),
            roles: user.roles.clone(),
            permissions: roles::permissions(&user.roles),
            service: false,
        });
        Ok(Tokens {
            access_token: SecretText(access.token),
            refresh_token: SecretText(refresh_token),
            token_type: "Bearer".to_owned(),
            expires_in: access.expires_in.as_secs(),
        })
    }
}
