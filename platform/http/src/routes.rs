//! Routes that state who may call them.
//!
//! There are three ways to declare a route and no fourth: with a permission, for anybody signed in, or public. The choice is enforced
//! before the body is read and written into the OpenAPI document as `x-permission`.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use nilecare_types::ProblemKind;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::openapi::{mark, mark_audited};
use crate::{ApiError, Auditor, Permission, TokenError, TokenVerifier, auditor};

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
    auditor: Option<Arc<dyn Auditor>>,
}

#[derive(Clone, Copy)]
enum Access {
    SignedIn,
    Permitted(Permission),
}

#[derive(Clone)]
struct Guard {
    verifier: Arc<TokenVerifier>,
    auditor: Option<Arc<dyn Auditor>>,
    access: Access,
}

impl<S: Clone + Send + Sync + 'static> ApiRoutes<S> {
    /// Begins; `verifier` reads the access tokens.
    pub fn new(verifier: &TokenVerifier) -> Self {
        Self {
            router: OpenApiRouter::new(),
            verifier: Arc::new(verifier.clone()),
            auditor: None,
        }
    }

    /// Puts requests of the routes with a permission that are added from here on on record; with `None`, nothing is.
    #[must_use]
    pub fn audited(mut self, auditor: Option<Arc<dyn Auditor>>) -> Self {
        self.auditor = auditor;
        self
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
            auditor: self.auditor.clone(),
            access,
        };
        if matches!(access, Access::Permitted(_)) && guard.auditor.is_some() {
            mark_audited(&mut paths);
        }
        let methods = methods.route_layer(middleware::from_fn_with_state(guard, check));
        self.router = self.router.routes((schemas, paths, methods));
        self
    }
}

async fn check(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    // Taken out first: a body cannot be shared while we wait.
    let credential = bearer(request.headers()).map(str::to_owned);
    let principal = match credential {
        Ok(credential) => guard.verifier.authenticate(&credential).await.map_err(refused),
        Err(error) => Err(error),
    };
    let principal = match principal {
        Ok(principal) => principal,
        Err(error) => return error.into_response(),
    };
    let Access::Permitted(permission) = guard.access else {
        request.extensions_mut().insert(principal);
        return next.run(request).await;
    };
    let is_permitted = principal.may(permission);
    request.extensions_mut().insert(principal.clone());
    let access = auditor::Access { principal, permission };
    match (is_permitted, guard.auditor) {
        (true, None) => next.run(request).await,
        (true, Some(auditor)) => auditor.pass(access, request, next).await,
        (false, None) => not_permitted(permission).into_response(),
        (false, Some(auditor)) => {
            auditor.refused(access, request.into_parts().0).await;
            not_permitted(permission).into_response()
        }
    }
}

fn not_permitted(permission: Permission) -> ApiError {
    ApiError::new(
        ProblemKind::Forbidden,
        "permission-missing",
        "Your roles do not permit this",
        format!("The permission {permission} is needed; ask an administrator for a role that holds it."),
    )
}

/// Returns the answer to a credential that is not taken.
pub fn refused(error: TokenError) -> ApiError {
    match error {
        TokenError::Unavailable => {
            let title = "The key cannot be checked now";
            ApiError::new(ProblemKind::Unavailable, "keys-unavailable", title, error.to_string())
        }
        _ => ApiError::unauthenticated(&error.to_string()),
    }
}

/// Returns the access token or API key of a request.
///
/// # Errors
/// When there is none, or another scheme.
pub fn bearer(headers: &HeaderMap) -> Result<&str, ApiError> {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = value
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let missing = || ApiError::unauthenticated("Send the header Authorization: Bearer ACCESS_TOKEN.");
    token.map(|(_, token)| token.trim()).ok_or_else(missing)
}
