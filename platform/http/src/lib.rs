//! What every HTTP service of NileCare has in common.
//!
//! - Failures leave as `application/problem+json` ([`ApiError`], [`ApiResult`]); extractors ([`Json`], [`Query`], [`Path`]) name the place
//!   of what is wrong and never repeat the value, since it may be patient data.
//! - A route is declared with its permission ([`ApiRoutes`]); who calls is a [`Principal`] read from an access token ([`TokenVerifier`]).
//! - A service is called by name through [`ServiceCaller`]: in this process or over the network, with the same permission checks.
//! - [`finish`] adds what belongs around the whole API: request id, access log, metrics, time-out, body limit, panic guard.
//!
//! Domain types and tables are left to the services.

mod auditor;
mod caller;
mod credentials;
mod error;
mod extract;
mod finish;
mod idempotency;
mod list;
mod observe;
mod openapi;
mod permission;
mod principal;
mod routes;
mod token;
mod token_key;
mod version;

pub use auditor::{Access, Auditor, PatientsSeen, RecordedPath};
pub use caller::{
    Caller, InProcess, Remote, RemoteOptions, ServiceCallError, ServiceCallErrorKind, ServiceCaller, ServiceIdentity,
    Upstream, read_json,
};
pub use credentials::{API_KEY_PREFIX, Credentials};
pub use error::{ApiError, ApiResult, PROBLEM_JSON};
pub use extract::{Json, Path, Query};
pub use finish::{HttpOptions, finish, timed_out, unknown_route};
pub use idempotency::IdempotencyKey;
pub use list::ListQuery;
pub use observe::{REQUEST_ID, RequestId};
pub use openapi::{
    clashing_schemas, dangling_references, describe_security, name_operations, routes_without_permission,
};
pub use permission::Permission;
pub use principal::{ClientAddress, Principal};
pub use routes::{ApiRoutes, bearer, refused};
pub use token::{AccessToken, TokenIssuer, TokenVerifier};
pub use token_key::{TokenError, TokenKey};
pub use version::{HasVersion, IfMatch, Versioned};

pub use utoipa_axum::{router::OpenApiRouter, routes};
