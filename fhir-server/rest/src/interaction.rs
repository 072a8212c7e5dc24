//! One interaction, and where it goes.

use std::sync::Arc;

use axum::body::Bytes;
use http::{Method, StatusCode};
use nilecare_fhir_model::{IssueCode, is_id};
use nilecare_fhir_search::{Query, Search, TypeId};
use nilecare_fhir_store::VersionWanted;
use serde_json::Value;

use crate::access::{Caller, Needed, is_search};
use crate::error::{RestError, RestResult};
use crate::format::read_resource;
use crate::own_address::{make_relative, search_relative};
use crate::prefer::Prefer;
use crate::respond::{Reply, read_etag};
use crate::service::Inner;

/// One interaction, as a request or an entry of a bundle states it.
#[derive(Debug, Clone)]
pub(crate) struct Interaction {
    pub method: Method,
    pub segments: Vec<String>,
    pub pairs: Vec<(String, String)>,
    pub base: String,
    pub caller: Caller,
    pub content_type: Option<String>,
    pub body: Bytes,
    /// The resource, when it is read already.
    pub resource: Option<Value>,
    pub if_match: Option<String>,
    pub if_none_match: Option<String>,
    pub if_modified_since: Option<String>,
    pub if_none_exist: Option<String>,
    pub prefer: Prefer,
}

/// A place in the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    System,
    Metadata,
    SystemHistory,
    SystemSearch,
    Type(TypeId),
    TypeSearch(TypeId),
    TypeHistory(TypeId),
    /// The type, and the id of what is stored.
    Validate(Option<TypeId>, Option<String>),
    /// All of a patient.
    Everything(TypeId, String),
    Instance(TypeId, String),
    InstanceHistory(TypeId, String),
    Version(TypeId, String, u64),
    /// The compartment's type and id, and the type searched; `None` for all.
    Compartment(String, String, Option<TypeId>),
}

impl Interaction {
    /// Finds the place.
    pub fn place(&self, service: &Inner) -> RestResult<Place> {
        let registry = service.store.registry();
        let of = |name: &str| registry.type_id(name).ok_or_else(RestError::unknown_type);
        let id = |id: &str| {
            let is_right = is_id(id);
            is_right.then(|| id.to_owned()).ok_or_else(RestError::not_found)
        };
        let segments: Vec<&str> = self.segments.iter().map(String::as_str).collect();
        Ok(match segments[..] {
            [] => Place::System,
            ["metadata"] => Place::Metadata,
            ["_history"] => Place::SystemHistory,
            ["_search"] => Place::SystemSearch,
            ["$validate"] => Place::Validate(None, None),
            [name, "$validate"] => Place::Validate(Some(of(name)?), None),
            [name, instance, "$validate"] => Place::Validate(Some(of(name)?), Some(id(instance)?)),
            ["Patient", instance, "$everything"] => Place::Everything(of("Patient")?, id(instance)?),
            [.., last] if last.starts_with('$') => {
                let diagnostics = "this operation is not supported; see docs/fhir.md for what is";
                return Err(RestError::new(
                    StatusCode::NOT_FOUND,
                    IssueCode::NotSupported,
                    diagnostics,
                ));
            }
            [name] => Place::Type(of(name)?),
            [name, "_search"] => Place::TypeSearch(of(name)?),
            [name, "_history"] => Place::TypeHistory(of(name)?),
            [name, instance] => Place::Instance(of(name)?, id(instance)?),
            [name, instance, "_history"] => Place::InstanceHistory(of(name)?, id(instance)?),
            [name, instance, "_history", version] => {
                let version = version.parse().map_err(|_| RestError::not_found())?;
                Place::Version(of(name)?, id(instance)?, version)
            }
            [name, instance, "*"] => {
                of(name)?;
                Place::Compartment(name.to_owned(), id(instance)?, None)
            }
            [name, instance, other] | [name, instance, other, "_search"] => {
                of(name)?;
                Place::Compartment(name.to_owned(), id(instance)?, Some(of(other)?))
            }
            _ => return Err(RestError::not_found()),
        })
    }

    /// Tells whether parameters may come in the body.
    pub fn is_search(&self) -> bool {
        is_search(&self.method, &self.segments)
    }

