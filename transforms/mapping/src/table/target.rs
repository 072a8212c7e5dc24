//! Where a row writes: a path of FHIR elements from the resource or data type that the table is for.
//!
//! | written | means |
//! |---|---|
//! | `name.family` | an element of an element |
//! | `telecom[home]` | the instance of a list that rows of this segment call so |
//! | `dosageInstruction[@dose]` | the instance that rows of all segments call so |
//! | `participant[attender]*` | one instance for each repetition of the source |
//! | `extension<patient-religion>` | the extension with this URL; a name without `:` is one of HL7's |
//! | `extension<patient-animal>.extension<species>` | an extension within an extension, by its name |
//! | `payor > Organization.name` | a resource of its own that the element refers to |
//! | `.` | the element itself that the table is applied to |
//! | `[bed].identifier` | one link of a chain of resources (see the table's `chain` line) |
//! | `sibling[called].given` | a second instance beside the one that the table is applied to |

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// The element; empty for a link of a chain.
    pub name: String,
    /// The URL of an extension, in full.
    pub url: Option<String>,
    /// The instance's name; empty when it has none.
    pub label: String,
    /// Whether each repetition of the source is an instance of its own.
    pub is_each: bool,
    /// The type of the resource that the element refers to and that the next step is in.
    pub resource: Option<String>,
}

/// Where extensions stand whose URL is written as a name.
pub const EXTENSIONS: &str = "http://hl7.org/fhir/StructureDefinition/";

/// Reads a path; `Err` says what was expected.
pub fn parse(text: &str) -> Result<Vec<Step>, String> {
    if text == "." {
        return Ok(Vec::new());
    }
    let mut steps = Vec::new();
    for (n, part) in text.split(" > ").enumerate() {
        let mut part = part.trim();
        if n > 0 {
            let end = part.find('.').unwrap_or(part.len());
            let before: &mut Step = steps.last_mut().ok_or("expected an element before `>`")?;
            before.resource = Some(part[..end].to_owned());
            part = part[end..].trim_start_matches('.');
        }
        for step in split_steps(part) {
            let is_inner = steps.last().is_some_and(|before: &Step| before.url.is_some());
            steps.push(parse_step(step, is_inner)?);
        }
    }
    Ok(steps)
}

/// Splits at dots outside `<…>`.
fn split_steps(text: &str) -> Vec<&str> {
    let mut steps = Vec::new();
    let (mut start, mut is_url) = (0, false);
    for (at, character) in text.char_indices() {
        match character {
            '<' => is_url = true,
            '>' => is_url = false,
            '.' if !is_url => {
                steps.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < text.len() {
        steps.push(&text[start..]);
    }
    steps
}

fn parse_step(text: &str, is_inner: bool) -> Result<Step, String> {
    let expected = || format!("expected an element, found `{text}`");
    let (rest, is_each) = match text.strip_suffix('*') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (rest, label) = match rest.strip_suffix(']') {
        Some(rest) => rest.rsplit_once('[').ok_or_else(expected)?,
        None => (rest, ""),
    };
    let (name, url) = match rest.strip_suffix('>') {
        Some(rest) => {
            let (name, url) = rest.split_once('<').ok_or_else(expected)?;
            // An extension within an extension has a name of its own (FHIR R4 §2.4.1.2).
            (name, Some(if is_inner { url.to_owned() } else { full_url(url) }))
        }
        None => (rest, None),
    };
    let is_word = name.chars().all(|c| c.is_ascii_alphanumeric());
    let is_chain_link = name.is_empty() && !label.is_empty();
    if !is_word || (name.is_empty() && !is_chain_link) {
        return Err(expected());
    }
    Ok(Step {
        name: name.to_owned(),
        url,
        label: label.to_owned(),
        is_each,
        resource: None,
    })
}

fn full_url(url: &str) -> String {
    if url.contains(':') {
        url.to_owned()
    } else {
        format!("{EXTENSIONS}{url}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_labels_urls_and_resources() {
        let steps =
            parse("participant[a]*.individual > Practitioner.extension<x.y>.valueString").expect("it is a path");
        assert_eq!(steps.len(), 4);
        assert!(steps[0].is_each && steps[0].label == "a");
        assert_eq!(steps[1].resource.as_deref(), Some("Practitioner"));
        assert_eq!(
            steps[2].url.as_deref(),
            Some("http://hl7.org/fhir/StructureDefinition/x.y")
        );
        assert_eq!(parse(".").map(|steps| steps.len()), Ok(0));
        assert_eq!(
            parse("[bed].identifier").map(|steps| steps[0].label.clone()),
            Ok("bed".to_owned())
        );
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in ["a b", "a..b", "a[b", "> Patient", "a<b", "a-b"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
