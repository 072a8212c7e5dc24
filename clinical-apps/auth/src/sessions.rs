//! Sign-ins that go on: listed and ended; changing the own password.

use nilecare_contracts::auth::{ChangePassword, Session};
use nilecare_sql::{DbError, from_millis};
use nilecare_types::{Timestamp, UserId};

use crate::store::refresh::{self, SessionRow};
use crate::{AuthError, AuthService, Origin};

impl AuthService {
    /// Lists a user's sign-ins that go on, latest first; `current` is the one that asks.
    ///
    /// # Errors
    /// When there is no such user, or the database fails.
    pub async fn sessions(&self, user: UserId, current: Option<&str>) -> Result<Vec<Session>, AuthError> {
        self.user(user).await?;
        let rows = refresh::of_user(self.db.readers(), user, self.clock.now()).await?;
        let sessions: Result<Vec<_>, DbError> = rows.into_iter().map(|row| reply(row, current)).collect();
        Ok(sessions?)
    }

    /// Ends one sign-in of a user.
    ///
    /// # Errors
    /// [`AuthError::UnknownSession`] when the user has none of this id: nobody ends those of others by guessing ids.
    pub async fn end_session(&self, user: UserId, id: &str) -> Result<(), AuthError> {
        let now = self.clock.now();
        let is_own = refresh::of_user(self.db.readers(), user, now)
            .await?
            .iter()
            .any(|row| row.id == id);
        if !is_own {
            return Err(AuthError::UnknownSession);
        }
        let mut tx = self.db.begin_write().await?;
        refresh::revoke_family(&mut tx, id, now).await?;
        tx.commit().await?;
        self.credentials.note_ended(vec![id.to_owned()], now);
        Ok(())
    }

    /// Ends every sign-in of a user but `except`.
    ///
    /// # Errors
    /// When there is no such user, or the database fails.
    pub async fn end_sessions(&self, user: UserId, except: Option<&str>) -> Result<(), AuthError> {
        self.user(user).await?;
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        let ended = refresh::revoke_user(&mut tx, user, except, now).await?;
        tx.commit().await?;
        self.credentials.note_ended(ended, now);
        Ok(())
    }

    /// Changes the password of who is signed in, and ends every other sign-in.
    ///
    /// # Errors
    /// [`AuthError::BadCredentials`] when the password so far is wrong; the rules' problems.
    pub async fn change_password(
        &self,
        user: UserId,
        session: Option<&str>,
        change: ChangePassword,
        origin: &Origin,
    ) -> Result<(), AuthError> {
        let username = self.user(user).await?.username;
        self.check_password(&username, change.current_password.0, origin.address)
            .await?;
        self.set_password(user, change.new_password.0, session).await
    }
}

fn reply(row: SessionRow, current: Option<&str>) -> Result<Session, DbError> {
    let moment = |column, millis: Option<i64>| -> Result<Option<Timestamp>, DbError> {
        millis
            .map(|millis| from_millis("refresh_families", column, millis))
            .transpose()
    };
    Ok(Session {
        current: current == Some(row.id.as_str()),
        started_at: moment("started_at", row.started_at)?,
        last_used_at: moment("last_used_at", row.last_used_at)?,
        expires_at: from_millis("refresh_families", "expires_at", row.expires_at)?,
        id: row.id,
        address: row.address,
        user_agent: row.user_agent,
    })
}
