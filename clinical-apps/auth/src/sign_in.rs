//! Sign-in, in one step or two, and its end.
//!
//! ```text
//! password ─► tokens                                          no second factor
//!          ─► challenge (5 min) ─► code ─► tokens             second factor in use
//!                               ─► key ─► code ─► tokens      none yet, and a role requires one
//! ```

use std::net::IpAddr;

use jiff::SignedDuration;
use nilecare_contracts::auth::{Challenge, EnrolledSignIn, SecretText, Tokens, TotpEnrolment};
use nilecare_http::Principal;
use nilecare_sql::WriteTx;
use nilecare_types::{Secret, Timestamp, UserId};

use crate::store::user::UserRow;
use crate::store::{challenge, factor, refresh, user};
use crate::{AuthError, AuthService, refresh_token, roles};

/// A refresh token that is not used for this long is worth nothing.
const REFRESH_LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A sign-in ends after this time, however often it is refreshed.
const FAMILY_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);
const CHALLENGE_LIFETIME: SignedDuration = SignedDuration::from_mins(5);
const CHALLENGE_TRIES: i64 = 5;

/// Where a sign-in comes from, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The peer's address.
    pub address: Option<IpAddr>,
    /// The program, as it named itself; at most 200 characters are kept.
    pub user_agent: Option<String>,
}

/// How the first step of signing in ended.
#[derive(Debug, Clone)]
pub enum SignIn {
    /// The password was enough.
    Done(Tokens),
    /// A second factor is needed.
    Challenged(Challenge),
}

impl AuthService {
    /// Signs in by password.
    ///
    /// # Errors
    /// [`AuthError::BadCredentials`] for any reason, [`AuthError::Throttled`] after too many failures.
    pub async fn login(&self, username: &str, password: Secret<String>, origin: &Origin) -> Result<SignIn, AuthError> {
        let user = self.check_password(username, password, origin.address).await?;
        let mut tx = self.db.begin_write().await?;
        let has_factor = factor::find(&mut tx, user.id)
            .await?
            .is_some_and(|factor| factor.is_confirmed);
        if has_factor || self.requires_second_factor(&user.roles) {
            let challenge = self.challenge(tx, &user, !has_factor).await?;
            return Ok(SignIn::Challenged(challenge));
        }
        let tokens = self.start_family(&mut tx, &user, origin).await?;
        tx.commit().await?;
        Ok(SignIn::Done(tokens))
    }

    /// Signs in by the code that a challenge asked for.
    ///
    /// # Errors
    /// [`AuthError::BadCode`], [`AuthError::BadChallenge`] when it is too late, [`AuthError::MustEnrol`] when there is no factor yet.
    pub async fn answer_challenge(
        &self,
        challenge: &Secret<String>,
        code: &Secret<String>,
        origin: &Origin,
    ) -> Result<Tokens, AuthError> {
        let now = self.clock.now();
        let digest = refresh_token::digest(challenge.expose());
        let mut tx = self.db.begin_write().await?;
        let user = self.challenged(&mut tx, &digest, now).await?;
        if !factor::find(&mut tx, user.id)
            .await?
            .is_some_and(|factor| factor.is_confirmed)
        {
            return Err(AuthError::MustEnrol);
        }
        self.admit_code(user.id, now)?;
        if !self.take_code(&mut tx, user.id, code, now).await? {
            challenge::failed(&mut tx, &digest).await?;
            tx.commit().await?;
            metrics::counter!("auth_login_failures_total").increment(1);
            return Err(AuthError::BadCode);
        }
        challenge::remove(&mut tx, &digest).await?;
        let tokens = self.start_family(&mut tx, &user, origin).await?;
        tx.commit().await?;
        self.codes.succeeded(&user.id.to_string(), None);
        Ok(tokens)
    }

    /// Sets a second factor up while signing in, because a role requires one.
    ///
    /// # Errors
    /// [`AuthError::BadChallenge`] when it is too late, [`AuthError::FactorExists`] when there is one.
    pub async fn enrol_by_challenge(&self, challenge: &Secret<String>) -> Result<TotpEnrolment, AuthError> {
        let digest = refresh_token::digest(challenge.expose());
        let mut tx = self.db.begin_write().await?;
        let user = self.challenged(&mut tx, &digest, self.clock.now()).await?;
        drop(tx);
        self.enrol_totp(user.id, &user.username).await
    }

