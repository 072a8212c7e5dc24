//! The steps of a transformer.

use std::collections::BTreeMap;

use nilecare_delimited::{DelimitedLayout, FixedWidthLayout};
use nilecare_hl7v2_standard::{Rule as ValidationRule, ValidationMode};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::tagged::tagged;
use crate::{Rule, ScriptText, TemplateText};

/// One step of a transformer. Steps run in order.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Step {
    /// # Name
    /// Shown in errors, traces and drawings.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// # Enabled
    /// A step that is not enabled is as if it were not there.
    #[serde(default = "crate::yes", skip_serializing_if = "crate::is_yes")]
    pub enabled: bool,
    /// # Kind
    #[serde(flatten)]
    pub kind: StepKind,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StepKind {
    /// A script.
    Script(ScriptText),
    /// Sets a variable of a map.
    Map(MapStep),
    /// Sets a place of the message.
    Build(BuildStep),
    /// Steps for each of several segments, repetitions or elements.
    ForEach(ForEachStep),
    /// Steps that run only when rules are met.
    When(WhenStep),
    /// Chooses destinations.
    Route(RouteStep),
    /// Takes segments, fields or members out of the message.
    Delete(DeleteStep),
    /// Turns the message into another format.
    Convert(ConvertStep),
    /// Checks an HL7 v2 message against the standard.
    Validate(ValidateStep),
}

/// Sets a variable of a map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MapStep {
    /// # To
    /// `channel_map.NAME`, `connector_map.NAME`, `response_map.NAME`, `global_channel_map.NAME` or `global_map.NAME`. With
    /// `[]` at the end the value is added to a list.
    pub to: String,
    /// # Value
    #[serde(flatten)]
    pub value: ValueSettings,
}

/// Sets a place of the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuildStep {
    /// # To
    /// A path of the message, such as `PID-5.1` or `/patient/name`, or within a `for_each` a place of the item, `item.5`.
    pub to: String,
    /// # Value
    #[serde(flatten)]
    pub value: ValueSettings,
}

/// Where a value comes from and what is done to it, in this order: template, replacements, lookup, default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ValueSettings {
    /// # Value
    /// Such as `${PID-5.1}`.
    pub value: TemplateText,
    /// # Replacements
    /// Done in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replace: Vec<Replacement>,
    /// # Lookup table
    /// Its name; the value is looked up as the key, and its first column taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lookup: Option<String>,
    /// # Default
    /// Taken when the value is empty, or not in the lookup table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<TemplateText>,
}

/// A replacement by regular expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// # Pattern
    /// A regular expression; every match is replaced.
    pub pattern: String,
    /// # By
    /// `$1` is the first group of the pattern.
    pub by: String,
}

/// Steps for each of several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForEachStep {
    /// # Of
    /// The segments (`OBX`), the repetitions of a field (`PID-3`) or the elements of an array (`/entries`). Within the steps
    /// it is `item`, in templates `${item.5}`, in scripts `item`; `index` counts from 1.
    pub of: String,
    /// # Steps
    pub steps: Vec<Step>,
}

/// Steps under a condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhenStep {
    /// # Rules
    /// All must be met.
    pub rules: Vec<Rule>,
    /// # Steps
    pub steps: Vec<Step>,
}

/// Chooses destinations among those that are still chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteStep {
    /// # When
    /// The choice is made when all rules are met; without rules always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// # Choice
    pub choose: RouteChoice,
    /// # Destinations
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub destinations: Vec<String>,
}

/// Which destinations are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RouteChoice {
    /// All but those named.
    Except,
    /// Only those named.
    Only,
    /// None.
    None,
}

/// Takes parts out of the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteStep {
    /// # Paths
    /// Segments (`NTE`: every one), fields (`PID-19`) or members (`/patient/ssn`).
    pub paths: Vec<String>,
}

/// Turns the message into another format. The steps behind it see the new one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConvertStep {
    /// # To
    pub to: ConversionTarget,
    /// # Header
    /// With `to: hl7v2`: which message FHIR resources become, and what its header says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<Box<HeaderSettings>>,
    /// # Mapping
    /// How HL7 v2 becomes FHIR or FHIR becomes HL7 v2, where it differs from the shipped tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<MappingSettings>,
    /// # Findings into
    /// A variable, such as `channel_map.findings`, that gets the list of what was not carried over between HL7 v2 and FHIR:
    /// `place` and `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<String>,
}

