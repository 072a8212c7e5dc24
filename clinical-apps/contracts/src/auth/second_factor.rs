//! The second factor: one-time codes by time (RFC 6238) and recovery codes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{SecretText, Tokens};

/// The password was right, and a second step is needed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Challenge {
    /// Proves the first step; works for one sign-in.
    pub challenge: SecretText,
    /// Seconds that it lives.
    pub expires_in: u64,
    /// Whether the user has no second factor yet and must set one up first, because a role asks for it.
    pub must_enrol: bool,
}

/// The second step of signing in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChallengeAnswer {
    /// What the first step gave.
    pub challenge: SecretText,
    /// The six digits that the authenticator shows, or a recovery code.
    pub code: SecretText,
}

/// Sets a second factor up while signing in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnrolByChallenge {
    /// What the first step gave.
    pub challenge: SecretText,
}

/// Sets a second factor up, or makes new recovery codes; the password is asked again.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmPassword {
    /// The password of who is signed in.
    pub password: SecretText,
}

/// Shows that the authenticator was set up.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmCode {
    /// The six digits that the authenticator shows.
    pub code: SecretText,
}

/// What an authenticator has to know; shown once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TotpEnrolment {
    /// The key in Base32, for typing.
    pub secret: SecretText,
    /// The same as an `otpauth://totp/…` address, for a QR code.
    pub uri: SecretText,
}

/// Each signs in once in place of the authenticator; shown once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodes {
    /// Ten codes.
    pub codes: Vec<SecretText>,
}

/// Tokens of a sign-in that set a second factor up.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EnrolledSignIn {
    /// The tokens.
    pub tokens: Tokens,
    /// Ten recovery codes; shown once.
    pub recovery_codes: Vec<SecretText>,
}

/// How the second factor stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SecondFactor {
    /// Whether signing in asks for a code.
    pub enabled: bool,
    /// Whether a role of the user asks for a second factor.
    pub required: bool,
    /// How many recovery codes are left.
    pub recovery_codes_left: u32,
}
