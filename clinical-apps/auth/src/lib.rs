//! Sign-in, access tokens, users and roles.
//!
//! Passwords are kept as argon2id, refresh tokens as SHA-256 and used once, guessing is slowed down per account and per address but
//! never locks anybody out for good. Roles are data ([`roles`]); every other service reads permissions from the access token.
//!
//! ```text
//! login ─► access token (15 min) + refresh token (7 days) ─► refresh ─► both anew ─► … ─► logout, or 30 days are over
//! ```

mod error;
mod password;
mod refresh_token;
pub mod roles;
mod routes;
mod service;
mod store;
mod throttle;
mod users;

pub use error::AuthError;
pub use service::{AuthOptions, AuthService};
