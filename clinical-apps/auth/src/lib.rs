//! Sign-in, access tokens, users and roles.
//!
//! Passwords are kept as argon2id, refresh tokens as SHA-256 and used once, guessing is slowed down per account and per address but
//! never locks anybody out for good. Roles are data ([`roles`]); every other service reads permissions from the access token.
//!
//! ```text
//! login ─► (second factor ─►) access token (15 min) + refresh token (7 days) ─► refresh ─► both anew ─► … ─► logout, or 30 days are over
//! ```

mod credentials;
mod error;
mod password;
mod password_rules;
mod refresh_token;
pub mod roles;
mod routes;
mod second_factor;
mod service;
mod service_accounts;
mod sessions;
mod sign_in;
mod store;
mod throttle;
mod users;

pub use error::AuthError;
pub use service::{AuthOptions, AuthService};
pub use sign_in::{Origin, SignIn};
