//! Templates.

use std::collections::{BTreeMap, BTreeSet};

use nilecare_types::NotificationTemplateId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{NotificationCategory, NotificationChannel};
use crate::Check;
use crate::record::record;

/// A text message of more than so many characters of GSM 03.38, or fewer of Arabic, costs as several.
const LONGEST_SMS: usize = 320;

record! {
    /// A template to be made, or as it is to be from now on.
    request TemplateRequest
    /// The text of one category by one channel in one language. `{{name}}` stands for a variable.
    record NotificationTemplate(NotificationTemplateId)
    own {
        /// Whether it came with the program; such a one can be changed, and is not changed back.
        is_shipped: bool,
    }
    fields {
        /// Its name, unique together with channel and language: lowercase letters, digits and `-`. The category's own name is the one that events
        /// use.
        name: String,
        /// What it is about; this settles which variables it may use.
        category: NotificationCategory,
        /// By which channel.
        channel: NotificationChannel,
        /// In which language, `en` or `ar`.
        language: String,
        /// The subject, at most 200 characters in one line. A mail and what is in the application need one; a text message has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<String>,
        /// What is said, at most 4,000 characters, of a text message 320.
        body: String,
        /// The variables that it uses, each named once.
        #[serde(default)]
        variables: Vec<String>,
        /// Whether it is used.
        #[serde(default = "yes")]
        active: bool,
    }
}

fn yes() -> bool {
    true
}

/// Variables for a preview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// Their values; one that is not given stands as its name.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
}

/// What a template would say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TemplatePreview {
    /// The subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What is said.
    pub body: String,
}

/// Lists what stands between `{{` and `}}`.
///
/// # Errors
/// When a `{{` is not closed, or what stands there is no name.
pub fn variables_in(text: &str) -> Result<BTreeSet<String>, &'static str> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        let (name, end) = after.split_once("}}").ok_or("has a {{ that is not closed by }}")?;
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if !is_name {
            return Err("has something between {{ and }} that is no variable: lowercase letters and _");
        }
        names.insert(name.to_owned());
        rest = end;
    }
    Ok(names)
}

impl TemplateRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let is_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let has_name = (1..=64).contains(&self.name.len()) && self.name.bytes().all(is_name);
        check.that(has_name, "/name", "must be 1 to 64 lowercase letters, digits or -");
        let is_language = ["en", "ar"].contains(&self.language.as_str());
        check.that(is_language, "/language", "must be en or ar");
        let is_sms = self.channel == NotificationChannel::Sms;
        check.text(&self.body, if is_sms { LONGEST_SMS } else { 4000 }, "/body");
        check.optional(self.subject.as_deref(), 200, "/subject");
        let subject = self.subject.as_deref().unwrap_or_default();
        check.that(!subject.contains(char::is_control), "/subject", "must be one line");
        check.that(
            is_sms == self.subject.is_none(),
            "/subject",
            "a mail and what is in the application need one; a text message has none",
        );
        let mut used = BTreeSet::new();
        for (text, path) in [(subject, "/subject"), (self.body.as_str(), "/body")] {
            match variables_in(text) {
                Ok(names) => used.extend(names),
                Err(reason) => check.that(false, path, reason),
            }
        }
        let allowed = self.category.variables();
        let are_allowed = used.iter().all(|name| allowed.contains(&name.as_str()));
        let reason = format!(
            "uses a variable that this category may not have; it may have {}",
            allowed.join(", ")
        );
        check.that(are_allowed, "/body", &reason);
        let declared: BTreeSet<_> = self.variables.iter().cloned().collect();
        let is_declared = declared == used && declared.len() == self.variables.len();
        check.that(
            is_declared,
            "/variables",
            "must name each variable that subject and body use, once, and no other",
        );
        check.finish()
    }
}
