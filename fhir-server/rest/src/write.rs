//! create, update, patch, delete, with and without conditions (FHIR R4 §3.1.0.4 to §3.1.0.9).

use http::StatusCode;
use nilecare_fhir_model::{Issue, check, is_id, outcome};
use nilecare_fhir_search::TypeId;
use nilecare_fhir_store::{Change, Changed, Draft, Outcome, Stored, Target};
use serde_json::Value;

use crate::error::{RestError, RestResult};
use crate::interaction::{Interaction, Place};
use crate::prefer::Return;
use crate::respond::Reply;
use crate::service::Inner;

pub(crate) async fn write(service: &Inner, interaction: &mut Interaction, place: &Place) -> RestResult<Reply> {
    let change = change(service, interaction, place)?;
    let done = service
        .store
        .apply(vec![change])
        .await
        .map_err(|(_, error)| RestError::from(error))?;
    let changed = done.into_iter().next().ok_or_else(RestError::not_found)?;
    Ok(reply(service, interaction, &changed))
}

/// Reads what is to be changed.
pub(crate) fn change(service: &Inner, interaction: &mut Interaction, place: &Place) -> RestResult<Change> {
    let if_match = interaction.version_wanted()?;
    let (Place::Type(of) | Place::Instance(of, _)) = place else {
        return Err(RestError::not_found());
    };
    match interaction.method.as_str() {
        "POST" => {
            let resource = resource(service, interaction, *of)?;
            let if_none_exist = match &interaction.if_none_exist {
                None => None,
                Some(text) => {
                    let query = text.split_once('?').map_or(text.as_str(), |(_, query)| query);
                    Some(interaction.condition(service, *of, &crate::request::pairs(query))?)
                }
            };
            let draft = Draft::new(*of, resource);
            Ok(Change::Create { draft, if_none_exist })
        }
        "PUT" => {
            let resource = resource(service, interaction, *of)?;
            let own = resource.get("id").and_then(Value::as_str);
            if let Place::Instance(_, id) = place
                && own != Some(id)
            {
                return Err(RestError::bad_request(
                    "the id in the resource has to be that of the path",
                ));
            }
            if own.is_some_and(|own| !is_id(own)) {
                return Err(RestError::bad_request("the id is none of FHIR"));
            }
            Ok(Change::Update {
                draft: Draft::new(*of, resource),
                target: target(service, interaction, *of, place)?,
                if_match,
                only_new: interaction.if_none_match.as_deref() == Some("*"),
            })
        }
        "PATCH" => Ok(Change::Patch {
            target: target(service, interaction, *of, place)?,
            patch: crate::patch::read(interaction.content_type.as_deref(), &interaction.body)?,
            if_match,
        }),
        _ => Ok(Change::Delete {
            target: target(service, interaction, *of, place)?,
            if_match,
        }),
    }
}

fn target(service: &Inner, interaction: &Interaction, of: TypeId, place: &Place) -> RestResult<Target> {
    match place {
        Place::Instance(_, id) => Ok(Target::Id(of, id.clone())),
        _ => Ok(Target::Where(interaction.condition(service, of, &interaction.pairs)?)),
    }
}

/// Reads and checks the resource.
fn resource(service: &Inner, interaction: &mut Interaction, of: TypeId) -> RestResult<Value> {
    let resource = interaction.take_resource()?;
    let name = service.store.registry().name(of);
    if resource.get("resourceType").and_then(Value::as_str) != Some(name) {
        return Err(RestError::bad_request(format!(
            "expected a resource of the type {name}"
        )));
    }
    let issues = check(&resource);
    if issues.is_empty() {
        Ok(resource)
    } else {
        Err(RestError::invalid(issues))
    }
}

pub(crate) fn status(outcome: Outcome) -> StatusCode {
    match outcome {
        Outcome::Created => StatusCode::CREATED,
        Outcome::Updated | Outcome::Unchanged => StatusCode::OK,
        Outcome::Deleted | Outcome::NothingToDelete => StatusCode::NO_CONTENT,
    }
}

/// Returns the address of a version.
pub(crate) fn location(service: &Inner, base: &str, stored: &Stored) -> String {
    let name = service.store.registry().name(stored.of);
    format!("{base}/{name}/{}/_history/{}", stored.id, stored.version)
}

fn reply(service: &Inner, interaction: &Interaction, changed: &Changed) -> Reply {
    let (outcome_of, stored) = match changed {
        Changed::Resource(outcome, stored) => (*outcome, stored),
        Changed::Deleted(_) => return Reply::empty(status(Outcome::Deleted)),
        Changed::Nothing(outcome) => return Reply::empty(status(*outcome)),
        Changed::Read(_) | Changed::Found(_) => return Reply::empty(StatusCode::OK),
    };
    let status = status(outcome_of);
    let mut reply = Reply::empty(status).of_version(stored);
    if outcome_of == Outcome::Deleted {
        reply.last_modified = None;
        return reply;
    }
    reply.location = Some(location(service, &interaction.base, stored));
    reply.body = match interaction.prefer.returns.unwrap_or_default() {
        Return::Minimal => None,
        Return::Representation => stored.body.as_ref().map(|body| body.to_vec()),
        Return::OperationOutcome => Some(
            outcome(&[Issue::information(said(outcome_of))])
                .to_string()
                .into_bytes(),
        ),
    };
    reply
}

fn said(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Created => "the resource was created",
        Outcome::Updated => "the resource was updated",
        Outcome::Unchanged => "the resource was already like this and keeps its version",
        Outcome::Deleted => "the resource was deleted",
        Outcome::NothingToDelete => "there was nothing to delete",
    }
}
