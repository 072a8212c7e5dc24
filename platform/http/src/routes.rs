//! Routes that state who may call them.
//!
//! There are three ways to declare a route and no fourth: with a permission, for anybody signed in, or public. The choice is enforced
//! before the body is read and written into the OpenAPI document as `x-permission`.

use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use http::header;
use nilecare_types::ProblemKind;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::openapi::mark;
use crate::{ApiError, Permission, Principal, TokenError, TokenVerifier};

/// Collects the routes of a service.
///
/// ```ignore
/// ApiRoutes::new(&verifier)
///     .permit(PATIENTS_READ, routes!(list_patients))
///     .public(routes!(login))
///     .into_router()
///     .with_state(state)
/// ```
pub struct ApiRoutes<S = ()> {
    router: OpenApiRouter<S>,
    verifier: Arc<TokenVerifier>,
}

#[derive(Clone, Copy)]
enum Access {
    SignedIn,
    Permitted(Permission),
}

#[derive(Clone)]
struct Guard {
    verifier: Arc<TokenVerifier>,
    access: Access,
}

impl<S: Clone + Send + Sync + 'static> ApiRoutes<S> {
    /// Begins; `verifier` reads the access tokens.
    pub fn new(verifier: &TokenVerifier) -> Self {
        Self {
            router: OpenApiRouter::new(),
            verifier: Arc::new(verifier.clone()),
        }
    }

    /// Adds routes that need `permission`: 401 without a valid token, 403 without the permission.
    #[must_use]
    pub fn permit(self, permission: Permission, routes: UtoipaMethodRouter<S>) -> Self {
        self.guarded(Access::Permitted(permission), permission.as_str(), routes)
    }

    /// Adds routes for anybody who is signed in.
    #[must_use]
    pub fn signed_in(self, routes: UtoipaMethodRouter<S>) -> Self {
        self.guarded(Access::SignedIn, "signed-in", routes)
    }

    /// Adds routes that need no token, on purpose.
    #[must_use]
    pub fn public(mut self, (schemas, mut paths, methods): UtoipaMethodRouter<S>) -> Self {
        mark(&mut paths, "public", false);
        self.router = self.router.routes((schemas, paths, methods));
        self
    }

    /// Gives the router with its OpenAPI document.
    pub fn into_router(self) -> OpenApiRouter<S> {
        self.router
    }

    fn guarded(mut self, access: Access, name: &str, (schemas, mut paths, methods): UtoipaMethodRouter<S>) -> Self {
        mark(&mut paths, name, true);
        let guard = Guard {
            verifier: self.verifier.clone(),
            access,
        };
        let methods = methods.route_layer(middleware::from_fn_with_state(guard, check));
        self.router = self.router.routes((schemas, paths, methods));
        self
    }
}

async fn check(axum::extract::State(guard): axum::extract::State<Guard>, mut request: Request, next: Next) -> Response {
    let credential = bearer(&request).map(str::to_owned);
    match admit(&guard, credential).await {
        Ok(principal) => {
            request.extensions_mut().insert(principal);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    }
}

async fn admit(guard: &Guard, credential: Result<String, ApiError>) -> Result<Principal, ApiError> {
    let principal = guard.verifier.authenticate(&credential?).await.map_err(refused)?;
    match guard.access {
        Access::Permitted(permission) if !principal.may(permission) => Err(ApiError::new(
            ProblemKind::Forbidden,
            "permission-missing",
            "Your roles do not permit this",
            format!("The permission {permission} is needed; ask an administrator for a role that holds it."),
        )),
        _ => Ok(principal),
    }
}

fn refused(error: TokenError) -> ApiError {
    match error {
        TokenError::Unavailable => {
            let title = "The key cannot be checked now";
            ApiError::new(ProblemKind::Unavailable, "keys-unavailable", title, error.to_string())
        }
        _ => ApiError::unauthenticated(&error.to_string()),
    }
}

fn bearer(request: &Request) -> Result<&str, ApiError> {
    let value = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = value
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let missing = || ApiError::unauthenticated("Send the header Authorization: Bearer ACCESS_TOKEN.");
    token.map(|(_, token)| token.trim()).ok_or_else(missing)
}
