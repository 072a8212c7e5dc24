//! Names in messages as URLs: assigning authorities and code systems.

use std::borrow::Cow;

use super::state::{Here, State};

impl<'m> State<'m> {
    /// Returns the URL of an assigning authority (HL7 v2.5.1 §2.A.33) by its namespace, its universal id and that one's
    /// type: that of the settings, else the universal id as a URI, else the start of systems and the namespace.
    pub fn authority(&self, namespace: Option<&str>, id: Option<&str>, kind: Option<&str>) -> Option<String> {
        let configured = [namespace, id]
            .into_iter()
            .flatten()
            .find_map(|name| self.settings.systems.get(name));
        if let Some(system) = configured {
            return Some(system.clone());
        }
        if let Some(system) = id.and_then(|id| universal(id, kind.unwrap_or_default())) {
            return Some(system);
        }
        let name = namespace.or(id)?;
        if let Some(system) = universal(name, "") {
            return Some(system);
        }
        Some(format!("{}{}", self.settings.system_base.as_ref()?, encode(name)))
    }

    /// Returns the system of an identifier that was sent without an authority: that of the settings for its field, else
    /// the sending facility's where the row allows it.
    pub fn default_authority(&self, here: &Here<'m>, may_be_sender: bool) -> Option<String> {
        let segment = &self.segments.list[here.position];
        if !self.settings.field_systems.is_empty() {
            let field = format!("{}-{}", String::from_utf8_lossy(&segment.id), here.field);
            if let Some(system) = self.settings.field_systems.get(&field) {
                return Some(system.clone());
            }
        }
        if !(self.settings.is_sender_authority && may_be_sender) {
            return None;
        }
        let facility = self.first(0, 4)?;
        let part = |number| {
            let part = self.segments.part(facility, number)?;
            self.is_valued(part).then(|| self.value(part))
        };
        let (namespace, id, kind) = (part(1), part(2), part(3));
        self.authority(namespace.as_deref(), id.as_deref(), kind.as_deref())
    }

    /// Returns the URL of a code system by its name in messages (HL7 table 0396): that of the settings, of the tables, of
    /// an HL7 table (`HL70001`), else the start of systems and the name.
    pub fn code_system(&self, name: &str) -> Option<Cow<'m, str>> {
        if let Some(url) = self.settings.code_systems.get(name) {
            return Some(Cow::Borrowed(url));
        }
        let systems = &self.compiled.systems;
        if let Some(url) = systems.get(name).or_else(|| systems.get(&name.to_uppercase())) {
            return Some(Cow::Borrowed(url));
        }
        if let Some(table) = hl7_table(name) {
            return Some(Cow::Owned(format!("http://terminology.hl7.org/CodeSystem/v2-{table}")));
        }
        if let Some(url) = universal(name, "") {
            return Some(Cow::Owned(url));
        }
        let base = self.settings.system_base.as_ref()?;
        Some(Cow::Owned(format!("{base}{}", encode(name))))
    }
}

/// Returns `0001` of `HL70001`.
fn hl7_table(name: &str) -> Option<&str> {
    let digits = name.strip_prefix("HL7").or_else(|| name.strip_prefix("hl7"))?;
    let digits = digits.trim_start_matches(['-', '_', ' ']);
    (digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Returns a universal id as a URI; without a type, only when it can be nothing else.
fn universal(id: &str, kind: &str) -> Option<String> {
    let is_oid = id.contains('.')
        && id.starts_with(['0', '1', '2'])
        && id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match kind {
        "ISO" if is_oid => Some(format!("urn:oid:{id}")),
        "UUID" | "GUID" => Some(format!("urn:uuid:{}", encode(&id.to_ascii_lowercase()))),
        "DNS" => Some(format!("urn:dns:{}", encode(id))),
        _ if is_oid => Some(format!("urn:oid:{id}")),
        _ if ["http://", "https://", "urn:"]
            .iter()
            .any(|start| id.starts_with(start))
            && !id.contains(' ') =>
        {
            Some(id.to_owned())
        }
        _ => None,
    }
}

/// Writes what may not stand in a URI as `%XX` (RFC 3986 §2.1).
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 8);
    encode_into(text, "-._~", &mut encoded);
    encoded
}

/// Writes what may not stand in a part of a URI as `%XX`; `others` may, beside letters and digits.
pub fn encode_into(text: &str, others: &str, encoded: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || others.as_bytes().contains(&byte) {
            encoded.push(char::from(byte));
            continue;
        }
        encoded.push('%');
        for digit in [byte >> 4, byte & 0x0f] {
            encoded.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn universal_ids_become_uris() {
        assert_eq!(universal("2.16.840.1", "ISO").as_deref(), Some("urn:oid:2.16.840.1"));
        assert_eq!(universal("AB-1", "UUID").as_deref(), Some("urn:uuid:ab-1"));
        assert_eq!(
            universal("https://a.example/x", "URI").as_deref(),
            Some("https://a.example/x")
        );
        assert_eq!(universal("HOSP", "L"), None);
        assert_eq!(universal("1.2 3", "ISO"), None);
    }

    #[test]
    fn names_are_encoded() {
        assert_eq!(encode("A B/Ä"), "A%20B%2F%C3%84");
        assert_eq!(hl7_table("HL70001"), Some("0001"));
        assert_eq!(hl7_table("HL7-001"), None);
    }
}
