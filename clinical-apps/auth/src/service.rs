//! The service: its settings, its parts, its first user.

use std::sync::Arc;

use nilecare_contracts::auth::{NewUser, SecretText, User};
use nilecare_http::{TokenIssuer, TokenKey, TokenVerifier};
use nilecare_sql::{Db, Migrations};
use nilecare_types::{Clock, Secret};

use crate::credentials::KnownCredentials;
use crate::second_factor::Sealer;
use crate::store::user;
use crate::{AuthError, password, password_rules, roles, throttle::Throttle};

static MIGRATIONS: Migrations = nilecare_sql::migrations!();

const FIRST_USER: &str = "admin";

/// Settings of auth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthOptions {
    /// How many passwords are hashed at once; each takes 19 MiB.
    pub hashes_at_once: usize,
    /// Roles whose holders sign in with a second factor only.
    pub second_factor_roles: Vec<String>,
}

impl Default for AuthOptions {
    fn default() -> Self {
        Self {
            hashes_at_once: 2,
            second_factor_roles: Vec::new(),
        }
    }
}

/// The auth service. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct AuthService {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) verifier: TokenVerifier,
    pub(crate) passwords: Arc<password::Passwords>,
    pub(crate) issuer: TokenIssuer,
    pub(crate) throttle: Arc<Throttle>,
    pub(crate) codes: Arc<Throttle>,
    pub(crate) sealer: Arc<Sealer>,
    pub(crate) credentials: Arc<KnownCredentials>,
    pub(crate) options: Arc<AuthOptions>,
}

impl AuthService {
    /// Migrates `db` and starts the service.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn new(db: Db, clock: Arc<dyn Clock>, key: &TokenKey, options: AuthOptions) -> Result<Self, AuthError> {
        db.migrate(&MIGRATIONS).await?;
        let credentials = Arc::new(KnownCredentials::open(db.clone(), clock.clone()).await?);
        Ok(Self {
            db,
            verifier: TokenVerifier::new(key, clock.clone()).with_credentials(credentials.clone()),
            issuer: TokenIssuer::new(key, clock.clone()),
            clock,
            passwords: Arc::new(password::Passwords::new(options.hashes_at_once)?),
            throttle: Arc::new(Throttle::of_passwords()),
            codes: Arc::new(Throttle::of_codes()),
            sealer: Arc::new(Sealer::new(key)),
            credentials,
            options: Arc::new(options),
        })
    }

    /// Returns what checks tokens for every service of this process: it takes API keys, and refuses sign-ins that were ended.
    pub fn verifier(&self) -> &TokenVerifier {
        &self.verifier
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
        if admin.password.expose().chars().count() < password_rules::MIN_CHARS {
            tracing::warn!("the first administrator's password is short; set a longer one");
        }
        match self.insert_user(admin).await {
            Ok(User { .. }) => Ok(generated),
            // Another process was first; its password counts.
            Err(AuthError::UsernameTaken) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
