//! Elements as JSON and back.
//!
//! | XML | JSON |
//! |---|---|
//! | `<a>t</a>` | `"a": "t"` |
//! | `<a/>` | `"a": ""` |
//! | `<a x="1">t</a>` | `"a": {"@x": "1", "#text": "t"}` |
//! | `<a><b>1</b><b>2</b></a>` | `"a": {"b": ["1", "2"]}` |
//!
//! Values are texts, as XML has nothing else. Comments, instructions, the order between elements of different names and
//! blank text between elements are left out; the conversion is for reading and mapping, not for keeping a document.

use serde_json::{Map, Value};

use crate::parse::is_name;
use crate::{Element, MAX_DEPTH, ParseError, Xml, escape};

/// A JSON value that is no XML document. Levels count from 1, the root; names are not told, since they may be content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// It is no object with one member.
    #[error("expected an object with one member, which names the root element")]
    NoRoot,
    /// The root would be several elements.
    #[error("expected one root element, not an array")]
    ManyRoots,
    /// A member's name cannot name an element.
    #[error("a member at level {0} has a name that no element or attribute can have")]
    Name(usize),
    /// A value cannot be an attribute or text.
    #[error("expected a text, a number or a boolean in an attribute or #text at level {0}")]
    NotText(usize),
    /// An array within an array.
    #[error("expected no array within an array at level {0}")]
    NestedArray(usize),
    /// A text has a character that XML cannot express.
    #[error("a text at level {0} has a control character, which XML cannot express")]
    Character(usize),
    /// Elements would nest too deep.
    #[error("elements would nest deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// What comes out is no XML.
    #[error(transparent)]
    Xml(#[from] ParseError),
}

impl Xml {
    /// Gives the document as an object with one member, the root element.
    pub fn to_json(&self) -> Value {
        let root = self.root();
        Value::Object(Map::from_iter([(root.name().to_owned(), element(root))]))
    }

    /// Makes a document of such an object.
    ///
    /// # Errors
    /// When it has no form in XML.
    pub fn from_json(value: &Value) -> Result<Self, JsonError> {
        let members = value.as_object().filter(|members| members.len() == 1);
        let (name, value) = members
            .and_then(|members| members.iter().next())
            .ok_or(JsonError::NoRoot)?;
        if value.as_array().is_some() {
            return Err(JsonError::ManyRoots);
        }
        let mut out = String::new();
        write(name, value, 1, &mut out)?;
        let mut xml = Xml::parse(out)?;
        xml.is_changed = true;
        Ok(xml)
    }
}

fn element(at: Element<'_>) -> Value {
    let mut members = Map::new();
    for (name, value) in at.attributes() {
        members.insert(format!("@{name}"), value.into_owned().into());
    }
    for child in at.children() {
        let value = element(child);
        match members.get_mut(child.name()) {
            Some(Value::Array(items)) => items.push(value),
            Some(first) => {
                let items = vec![std::mem::take(first), value];
                *first = Value::Array(items);
            }
            None => {
                members.insert(child.name().to_owned(), value);
            }
        }
    }
    let text = at.own_text();
    if members.is_empty() {
        return Value::String(text);
    }
    if !text.trim().is_empty() {
        members.insert("#text".to_owned(), text.into());
    }
    Value::Object(members)
}

fn write(name: &str, value: &Value, level: usize, out: &mut String) -> Result<(), JsonError> {
    if !is_name(name) {
        return Err(JsonError::Name(level));
    }
    if level > MAX_DEPTH {
        return Err(JsonError::TooDeep);
    }
    let Value::Array(items) = value else {
        return write_one(name, value, level, out);
    };
    for item in items {
        if item.is_array() {
            return Err(JsonError::NestedArray(level));
        }
        write_one(name, item, level, out)?;
    }
    Ok(())
}

fn write_one(name: &str, value: &Value, level: usize, out: &mut String) -> Result<(), JsonError> {
    let Some(members) = value.as_object() else {
        let text = text(value, level)?;
        match text.is_empty() {
            true => out.push_str(&format!("<{name}/>")),
            false => out.push_str(&format!("<{name}>{}</{name}>", escape::text(&text))),
        }
        return Ok(());
    };
    out.push_str(&format!("<{name}"));
    for (member, value) in members {
        if let Some(attribute) = member.strip_prefix('@') {
            if !is_name(attribute) {
                return Err(JsonError::Name(level));
            }
            out.push_str(&format!(" {attribute}=\"{}\"", escape::attribute(&text(value, level)?)));
        }
    }
    out.push('>');
    for (member, value) in members {
        if member == "#text" {
            out.push_str(&escape::text(&text(value, level)?));
        } else if !member.starts_with('@') {
            write(member, value, level + 1, out)?;
        }
    }
    out.push_str(&format!("</{name}>"));
    Ok(())
}

fn text(value: &Value, level: usize) -> Result<String, JsonError> {
    let text = match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Object(_) => return Err(JsonError::NotText(level)),
    };
    if !text.chars().all(escape::is_allowed) {
        return Err(JsonError::Character(level));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_become_objects_and_come_back() {
        let text = r#"<a x="1"><b>1</b><c/><b y="&lt;">2 &amp; 3</b></a>"#;
        let json = r##"{"a":{"@x":"1","b":["1",{"@y":"<","#text":"2 & 3"}],"c":""}}"##;
        let xml = Xml::parse(text).expect("it is XML");
        assert_eq!(xml.to_json().to_string(), json);
        let back = Xml::from_json(&serde_json::from_slice::<Value>(json.as_bytes()).expect("it is JSON"))
            .expect("it is an element");
        assert_eq!(back.text(), r#"<a x="1"><b>1</b><b y="&lt;">2 &amp; 3</b><c/></a>"#);
        let made =
            serde_json::from_slice::<Value>(br#"{"a":{"n":7.40,"t":true,"z":null,"l":[]}}"#).expect("it is JSON");
        let made = Xml::from_json(&made).expect("it is an element");
        assert_eq!(made.text(), "<a><n>7.40</n><t>true</t><z/></a>");
    }

    #[test]
    fn what_has_no_form_in_xml_is_told() {
        for (json, error) in [
            ("{}", JsonError::NoRoot),
            ("[1]", JsonError::NoRoot),
            (r#"{"a":[1]}"#, JsonError::ManyRoots),
            (r#"{"a":{"1":2}}"#, JsonError::Name(2)),
            (r#"{"a":{"@x":{}}}"#, JsonError::NotText(1)),
            (r#"{"a":{"b":[[1]]}}"#, JsonError::NestedArray(2)),
            (r#"{"a":"\u0001"}"#, JsonError::Character(1)),
        ] {
            let value = serde_json::from_slice::<Value>(json.as_bytes()).expect("it is JSON");
            assert_eq!(Xml::from_json(&value).err(), Some(error), "{json}");
        }
    }
}
