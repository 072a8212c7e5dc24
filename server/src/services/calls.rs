//! Who calls whom, in this process or over HTTP.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use http::Uri;
use nilecare_contracts::auth;
use nilecare_http::{
    Caller, HttpOptions, InProcess, OpenApiRouter, Remote, RemoteOptions, ServiceCaller, ServiceIdentity, TokenIssuer,
    finish,
};

use crate::roles::{GATEWAY, ROLES, Roles};
use crate::settings::Settings;

/// The services, as one caller reaches them.
#[derive(Clone)]
pub struct Calls {
    in_process: Arc<InProcess>,
    shared: Arc<dyn ServiceCaller>,
}

impl Calls {
    /// Returns what clients of services are made with.
    pub fn shared(&self) -> Arc<dyn ServiceCaller> {
        Arc::clone(&self.shared)
    }

    /// Adds a service of this process.
    pub fn register(&self, service: &str, router: axum::Router) {
        self.in_process.register(service, router);
    }
}

/// Gives each caller its own identity and permissions.
pub struct Callers<'a> {
    issuer: TokenIssuer,
    elsewhere: HashMap<String, Vec<Uri>>,
    roles: &'a Roles,
    given: Vec<Calls>,
}

impl<'a> Callers<'a> {
    /// Checks that each service is here or has an address.
    pub fn new(settings: &Settings, roles: &'a Roles, issuer: TokenIssuer) -> Result<Self> {
        let mut elsewhere = HashMap::new();
        for (service, place) in &settings.services {
            if !ROLES.iter().any(|(name, _)| name == service) {
                bail!("services.{service}: there is no such service");
            }
            if !roles.has(service) {
                elsewhere.insert(service.clone(), place.urls()?);
            }
        }
        let missing = |name: &str| name != GATEWAY && !roles.has(name) && !elsewhere.contains_key(name);
        if let Some((name, port)) = ROLES
            .iter()
            .find(|(name, _)| *name != crate::roles::MAIN && missing(name))
        {
            bail!(
                "the service {name} does not run in this process; say where it does, such as \
                 [services.{name}] url = \"http://{name}:{port}\""
            );
        }
        Ok(Self {
            issuer,
            elsewhere,
            roles,
            given: Vec::new(),
        })
    }

    /// Tells where the services are that run in other processes.
    pub fn elsewhere(&self) -> &HashMap<String, Vec<Uri>> {
        &self.elsewhere
    }

    /// Makes the calls of one caller.
    pub fn named(&mut self, name: &str, permissions: &[&str]) -> Result<Calls> {
        let identity = ServiceIdentity::new(name, permissions, self.issuer.clone());
        let in_process = Arc::new(InProcess::new(identity.clone()));
        let shared: Arc<dyn ServiceCaller> = if self.roles.are_all() {
            Arc::clone(&in_process) as _
        } else {
            let remote = Remote::new(self.elsewhere.clone(), identity, RemoteOptions::default());
            let remote = Arc::new(remote.context("services")?);
            Arc::new(Caller::new(Arc::clone(&in_process), remote))
        };
        let calls = Calls { in_process, shared };
        self.given.push(calls.clone());
        Ok(calls)
    }

    /// Makes the services of this process known to all callers.
    pub fn register<'r>(
        &self,
        routers: impl Iterator<Item = (&'static str, &'r OpenApiRouter)>,
        auth: Option<&'r OpenApiRouter>,
    ) {
        for (name, router) in routers.chain(auth.map(|router| (auth::SERVICE, router))) {
            let router = finish(router.clone().split_for_parts().0, HttpOptions::default());
            self.given.iter().for_each(|calls| calls.register(name, router.clone()));
        }
    }
}
