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
use crate::{Element, MAX_DEPTH, Xml, escape};

/// A JSON value that is no XML document.
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
    #[error("a member of the object at {0} has a name that no element or attribute can have")]
    Name(String),
    /// A value cannot be an attribute or text.
    #[error("expected a text, a number or a boolean in an attribute or #text of the object at {0}")]
    NotText(String),
    /// An array within an array.
    #[error("expected no array within the array at {0}")]
    NestedArray(String),
    /// A text has a character that XML cannot express.
    #[error("a text at {0} has a control character, which XML cannot express")]
    Character(String),
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
        write(name, value, "", &mut out)?;
        let mut xml = Xml::parse(out).map_err(|_| JsonError::Name(String::new()))?;
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

fn write(name: &str, value: &Value, at: &str, out: &mut String) -> Result<(), JsonError> {
    if !is_name(name) {
        return Err(JsonError::Name(at.to_owned()));
    }
    let at = format!("{at}/{name}");
    if at.matches('/').count() > MAX_DEPTH {
        return Err(JsonError::NestedArray(String::new()));
    }
    if let Value::Array(items) = value {
        for item in items {
            if item.as_array().is_some() {
                return Err(JsonError::NestedArray(at));
            }
            write_one(name, item, &at, out)?;
        }
        return Ok(());
    }
    write_one(name, value, &at, out)
}

fn write_one(name: &str, value: &Value, at: &str, out: &mut String) -> Result<(), JsonError> {
    let Some(members) = value.as_object() else {
        let text = text(value, at)?;
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
                return Err(JsonError::Name(at.to_owned()));
            }
            out.push_str(&format!(" {attribute}=\"{}\"", escape::attribute(&text(value, at)?)));
        }
    }
    out.push('>');
    for (member, value) in members {
        if member == "#text" {
            out.push_str(&escape::text(&text(value, at)?));
        } else if !member.starts_with('@') {
            write(member, value, at, out)?;
        }
    }
    out.push_str(&format!("</{name}>"));
    Ok(())
}

fn text(value: &Value, at: &str) -> Result<String, JsonError> {
    let text = match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Object(_) => return Err(JsonError::NotText(at.to_owned())),
    };
    if !text.chars().all(escape::is_allowed) {
        return Err(JsonError::Character(at.to_owned()));
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
            (r#"{"a":{"1":2}}"#, JsonError::Name("/a".to_owned())),
            (r#"{"a":{"@x":{}}}"#, JsonError::NotText("/a".to_owned())),
            (r#"{"a":{"b":[[1]]}}"#, JsonError::NestedArray("/a/b".to_owned())),
            (r#"{"a":"\u0001"}"#, JsonError::Character("/a".to_owned())),
        ] {
            let value = serde_json::from_slice::<Value>(json.as_bytes()).expect("it is JSON");
            assert_eq!(Xml::from_json(&value).err(), Some(error), "{json}");
        }
    }
}