    /// Refuses who may not do this.
    pub fn check_access(&self) -> RestResult<()> {
        match Needed::by(&self.method, &self.segments) {
            Needed::Any => Ok(()),
            needed if needed.is_held_by(self.caller) => Ok(()),
            needed => Err(needed.missing()),
        }
    }

    /// Does it.
    pub async fn perform(mut self, service: &Arc<Inner>) -> RestResult<Reply> {
        let place = self.place(service)?;
        match (self.method.as_str(), &place) {
            ("POST", Place::System) => crate::bundle::perform(service, &mut self).await,
            _ => self.perform_alone(service, &place).await,
        }
    }

    /// Does anything but a bundle.
    pub async fn perform_alone(&mut self, service: &Arc<Inner>, place: &Place) -> RestResult<Reply> {
        self.check_access()?;
        match (self.method.as_str(), place) {
            ("GET", Place::System | Place::Type(_) | Place::Compartment(..))
            | ("POST", Place::SystemSearch | Place::TypeSearch(_)) => crate::search::search(service, self, place).await,
            ("POST", Place::Compartment(..)) if self.is_search() => crate::search::search(service, self, place).await,
            (_, Place::Metadata) => crate::capability::reply(service, &self.base, &self.method),
            ("GET", Place::SystemHistory | Place::TypeHistory(_) | Place::InstanceHistory(..)) => {
                crate::history::history(service, self, place).await
            }
            ("GET", Place::Instance(of, id)) => crate::read::read(service, self, *of, id).await,
            ("GET", Place::Version(of, id, version)) => {
                crate::read::read_version(service, self, *of, id, *version).await
            }
            ("GET", Place::Everything(of, id)) => crate::everything::everything(service, self, *of, id).await,
            ("POST", Place::Validate(of, id)) => crate::validate::validate(service, self, *of, id.as_deref()).await,
            ("GET", Place::Validate(Some(of), Some(id))) => {
                crate::validate::validate(service, self, Some(*of), Some(id)).await
            }
            ("POST", Place::Type(_)) | ("PUT" | "PATCH" | "DELETE", Place::Type(_) | Place::Instance(..)) => {
                crate::write::write(service, self, place).await
            }
            (_, Place::System) => Err(RestError::method_not_allowed("GET, POST")),
            (_, Place::Type(_)) => Err(RestError::method_not_allowed("GET, POST, PUT, PATCH, DELETE")),
            (_, Place::Instance(..)) => Err(RestError::method_not_allowed("GET, PUT, PATCH, DELETE")),
            (_, Place::SystemSearch | Place::TypeSearch(_) | Place::Validate(..)) => {
                Err(RestError::method_not_allowed("POST"))
            }
            _ => Err(RestError::method_not_allowed("GET")),
        }
    }

    /// Reads the resource in the body.
    pub fn take_resource(&mut self) -> RestResult<Value> {
        let mut resource = match self.resource.take() {
            Some(resource) => resource,
            None => read_resource(self.content_type.as_deref(), &self.body)?,
        };
        make_relative(&mut resource, &self.base);
        Ok(resource)
    }

    /// Reads `If-Match`.
    pub fn version_wanted(&self) -> RestResult<Option<VersionWanted>> {
        match self.if_match.as_deref().map(str::trim) {
            None => Ok(None),
            Some("*") => Ok(Some(VersionWanted::Any)),
            Some(text) => match read_etag(text) {
                Some(version) => Ok(Some(VersionWanted::Is(version))),
                None => Err(RestError::bad_request("expected If-Match: W/\"VERSION\", or *")),
            },
        }
    }

    /// Reads a condition, which has to ask something.
    pub fn condition(&self, service: &Inner, of: TypeId, pairs: &[(String, String)]) -> RestResult<Search> {
        let registry = service.store.registry();
        let pairs = search_relative(registry, of, pairs, &self.base);
        let query = Query {
            of: Some(of),
            pairs: &pairs,
            is_strict: true,
            compartment: None,
        };
        let search = query.read(registry)?;
        if search.types.iter().all(|of| of.filters.is_empty()) {
            return Err(RestError::new(
                StatusCode::PRECONDITION_FAILED,
                IssueCode::Required,
                "expected search parameters that tell which resource is meant",
            ));
        }
        Ok(search)
    }
}
