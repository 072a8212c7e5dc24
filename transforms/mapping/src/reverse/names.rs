//! URLs as names in messages: systems of identifiers and of codes.

use super::Backward;
use crate::Settings;

/// A hierarchic designator (HL7 v2.5.1 §2.A.33).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Authority {
    pub namespace: String,
    pub id: String,
    pub kind: String,
}

/// Returns the authority that a system stands for: the name that the settings have for it, its OID or UUID, what follows
/// the start of systems, else the URL itself.
pub fn authority(system: &str, settings: &Settings) -> Authority {
    let of_id = |id: &str, kind: &str| Authority {
        id: id.to_owned(),
        kind: kind.to_owned(),
        ..Authority::default()
    };
    let named = settings
        .systems
        .iter()
        .find(|(_, url)| *url == system)
        .map(|(name, _)| name.as_str());
    if let Some(name) = named.or_else(|| after_base(system, settings)) {
        let is_oid = name.contains('.') && name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if is_oid {
            return of_id(name, "ISO");
        }
        return Authority {
            namespace: decoded(name),
            ..Authority::default()
        };
    }
    if let Some(id) = system.strip_prefix("urn:oid:") {
        return of_id(id, "ISO");
    }
    if let Some(id) = system.strip_prefix("urn:uuid:") {
        return of_id(id, "UUID");
    }
    if let Some(id) = system.strip_prefix("urn:dns:") {
        return of_id(id, "DNS");
    }
    of_id(system, "URI")
}

fn after_base<'s>(system: &'s str, settings: &Settings) -> Option<&'s str> {
    let name = system.strip_prefix(settings.system_base.as_ref()?.as_str())?;
    (!name.is_empty()).then_some(name)
}

/// Returns the name of a code system: that of the settings, of the tables, of an HL7 table, what follows the start of
/// systems, else the URL itself.
pub fn code_system(url: &str, backward: &Backward, settings: &Settings) -> String {
    let named = settings
        .code_systems
        .iter()
        .find(|(_, known)| *known == url)
        .map(|(name, _)| name.clone());
    if let Some(name) = named.or_else(|| backward.systems.get(url).cloned()) {
        return name;
    }
    if let Some(table) = url.strip_prefix("http://terminology.hl7.org/CodeSystem/v2-") {
        return format!("HL7{table}");
    }
    after_base(url, settings).map_or_else(|| url.to_owned(), decoded)
}

/// Resolves `%XX` (RFC 3986 §2.1).
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Returns a time of FHIR as a message has it; `None` when it is none.
pub fn date(text: &str) -> Option<String> {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let mut written = date.replace('-', "");
    if time.is_empty() {
        // A time of day alone has colons.
        written = written.replace(':', "");
    }
    if !time.is_empty() {
        let at = time.find(['Z', '+', '-']).unwrap_or(time.len());
        let (clock, offset) = time.split_at(at);
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
        written.push_str(&clock.replace(':', ""));
        if !fraction.is_empty() {
            // HL7 v2 has four digits (v2.5.1 §2.A.22).
            written.push('.');
            written.extend(fraction.chars().take(4));
        }
        match offset {
            "Z" => written.push_str("+0000"),
            offset => written.push_str(&offset.replace(':', "")),
        }
    }
    let is_date = written
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b".+-".contains(&byte));
    is_date.then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_become_authorities() {
        let mut settings = Settings::default();
        settings
            .systems
            .insert("HOSP".to_owned(), "https://hospital.example/mrn".to_owned());
        let namespace = |system| authority(system, &settings).namespace;
        assert_eq!(namespace("https://hospital.example/mrn"), "HOSP");
        assert_eq!(namespace("urn:id:A%20B"), "A B");
        assert_eq!(authority("urn:oid:1.2", &settings).kind, "ISO");
        assert_eq!(authority("https://x.example", &settings).kind, "URI");
    }

    #[test]
    fn dates_keep_precision_and_offset() {
        for (fhir, v2) in [
            ("2024", "2024"),
            ("2024-03", "202403"),
            ("2024-03-05", "20240305"),
            ("2024-03-05T10:11:12.123456+02:00", "20240305101112.1234+0200"),
            ("2024-03-05T10:11:12Z", "20240305101112+0000"),
            ("2024-03-05T10:11:12-05:30", "20240305101112-0530"),
            ("10:11:12", "101112"),
        ] {
            assert_eq!(date(fhir).as_deref(), Some(v2));
        }
        assert_eq!(date("soon"), None);
    }
}
