//! Templates: those that are shipped, and changes of them.

use nilecare_contracts::notification::{
    NotificationCategory, NotificationChannel, NotificationTemplate, PreviewRequest, TemplatePreview, TemplateRequest,
    variables_in,
};
use nilecare_http::IfMatch;
use nilecare_sql::{Executor, documents, json};
use nilecare_types::{NotificationTemplateId, Page};
use serde::Deserialize;

use super::{allow, valid};
use crate::model::facts::fill;
use crate::store::template::{self, TEMPLATES};
use crate::{NotificationError, NotificationService};

const THERE: &str = "there is a template of this name, channel and language; change that one";

/// A template of the data that is shipped; its name is its category's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    name: NotificationCategory,
    channel: NotificationChannel,
    #[serde(default)]
    subject: Option<String>,
    body: String,
}

/// Reads the shipped templates.
fn shipped() -> Result<Vec<TemplateRequest>, NotificationError> {
    let files = [
        ("en", include_str!("../../templates/en.json")),
        ("ar", include_str!("../../templates/ar.json")),
    ];
    let mut requests = Vec::new();
    for (language, text) in files {
        let templates: Vec<Shipped> = json::read("templates", language, text)?;
        for shipped in templates {
            let mut used = variables_in(&shipped.body).unwrap_or_default();
            used.extend(variables_in(shipped.subject.as_deref().unwrap_or_default()).unwrap_or_default());
            requests.push(TemplateRequest {
                name: json::name(&shipped.name),
                category: shipped.name,
                channel: shipped.channel,
                language: language.to_owned(),
                subject: shipped.subject,
                body: shipped.body,
                variables: used.into_iter().collect(),
                active: true,
            });
        }
    }
    Ok(requests)
}

impl NotificationService {
    /// Adds the shipped templates that are not there. One that somebody changed stays so.
    pub(crate) async fn ship_templates(&self) -> Result<(), NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        for request in shipped()? {
            valid(request.validate())?;
            let known = template::of_name(&mut *tx, &request.name, request.channel, &request.language).await?;
            if known.is_none() {
                let new = NotificationTemplate::new(NotificationTemplateId::generate(), true, request, now);
                template::insert(&mut tx, &new).await?;
            }
        }
        self.commit(tx).await
    }

    pub(crate) async fn add_template(
        &self,
        request: TemplateRequest,
    ) -> Result<NotificationTemplate, NotificationError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let new = NotificationTemplate::new(NotificationTemplateId::generate(), false, request, self.clock.now());
        let added = template::insert(&mut tx, &new).await;
        added.map_err(|error| NotificationError::from(error).if_there(THERE))?;
        self.commit(tx).await?;
        Ok(new)
    }

    /// Changes a template; what was made by it stays as it is, and its former version is kept.
    pub(crate) async fn change_template(
        &self,
        id: NotificationTemplateId,
        version: IfMatch,
        request: TemplateRequest,
    ) -> Result<NotificationTemplate, NotificationError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut template = template_of(&mut *tx, id).await?;
        allow(version, template.version)?;
        template.replace(request, self.clock.now());
        let changed = template::update(&mut tx, &template).await;
        changed.map_err(|error| NotificationError::from(error).if_there(THERE))?;
        self.commit(tx).await?;
        Ok(template)
    }

    /// Uses a template, or does not use it any more.
    pub(crate) async fn toggle_template(
        &self,
        id: NotificationTemplateId,
        version: IfMatch,
    ) -> Result<NotificationTemplate, NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let mut template = template_of(&mut *tx, id).await?;
        allow(version, template.version)?;
        template.active = !template.active;
        template.touch(self.clock.now());
        template::update(&mut tx, &template).await?;
        self.commit(tx).await?;
        Ok(template)
    }

    pub(crate) async fn template(&self, id: NotificationTemplateId) -> Result<NotificationTemplate, NotificationError> {
        template_of(self.db.readers(), id).await
    }

    pub(crate) async fn templates(
        &self,
        category: Option<NotificationCategory>,
        after: &str,
        limit: usize,
    ) -> Result<Page<NotificationTemplate>, NotificationError> {
        let columns: Vec<_> = category
            .iter()
            .map(|category| ("category", json::name(category)))
            .collect();
        let rows = documents::list(self.db.readers(), TEMPLATES, &columns, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |template: &NotificationTemplate| {
            template.id.to_string()
        }))
    }

    pub(crate) async fn template_versions(
        &self,
        id: NotificationTemplateId,
        after: &str,
        limit: usize,
    ) -> Result<Page<NotificationTemplate>, NotificationError> {
        template_of(self.db.readers(), id).await?;
        let rows = template::versions(self.db.readers(), id, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |template| template.version.to_string()))
    }

    /// Shows what a template would say.
    pub(crate) async fn preview_template(
        &self,
        id: NotificationTemplateId,
        request: &PreviewRequest,
    ) -> Result<TemplatePreview, NotificationError> {
        let template = template_of(self.db.readers(), id).await?;
        let known = template.category.variables();
        let unknown = request.variables.keys().any(|name| !known.contains(&name.as_str()));
        if unknown {
            return Err(NotificationError::Invalid(vec![format!(
                "/variables: has one that this category does not have; it has {}",
                known.join(", ")
            )]));
        }
        let value = |name: &str| {
            let given = request.variables.get(name);
            given.map_or_else(|| format!("[{name}]"), |value| value.chars().take(500).collect())
        };
        Ok(fill(&template, value))
    }
}

async fn template_of(
    db: impl Executor<'_>,
    id: NotificationTemplateId,
) -> Result<NotificationTemplate, NotificationError> {
    let found = documents::find(db, TEMPLATES, &id.to_string()).await?;
    found.ok_or(NotificationError::NotFound("template"))
}
