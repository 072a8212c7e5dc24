//! Adding, disabling and listing users.

use nilecare_contracts::Check;
use nilecare_contracts::auth::{NewUser, User};
use nilecare_sql::DbErrorKind;
use nilecare_types::{Cursor, Page, Secret, UserId};

use crate::store::user::UserRow;
use crate::store::{challenge, refresh, user};
use crate::{AuthError, AuthService, password_rules, roles};

impl AuthService {
    /// Adds a user.
    ///
    /// # Errors
    /// When the name is taken, or a field is not valid.
    pub async fn add_user(&self, new: NewUser) -> Result<User, AuthError> {
        let problems = self.validate(&new);
        if !problems.is_empty() {
            return Err(AuthError::Invalid(problems));
        }
        self.insert_user(new).await
    }

    /// Adds a user whose fields were checked.
    pub(crate) async fn insert_user(&self, new: NewUser) -> Result<User, AuthError> {
        let mut roles = new.roles;
        roles.sort_unstable();
        roles.dedup();
        let user = UserRow {
            id: UserId::generate(),
            username: new.username.to_lowercase(),
            password_hash: self.passwords.hash(new.password.0).await?,
            disabled: false,
            created_at: self.clock.now(),
            roles,
        };
        let mut tx = self.db.begin_write().await?;
        user::insert(&mut tx, &user).await.map_err(|error| match error.kind() {
            DbErrorKind::UniqueViolation => AuthError::UsernameTaken,
            _ => error.into(),
        })?;
        tx.commit().await?;
        Ok(reply(user))
    }

    /// Gives one page of users by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn users(&self, after: &str, limit: usize) -> Result<Page<User>, AuthError> {
        let rows = user::list(self.db.readers(), after, limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |user| user.id.to_string());
        let next: Option<Cursor> = page.next.clone();
        Ok(Page {
            items: page.items.into_iter().map(reply).collect(),
            next,
        })
    }

    /// Disables or enables a user; disabling ends every sign-in.
    ///
    /// # Errors
    /// When there is no such user, or the last enabled administrator would be lost.
    pub async fn set_disabled(&self, id: UserId, disabled: bool) -> Result<(), AuthError> {
        let now = self.clock.now();
        let known = user::by_id(self.db.readers(), id)
            .await?
            .ok_or(AuthError::UnknownUser)?;
        let mut tx = self.db.begin_write().await?;
        let is_administrator = known.roles.iter().any(|role| role == roles::ADMINISTRATOR);
        if disabled && is_administrator && user::n_enabled_with_role(&mut tx, roles::ADMINISTRATOR, id).await? == 0 {
            return Err(AuthError::LastAdministrator);
        }
        user::set_disabled(&mut tx, id, disabled, now).await?;
        let ended = if disabled {
            challenge::remove_user(&mut tx, id).await?;
            refresh::revoke_user(&mut tx, id, None, now).await?
        } else {
            Vec::new()
        };
        tx.commit().await?;
        self.credentials.note_ended(ended, now);
        Ok(())
    }

    /// Sets what roles a user holds, and ends every sign-in, since tokens carry what the roles permitted before.
    ///
    /// # Errors
    /// When there is no such user, a role is not known, or the last enabled administrator would be lost.
    pub async fn set_roles(&self, id: UserId, mut held: Vec<String>) -> Result<User, AuthError> {
        let mut check = Check::default();
        check_roles(&held, &mut check);
        let problems = check.finish();
        if !problems.is_empty() {
            return Err(AuthError::Invalid(problems));
        }
        held.sort_unstable();
        held.dedup();
        let now = self.clock.now();
        let mut user = self.user(id).await?;
        let mut tx = self.db.begin_write().await?;
        let stays_administrator = held.iter().any(|role| role == roles::ADMINISTRATOR);
        if !stays_administrator && user::n_enabled_with_role(&mut tx, roles::ADMINISTRATOR, id).await? == 0 {
            return Err(AuthError::LastAdministrator);
        }
        user::set_roles(&mut tx, id, &held, now).await?;
        challenge::remove_user(&mut tx, id).await?;
        let ended = refresh::revoke_user(&mut tx, id, None, now).await?;
        tx.commit().await?;
        self.credentials.note_ended(ended, now);
        user.roles = held;
        Ok(reply(user))
    }

    /// Sets a user's password and ends every sign-in but `except`.
    ///
    /// # Errors
    /// When there is no such user, or the password is refused by the rules.
    pub async fn set_password(
        &self,
        id: UserId,
        password: Secret<String>,
        except: Option<&str>,
    ) -> Result<(), AuthError> {
        let user = self.user(id).await?;
        let mut check = Check::default();
        let has_second_factor = self.requires_second_factor(&user.roles);
        password_rules::check(password.expose(), &user.username, has_second_factor, &mut check);
        let problems = check.finish();
        if !problems.is_empty() {
            return Err(AuthError::Invalid(problems));
        }
        let hash = self.passwords.hash(password).await?;
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        if !user::set_password(&mut tx, id, &hash, now).await? {
            return Err(AuthError::UnknownUser);
        }
        challenge::remove_user(&mut tx, id).await?;
        let ended = refresh::revoke_user(&mut tx, id, except, now).await?;
        tx.commit().await?;
        self.credentials.note_ended(ended, now);
        Ok(())
    }

    fn validate(&self, new: &NewUser) -> Vec<String> {
        let mut problems = validate(new);
        let mut check = Check::default();
        let has_second_factor = self.requires_second_factor(&new.roles);
        password_rules::check(new.password.expose(), &new.username, has_second_factor, &mut check);
        problems.extend(check.finish());
        problems
    }
}

fn reply(user: UserRow) -> User {
    let UserRow {
        id,
        username,
        disabled,
        created_at,
        roles,
        ..
    } = user;
    User {
        id,
        username,
        roles,
        disabled,
        created_at,
    }
}

fn validate(new: &NewUser) -> Vec<String> {
    let mut check = Check::default();
    let name = &new.username;
    let has_form = (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    check.that(has_form, "/username", "must have 1 to 64 of a-z, 0-9, '.', '_' and '-'");
    check_roles(&new.roles, &mut check);
    check.finish()
}

fn check_roles(held: &[String], check: &mut Check) {
    check.that(!held.is_empty(), "/roles", "needs at least one role");
    let names: Vec<_> = roles::ROLES.iter().map(|role| role.name).collect();
    for (at, role) in held.iter().enumerate() {
        let is_known = roles::find(role).is_some();
        check.that(
            is_known,
            format_args!("/roles/{at}"),
            &format!("must be one of {}", names.join(", ")),
        );
    }
}
