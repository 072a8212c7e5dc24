//! Writing bundles around resources that are JSON already.

use std::io::Write;

use nilecare_fhir_store::Stored;

/// Writes text as a JSON string.
pub(crate) fn string(text: &str, out: &mut Vec<u8>) {
    // Writing JSON into memory cannot fail.
    let _ = serde_json::to_writer(out, text);
}

/// Begins a Bundle: its type, the total, the links.
pub(crate) fn begin(kind: &str, total: Option<u64>, links: &[(&str, String)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(4096);
    let _ = write!(out, r#"{{"resourceType":"Bundle","type":"{kind}""#);
    if let Some(total) = total {
        let _ = write!(out, r#","total":{total}"#);
    }
    for (n, (relation, url)) in links.iter().enumerate() {
        let before = if n == 0 { r#","link":["# } else { "," };
        let _ = write!(out, r#"{before}{{"relation":"{relation}","url":"#);
        string(url, &mut out);
        out.push(b'}');
    }
    if !links.is_empty() {
        out.push(b']');
    }
    out
}

/// Writes what stands before an entry: nothing is written for an empty list, since FHIR has no empty arrays.
pub(crate) fn before_entry(n: usize, out: &mut Vec<u8>) {
    out.extend_from_slice(if n == 0 { br#","entry":["# } else { b"," });
}

/// Ends a Bundle with `n` entries.
pub(crate) fn end(n: usize, mut out: Vec<u8>) -> Vec<u8> {
    out.extend_from_slice(if n == 0 { b"}" } else { b"]}" });
    out
}

/// Writes a moment as a FHIR instant in UTC.
pub(crate) fn instant(micros: i64) -> String {
    let moment = nilecare_types::Timestamp::from_microsecond(micros).unwrap_or_default();
    format!("{moment:.6}")
}

/// Writes the address of a resource.
pub(crate) fn full_url(base: &str, name: &str, stored: &Stored) -> String {
    format!("{base}/{name}/{}", stored.id)
}
