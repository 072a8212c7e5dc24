//! What the variables of templates stand for.

use jiff::tz::TimeZone;
use nilecare_contracts::notification::{NotificationTemplate, TemplatePreview};
use nilecare_types::{FacilityId, Timestamp};

/// What a notification may tell. None of it says who the patient is, what the patient has, or what was measured.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    pub facility: Option<Where>,
    /// When it takes place, or happened.
    pub at: Option<Timestamp>,
    /// The number of the appointment, prescription or invoice.
    pub number: Option<String>,
    /// How often it was told to more people; 1 for the first.
    pub level: Option<u32>,
    pub title: Option<String>,
    pub text: Option<String>,
}

/// A facility as people know it.
#[derive(Debug, Clone)]
pub(crate) struct Where {
    /// Absent for a code that no facility has.
    pub id: Option<FacilityId>,
    pub name: String,
    pub phone: Option<String>,
    pub zone: TimeZone,
    pub language: String,
}

impl Where {
    /// Stands for a facility that nobody knows.
    pub fn unknown() -> Self {
        Self {
            id: None,
            name: String::new(),
            phone: None,
            zone: TimeZone::UTC,
            language: "en".to_owned(),
        }
    }
}

impl Facts {
    pub fn zone(&self) -> TimeZone {
        self.facility.as_ref().map_or(TimeZone::UTC, |place| place.zone.clone())
    }

    /// Returns what a variable stands for; nothing when it is not known.
    fn value(&self, name: &str, language: &str) -> String {
        let at = || self.at.map(|at| at.to_zoned(self.zone()));
        let known = match name {
            "facility" => self.facility.as_ref().map(|place| place.name.clone()),
            "facility_phone" => self.facility.as_ref().and_then(|place| place.phone.clone()),
            // Months by name in English; in Arabic, whose months have other names in other countries, by number.
            "date" if language == "en" => at().map(|at| at.strftime("%d %b %Y").to_string()),
            "date" => at().map(|at| at.strftime("%Y-%m-%d").to_string()),
            "time" => at().map(|at| at.strftime("%H:%M").to_string()),
            "number" => self.number.clone(),
            "level" => self.level.map(|level| level.to_string()),
            "title" => self.title.clone(),
            "text" => self.text.clone(),
            _ => None,
        };
        known.unwrap_or_default()
    }

    pub fn fill(&self, template: &NotificationTemplate) -> TemplatePreview {
        fill(template, |name| self.value(name, &template.language))
    }
}

/// Puts values in the place of a template's variables. What is put in is not looked at again.
pub(crate) fn fill(template: &NotificationTemplate, value: impl Fn(&str) -> String) -> TemplatePreview {
    TemplatePreview {
        // A subject is one line, whatever a name holds.
        subject: template
            .subject
            .as_ref()
            .map(|text| replace(text, &value).replace(char::is_control, " ").trim().to_owned()),
        body: replace(&template.body, &value).trim().to_owned(),
    }
}

fn replace(text: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, end)) = after.split_once("}}") else {
            break;
        };
        filled.push_str(before);
        filled.push_str(&value(name));
        rest = end;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::replace;

    #[test]
    fn a_value_is_not_taken_for_a_template() {
        let value = |name: &str| {
            if name == "a" {
                "{{b}}".to_owned()
            } else {
                "secret".to_owned()
            }
        };
        assert_eq!(replace("x {{a}} y", value), "x {{b}} y");
        assert_eq!(replace("{{a}}{{b}}", value), "{{b}}secret");
        assert_eq!(replace("plain }} {{", value), "plain }} {{");
    }
}
