//! The second factor of a user: set up, confirmed, asked for, taken away.
//!
//! ```text
//! none ─► set up (key shown once) ─► confirmed by a code (recovery codes shown once) ─► asked for at each sign-in ─► taken away
//! ```
//!
//! Each code of the authenticator is taken once, each recovery code too. Guessing is slowed down by user and ends a challenge after
//! five tries.

mod base32;
mod recovery_code;
mod sealer;
mod totp;

use nilecare_contracts::auth::{RecoveryCodes, SecondFactor, SecretText, TotpEnrolment};
use nilecare_sql::WriteTx;
use nilecare_types::{Secret, Timestamp, UserId};

pub(crate) use self::sealer::Sealer;
use self::totp::TotpKey;
use crate::store::factor::{self, FactorRow};
use crate::store::user::{self, UserRow};
use crate::{AuthError, AuthService};

impl AuthService {
    /// Tells how a user's second factor stands.
    ///
    /// # Errors
    /// When there is no such user, or the database fails.
    pub async fn second_factor(&self, id: UserId) -> Result<SecondFactor, AuthError> {
        let user = self.user(id).await?;
        let mut tx = self.db.begin_write().await?;
        let factor = factor::find(&mut tx, id).await?;
        Ok(SecondFactor {
            enabled: factor.is_some_and(|factor| factor.is_confirmed),
            required: self.requires_second_factor(&user.roles),
            recovery_codes_left: factor::n_recovery_codes(&mut tx, id).await?,
        })
    }

    /// Makes a key for a user's authenticator. It counts when [`confirm_totp`](Self::confirm_totp) was shown a code of it.
    ///
    /// # Errors
    /// [`AuthError::FactorExists`] when there is a confirmed one.
    pub async fn enrol_totp(&self, user: UserId, username: &str) -> Result<TotpEnrolment, AuthError> {
        let key = TotpKey::generate();
        let sealed = self.sealer.seal(user, &key);
        let mut tx = self.db.begin_write().await?;
        if factor::find(&mut tx, user)
            .await?
            .is_some_and(|factor| factor.is_confirmed)
        {
            return Err(AuthError::FactorExists);
        }
        factor::replace(&mut tx, user, &sealed, self.clock.now()).await?;
        tx.commit().await?;
        Ok(TotpEnrolment {
            secret: SecretText(key.base32()),
            uri: SecretText(key.uri(username)),
        })
    }

    /// Puts an authenticator in use, and gives the recovery codes.
    ///
    /// # Errors
    /// [`AuthError::BadCode`] when the code does not belong to the key, [`AuthError::NoFactor`] when none was set up.
    pub async fn confirm_totp(&self, user: UserId, code: &Secret<String>) -> Result<RecoveryCodes, AuthError> {
        let now = self.clock.now();
        self.admit_code(user, now)?;
        let mut tx = self.db.begin_write().await?;
        let found = factor::find(&mut tx, user).await?.ok_or(AuthError::NoFactor)?;
        if found.is_confirmed {
            return Err(AuthError::FactorExists);
        }
        let step = self.step_of(user, &found, code, now)?.ok_or(AuthError::BadCode)?;
        factor::confirm(&mut tx, user, step, now).await?;
        let codes = renew_recovery_codes(&mut tx, user).await?;
        tx.commit().await?;
        self.codes.succeeded(&user.to_string(), None);
        tracing::info!(user.id = %user, "a second factor was set up");
        Ok(codes)
    }

    /// Makes new recovery codes; those so far are worth nothing.
    ///
    /// # Errors
    /// [`AuthError::NoFactor`] when no second factor is in use.
    pub async fn new_recovery_codes(&self, user: UserId) -> Result<RecoveryCodes, AuthError> {
        let mut tx = self.db.begin_write().await?;
        let is_in_use = factor::find(&mut tx, user)
            .await?
            .is_some_and(|found| found.is_confirmed);
        if !is_in_use {
            return Err(AuthError::NoFactor);
        }
        let codes = renew_recovery_codes(&mut tx, user).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Takes a user's second factor away: the user's own wish, or an administrator's for a lost telephone.
    ///
    /// # Errors
    /// When there is no such user, or the database fails.
    pub async fn remove_second_factor(&self, id: UserId) -> Result<(), AuthError> {
        self.user(id).await?;
        let mut tx = self.db.begin_write().await?;
        factor::remove(&mut tx, id).await?;
        tx.commit().await?;
        tracing::info!(user.id = %id, "a second factor was taken away");
        Ok(())
    }

    /// Takes a code of the authenticator or a recovery code, once. The caller has asked [`admit_code`](Self::admit_code).
    pub(crate) async fn take_code(
        &self,
        tx: &mut WriteTx,
        user: UserId,
        code: &Secret<String>,
        now: Timestamp,
    ) -> Result<bool, AuthError> {
        let Some(found) = factor::find(tx, user).await?.filter(|found| found.is_confirmed) else {
            return Ok(false);
        };
        let is_recovery_code = code.expose().trim().len() > 6;
        if is_recovery_code {
            return Ok(factor::use_recovery_code(tx, user, &recovery_code::digest(code.expose()), now).await?);
        }
        match self.step_of(user, &found, code, now)? {
            Some(step) => Ok(factor::advance(tx, user, step).await?),
            None => Ok(false),
        }
    }

    /// Slows down guessing of codes.
    pub(crate) fn admit_code(&self, user: UserId, now: Timestamp) -> Result<(), AuthError> {
        self.codes
            .admit(&user.to_string(), None, now)
            .map_err(AuthError::Throttled)
    }

    pub(crate) fn requires_second_factor(&self, roles: &[String]) -> bool {
        roles.iter().any(|role| self.options.second_factor_roles.contains(role))
    }

    pub(crate) async fn user(&self, id: UserId) -> Result<UserRow, AuthError> {
        let known = user::by_id(self.db.readers(), id).await?;
        known.ok_or(AuthError::UnknownUser)
    }

    fn step_of(
        &self,
        user: UserId,
        found: &FactorRow,
        code: &Secret<String>,
        now: Timestamp,
    ) -> Result<Option<i64>, AuthError> {
        let key = self.sealer.open(user, &found.sealed_secret)?;
        Ok(key.step_of(code.expose().trim(), now, found.last_step))
    }
}

async fn renew_recovery_codes(tx: &mut WriteTx, user: UserId) -> Result<RecoveryCodes, AuthError> {
    let codes = recovery_code::generate();
    let digests: Vec<_> = codes.iter().map(|code| recovery_code::digest(code.expose())).collect();
    factor::replace_recovery_codes(tx, user, &digests).await?;
    Ok(RecoveryCodes {
        codes: codes.into_iter().map(SecretText).collect(),
    })
}
