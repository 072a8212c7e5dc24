//! The rules of a filter.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::tagged::tagged;
use crate::{ScriptText, TemplateText};

/// One rule of a filter. The rules of a list must all let the message pass.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Rule {
    /// # Name
    /// Shown in traces and drawings.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// # Enabled
    /// A rule that is not enabled is as if it were not there.
    #[serde(default = "crate::yes", skip_serializing_if = "crate::is_yes")]
    pub enabled: bool,
    /// # Kind
    #[serde(flatten)]
    pub kind: RuleKind,
}

/// What a rule looks at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RuleKind {
    /// A script that answers `true` or `false`.
    Script(ScriptText),
    /// A value compared with others.
    Field(FieldRule),
    /// All of some rules.
    All(RuleGroup),
    /// At least one of some rules.
    Any(RuleGroup),
    /// None of some rules.
    None(RuleGroup),
    /// Rules for each of several segments, repetitions or elements.
    ForEach(ForEachRule),
}

/// A value compared with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldRule {
    /// # Value
    /// Such as `${PV1-2}`.
    pub value: TemplateText,
    /// # Comparison
    pub is: Comparison,
    /// # With
    /// One of them suffices; for `not_…` none may be met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<TemplateText>,
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Is not empty.
    Exists,
    /// Is empty or not there.
    NotExists,
    /// Is the same text.
    Equals,
    /// Is another text.
    NotEquals,
    /// Has the text in it.
    Contains,
    /// Does not have the text in it.
    NotContains,
    /// Begins with the text.
    StartsWith,
    /// Is matched by a regular expression.
    Matches,
    /// Is not matched by a regular expression.
    NotMatches,
    /// Is a smaller number, or earlier in the alphabet when one of them is no number.
    Less,
    /// Is a greater number, or later in the alphabet when one of them is no number.
    Greater,
}

/// Rules within a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleGroup {
    /// # Rules
    pub rules: Vec<Rule>,
}

/// Rules for each of several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForEachRule {
    /// # Of
    /// The segments (`OBX`), the repetitions of a field (`PID-3`) or the elements of an array (`/entries`). Within the rules,
    /// `${item.5}` is field 5 of the segment, component 1 of the repetition is `${item.1}`, a member of the element is
    /// `${item/name}`.
    pub of: String,
    /// # Wanted
    #[serde(default)]
    pub wanted: Wanted,
    /// # Rules
    /// All of them must hold for an item to count.
    pub rules: Vec<Rule>,
}

/// How many of several must meet the rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// One at least.
    #[default]
    Any,
    /// Every one; also when there is none.
    All,
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (name, enabled, kind) = tagged(deserializer)?;
        Ok(Self { name, enabled, kind })
    }
}

impl Rule {
    /// Visits the script texts of the rule and of those within it, with their places.
    pub(crate) fn visit_scripts<'a>(&'a self, path: &str, visit: &mut impl FnMut(String, &'a ScriptText)) {
        match &self.kind {
            RuleKind::Script(script) => visit(path.to_owned(), script),
            RuleKind::Field(_) => {}
            RuleKind::All(group) | RuleKind::Any(group) | RuleKind::None(group) => {
                visit_rules(&group.rules, path, visit);
            }
            RuleKind::ForEach(each) => visit_rules(&each.rules, path, visit),
        }
    }
}

fn visit_rules<'a>(rules: &'a [Rule], path: &str, visit: &mut impl FnMut(String, &'a ScriptText)) {
    for (index, rule) in rules.iter().enumerate() {
        rule.visit_scripts(&format!("{path}/rules/{index}"), visit);
    }
}