/// The header of an HL7 v2 message that FHIR resources become. Its time (MSH-7) is when the message was received, so that
/// one that is processed again says the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeaderSettings {
    /// # Event
    /// The type and event of the message (MSH-9), such as `ADT^A08`, `ORU^R01`, `OML^O21`.
    pub event: TemplateText,
    /// # Sending application
    /// MSH-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sending_application: Option<TemplateText>,
    /// # Sending facility
    /// MSH-4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sending_facility: Option<TemplateText>,
    /// # Receiving application
    /// MSH-5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiving_application: Option<TemplateText>,
    /// # Receiving facility
    /// MSH-6.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiving_facility: Option<TemplateText>,
    /// # Control id
    /// MSH-10; the number of the message in the hub when it is not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control_id: Option<TemplateText>,
    /// # Processing id
    /// MSH-11; `P` when it is not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processing_id: Option<TemplateText>,
    /// # Version
    /// MSH-12; `2.5.1` when it is not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<TemplateText>,
    /// # Order control
    /// ORC-1 of orders; `NW` when it is not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_control: Option<TemplateText>,
}

/// What a site or a sender knows beyond the shipped tables and the message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MappingSettings {
    /// # Tables
    /// Rows that win over those of the shipped tables, in the same form; later ones win over earlier ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<ScriptText>,
    /// # Identifier systems
    /// By assigning authority (CX.4), the URL that stands for it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub systems: BTreeMap<String, String>,
    /// # Identifier systems by field
    /// By field (`ORC-2`), the URL for identifiers that were sent without an authority.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub field_systems: BTreeMap<String, String>,
    /// # Code systems
    /// By the name that messages use (CWE.3), the URL.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub code_systems: BTreeMap<String, String>,
    /// # Start of systems
    /// What is put before the name of an authority or a code system for which no URL is known; `urn:id:` when not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_base: Option<String>,
    /// # Time zone
    /// That of times sent without an offset, by its IANA name. Without it they are cut to the date, since FHIR has no time
    /// without an offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// # No provenance
    /// Leaves out the resources that tell where the others come from.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub without_provenance: bool,
}

/// What a message is turned into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversionTarget {
    /// HL7 v2.
    Hl7v2,
    /// JSON.
    Json,
    /// A FHIR R4 resource in JSON.
    FhirJson,
    /// A FHIR R4 resource in XML.
    FhirXml,
    /// XML.
    Xml,
    /// An X12 interchange.
    X12,
    /// Delimited text.
    Delimited(DelimitedLayout),
    /// Records with columns of fixed widths.
    FixedWidth(FixedWidthLayout),
    /// Text that is not looked into.
    Raw,
}

/// Checks an HL7 v2 message against the version of the standard that its MSH-12 names. A message with errors is refused: the
/// sender is told the first of them, with its place and code. Texts tell what was expected, never what stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidateStep {
    /// # Mode
    #[serde(default)]
    pub mode: ValidationMode,
    /// # Rules that are not checked
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<ValidationRule>,
    /// # Definitions of the site
    /// Z-segments, further codes and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definitions: Option<ScriptText>,
    /// # Into
    /// A variable, such as `channel_map.issues`, that gets the list of what was found: `path`, `rule`, `severity`, `code`,
    /// `text`. The message then goes on whatever was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<String>,
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (name, enabled, kind) = tagged(deserializer)?;
        Ok(Self { name, enabled, kind })
    }
}

impl Step {
    /// Visits the script texts of the step and of those within it, with their places.
    pub(crate) fn visit_scripts<'a>(&'a self, path: &str, visit: &mut impl FnMut(String, &'a ScriptText)) {
        let mut steps: &[Step] = &[];
        let mut rules: &[Rule] = &[];
        match &self.kind {
            StepKind::Script(script) => visit(path.to_owned(), script),
            StepKind::ForEach(each) => steps = &each.steps,
            StepKind::When(when) => (rules, steps) = (&when.rules, &when.steps),
            StepKind::Route(route) => rules = &route.rules,
            StepKind::Validate(validate) => {
                if let Some(definitions) = &validate.definitions {
                    visit(format!("{path}/definitions"), definitions);
                }
            }
            StepKind::Convert(convert) => {
                let tables = convert.mapping.iter().flat_map(|mapping| &mapping.tables);
                for (index, table) in tables.enumerate() {
                    visit(format!("{path}/mapping/tables/{index}"), table);
                }
            }
            StepKind::Map(_) | StepKind::Build(_) | StepKind::Delete(_) => {}
        }
        for (index, rule) in rules.iter().enumerate() {
            rule.visit_scripts(&format!("{path}/rules/{index}"), visit);
        }
        for (index, step) in steps.iter().enumerate() {
            step.visit_scripts(&format!("{path}/steps/{index}"), visit);
        }
    }
}