    /// Puts the second factor in use that was set up while signing in, and signs in.
    ///
    /// # Errors
    /// [`AuthError::BadCode`], [`AuthError::BadChallenge`] when it is too late.
    pub async fn confirm_by_challenge(
        &self,
        challenge: &Secret<String>,
        code: &Secret<String>,
        origin: &Origin,
    ) -> Result<EnrolledSignIn, AuthError> {
        let digest = refresh_token::digest(challenge.expose());
        let mut tx = self.db.begin_write().await?;
        let user = self.challenged(&mut tx, &digest, self.clock.now()).await?;
        drop(tx);
        let codes = self.confirm_totp(user.id, code).await?;
        let mut tx = self.db.begin_write().await?;
        challenge::remove(&mut tx, &digest).await?;
        let tokens = self.start_family(&mut tx, &user, origin).await?;
        tx.commit().await?;
        Ok(EnrolledSignIn {
            tokens,
            recovery_codes: codes.codes,
        })
    }

    /// Checks a password and counts failures.
    pub(crate) async fn check_password(
        &self,
        username: &str,
        password: Secret<String>,
        address: Option<IpAddr>,
    ) -> Result<UserRow, AuthError> {
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
        Ok(user)
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
            self.credentials.note_ended(vec![found.family_id], now);
            return Err(AuthError::BadRefreshToken);
        }
        let is_over = found.is_revoked || found.token_expires_at <= now || found.family_expires_at <= now;
        let user = user::by_id(self.db.readers(), found.user_id)
            .await?
            .filter(|user| !user.disabled && !is_over);
        let user = user.ok_or(AuthError::BadRefreshToken)?;
        refresh::mark_used(&mut tx, &digest, now).await?;
        refresh::touch_family(&mut tx, &found.family_id, now).await?;
        let tokens = self.issue(&mut tx, &user, &found.family_id, now).await?;
        tx.commit().await?;
        Ok(tokens)
    }

    /// Ends the sign-in that a refresh token belongs to. A token that is not known is no error: the aim is reached.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logout(&self, token: &Secret<String>) -> Result<(), AuthError> {
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        let Some(found) = refresh::find(&mut tx, &refresh_token::digest(token.expose())).await? else {
            return Ok(());
        };
        refresh::revoke_family(&mut tx, &found.family_id, now).await?;
        tx.commit().await?;
        self.credentials.note_ended(vec![found.family_id], now);
        Ok(())
    }

    async fn challenge(&self, mut tx: WriteTx, user: &UserRow, must_enrol: bool) -> Result<Challenge, AuthError> {
        let now = self.clock.now();
        let token = refresh_token::generate();
        let digest = refresh_token::digest(token.expose());
        challenge::insert(&mut tx, &digest, user.id, now, now + CHALLENGE_LIFETIME).await?;
        tx.commit().await?;
        Ok(Challenge {
            challenge: SecretText(token),
            expires_in: CHALLENGE_LIFETIME.as_secs().unsigned_abs(),
            must_enrol,
        })
    }

    async fn challenged(&self, tx: &mut WriteTx, digest: &str, now: Timestamp) -> Result<UserRow, AuthError> {
        let id = challenge::find(tx, digest, CHALLENGE_TRIES, now).await?;
        let id = id.ok_or(AuthError::BadChallenge)?;
        let user = user::by_id(self.db.readers(), id).await?;
        user.filter(|user| !user.disabled).ok_or(AuthError::BadChallenge)
    }

    async fn start_family(&self, tx: &mut WriteTx, user: &UserRow, origin: &Origin) -> Result<Tokens, AuthError> {
        let now = self.clock.now();
        // A family's id needs nothing but to be unique.
        let family_id = UserId::generate().to_string();
        refresh::forget_expired(tx, user.id, now).await?;
        refresh::insert_family(tx, &family_id, user.id, origin, now, now + FAMILY_LIFETIME).await?;
        self.issue(tx, user, &family_id, now).await
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
            session: Some(family.to_owned()),
        });
        Ok(Tokens {
            access_token: SecretText(access.token),
            refresh_token: SecretText(refresh_token),
            token_type: "Bearer".to_owned(),
            expires_in: access.expires_in.as_secs(),
        })
    }
}
