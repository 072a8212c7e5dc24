//! The one entry in front of services that run in several processes.
//!
//! ```text
//! client ─► CORS ─► rate limit ─► token check ─► route by path ─► instance that answers ─► reply, streamed
//! ```
//!
//! - Routing is by the services' own path templates; what none of them has goes to the main part, which has the apps, FHIR and the engine.
//! - Instances take turns; one that cannot be reached is left alone for a time ([`nilecare_http::Upstream`]). A request without a body that only
//!   reads is tried at another one when no answer began.
//! - A bearer token or API key that is not valid is refused here. Without one the request goes on: the service knows which of its routes are public.
//! - A user, or an address without sign-in, has so many requests in a time; `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` tell
//!   how many are left, and 429 with `Retry-After` that there are none.
//! - Bodies and WebSockets are passed through as they come; nothing is kept.

mod describe;
mod forward;
mod limit;
mod proxy;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::any;
use nilecare_http::{TokenVerifier, Upstream};

pub use self::limit::{RateLimit, RateLimits};

use self::proxy::{Proxy, Target};

/// What the gateway is made with.
#[derive(Debug)]
pub struct GatewayOptions {
    /// Path templates (`/api/v1/patients/{id}`) and the service that has each.
    pub routes: Vec<(String, String)>,
    /// Where the services are.
    pub services: HashMap<String, Arc<Upstream>>,
    /// The service that has all other paths.
    pub main: String,
    /// Beginnings of paths where a token is not checked here: whoever signs in anew may still send an old one.
    pub unchecked: Vec<String>,
    /// How many requests are let through.
    pub limits: RateLimits,
    /// The largest body, in bytes; a larger one is answered with 413.
    pub max_body_bytes: usize,
    /// How long a service may take until its answer begins; then 504.
    pub timeout: Duration,
}

/// Gives the routes: every path.
///
/// # Errors
/// The name of a service that has routes and no place.
pub fn router(options: GatewayOptions, verifier: TokenVerifier) -> Result<Router, String> {
    let GatewayOptions {
        routes,
        services,
        main,
        unchecked,
        limits,
        max_body_bytes,
        timeout,
    } = options;
    let proxy = Arc::new(Proxy::new(verifier, limits, max_body_bytes, timeout).unchecked(unchecked));
    let target = |service: &str| {
        let upstream = services.get(service).cloned().ok_or_else(|| service.to_owned())?;
        Ok::<_, String>(Target {
            proxy: Arc::clone(&proxy),
            service: service.into(),
            upstream,
        })
    };
    let mut router = Router::new();
    for (template, service) in &routes {
        router = router.route(template, any(proxy::pass).with_state(target(service)?));
    }
    let documents = describe::router(Arc::clone(&proxy), services.clone());
    let others = any(proxy::pass).with_state(target(&main)?);
    Ok(router
        .merge(documents)
        .route("/", others.clone())
        .route("/{*path}", others))
}
