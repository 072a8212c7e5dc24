//! JSON to XML (FHIR R4 §2.6.1).

use nilecare_xml::{Xml, escape_attribute, is_allowed};
use serde_json::{Map, Value};

use crate::schema::{Element, Kind, Primitive, Type, is_integer};
use crate::{FhirError, MAX_DEPTH, NAMESPACE, XHTML};

type Result<T, E = FhirError> = std::result::Result<T, E>;
type Members = Map<String, Value>;

/// Writes a resource in XML, its elements in the order of FHIR R4.
///
/// # Errors
/// When it is no resource with the elements of FHIR R4.
pub fn to_xml(resource: &Value) -> Result<String> {
    let mut writer = Writer { out: String::new() };
    writer.resource(resource, "", MAX_DEPTH, true)?;
    Ok(writer.out)
}

struct Writer {
    out: String,
}

impl Writer {
    fn resource(&mut self, value: &Value, at: &str, depth: usize, is_root: bool) -> Result<()> {
        let place = if at.is_empty() { "the root" } else { at };
        let members = object(value, place)?;
        let name = members.get("resourceType").and_then(Value::as_str);
        let of = name
            .and_then(Type::resource)
            .ok_or_else(|| FhirError::at(place, "the type of a resource in resourceType, such as Patient"))?;
        let path = if at.is_empty() {
            of.name.clone()
        } else {
            format!("{at}.{}", of.name)
        };
        let declaration = if is_root {
            format!(" xmlns=\"{NAMESPACE}\"")
        } else {
            String::new()
        };
        self.complex(&of.name, &declaration, members, &of, &path, depth)
    }

    /// Writes an element with attributes and elements.
    fn complex(
        &mut self,
        name: &str,
        declaration: &str,
        members: &Members,
        of: &Type,
        at: &str,
        depth: usize,
    ) -> Result<()> {
        let depth = depth
            .checked_sub(1)
            .ok_or_else(|| FhirError::at(at, "at most 100 levels of elements"))?;
        check_members(members, of, at)?;
        self.out.push('<');
        self.out.push_str(name);
        self.out.push_str(declaration);
        for name in of.elements.iter() {
            let is_attribute = of.element(name).is_some_and(|element| element.is_attribute);
            if let Some(value) = members.get(*name).filter(|_| is_attribute) {
                let text = value
                    .as_str()
                    .ok_or_else(|| FhirError::at(at, "a text in id and url"))?;
                self.attribute(name, text, at)?;
            }
        }
        let start = self.out.len();
        self.out.push('>');
        for name in of.elements.iter() {
            if let Some(element) = of.element(name).filter(|element| !element.is_attribute) {
                self.element(name, &element, members, at, depth)?;
            }
        }
        self.close(name, start);
        Ok(())
    }

    /// Ends an element that was opened at `start`, as an empty one when nothing was written into it.
    fn close(&mut self, name: &str, start: usize) {
        if self.out.len() == start + 1 {
            self.out.truncate(start);
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    fn attribute(&mut self, name: &str, text: &str, at: &str) -> Result<()> {
        if !text.chars().all(is_allowed) {
            return Err(FhirError::at(at, "no control character"));
        }
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.out.push_str(&escape_attribute(text));
        self.out.push('"');
        Ok(())
    }

    fn element(&mut self, name: &str, element: &Element, members: &Members, at: &str, depth: usize) -> Result<()> {
        let value = members.get(name);
        if let Kind::Primitive(kind) = element.kind {
            let rest = members.get(&format!("_{name}"));
            if value.is_none() && rest.is_none() {
                return Ok(());
            }
            let path = format!("{at}.{name}");
            for (value, rest) in pairs(value, rest, element, &path)? {
                self.primitive(name, kind, value, rest, &path, depth)?;
            }
            return Ok(());
        }
        let Some(value) = value else { return Ok(()) };
        let path = format!("{at}.{name}");
        for value in several(value, element, &path)? {
            match &element.kind {
                Kind::Complex(other) => {
                    let of = Type::named(other).ok_or_else(|| FhirError::at(&path, "a type of FHIR R4"))?;
                    self.complex(name, "", object(value, &path)?, &of, &path, depth)?;
                }
                Kind::Resource => {
                    self.out.push_str(&format!("<{name}>"));
                    self.resource(value, &path, depth, false)?;
                    self.out.push_str(&format!("</{name}>"));
                }
                Kind::Xhtml => self.xhtml(value, &path)?,
                Kind::Primitive(_) => {}
            }
        }
        Ok(())
    }

    fn primitive(
        &mut self,
        name: &str,
        kind: Primitive,
        value: &Value,
        rest: &Value,
        at: &str,
        depth: usize,
    ) -> Result<()> {
        self.out.push('<');
        self.out.push_str(name);
        let rest = match rest {
            Value::Null => None,
            other => Some(object(other, at)?),
        };
        if rest.is_some_and(|rest| rest.is_empty() || rest.keys().any(|name| name != "id" && name != "extension")) {
            return Err(FhirError::at(at, "id or extension, and nothing else, beside the value"));
        }
        if let Some(id) = rest.and_then(|rest| rest.get("id")) {
            let id = id.as_str().ok_or_else(|| FhirError::at(at, "a text in id"))?;
            self.attribute("id", id, at)?;
        }
        let text = text(value, kind, at)?;
        if let Some(text) = &text {
            self.attribute("value", text, at)?;
        }
        let start = self.out.len();
        self.out.push('>');
        let extensions = rest.and_then(|rest| rest.get("extension"));
        if let Some(extensions) = extensions {
            let of = Type::named("Extension").ok_or_else(|| FhirError::at(at, "a type of FHIR R4"))?;
            let path = format!("{at}.extension");
            let items = extensions.as_array().ok_or_else(|| FhirError::at(&path, "an array"))?;
            for item in items {
                self.complex("extension", "", object(item, &path)?, &of, &path, depth)?;
            }
        }
        if text.is_none() && rest.is_none() {
            return Err(FhirError::at(at, "a value or an extension"));
        }
        self.close(name, start);
        Ok(())
    }

    fn xhtml(&mut self, value: &Value, at: &str) -> Result<()> {
        const EXPECTED: &str = "a div of XHTML with its namespace";
        let text = value.as_str().ok_or_else(|| FhirError::at(at, EXPECTED))?;
        let xml = Xml::parse(text).map_err(|_| FhirError::at(at, EXPECTED))?;
        let root = xml.root();
        if root.local_name() != "div" || root.namespace().as_deref() != Some(XHTML) {
            return Err(FhirError::at(at, EXPECTED));
        }
        self.out.push_str(&root.to_xml());
        Ok(())
    }
}

fn object<'a>(value: &'a Value, at: &str) -> Result<&'a Members> {
    value.as_object().ok_or_else(|| FhirError::at(at, "an object"))
}

/// Makes sure that nothing would be left out.
fn check_members(members: &Members, of: &Type, at: &str) -> Result<()> {
    for name in members.keys() {
        let is_type = name == "resourceType" && of.is_resource;
        let is_rest = name
            .strip_prefix('_')
            .and_then(|name| of.element(name))
            .is_some_and(|element| matches!(element.kind, Kind::Primitive(_)) && !element.is_attribute);
        if !(is_type || is_rest || of.elements.contains(name.as_str())) {
            return Err(FhirError::at(at, "only the elements that FHIR R4 has there"));
        }
    }
    Ok(())
}

fn several<'a>(value: &'a Value, element: &Element, at: &str) -> Result<&'a [Value]> {
    match (value, element.repeats) {
        (Value::Array(items), true) => Ok(items),
        (Value::Array(_), false) => Err(FhirError::at(at, "one value and no array")),
        (_, true) => Err(FhirError::at(at, "an array")),
        (value, false) => Ok(std::slice::from_ref(value)),
    }
}

type Pair<'a> = (&'a Value, &'a Value);

/// Puts values and their ids and extensions together.
fn pairs<'a>(value: Option<&'a Value>, rest: Option<&'a Value>, element: &Element, at: &str) -> Result<Vec<Pair<'a>>> {
    const NONE: &Value = &Value::Null;
    let list = |value: Option<&'a Value>| value.map_or(Ok(&[][..]), |value| several(value, element, at));
    let (values, rests) = (list(value)?, list(rest)?);
    let length = values.len().max(rests.len());
    Ok((0..length)
        .map(|index| (values.get(index).unwrap_or(NONE), rests.get(index).unwrap_or(NONE)))
        .collect())
}

/// Returns a primitive value as text; `None` for `null`.
fn text(value: &Value, kind: Primitive, at: &str) -> Result<Option<String>> {
    match (value, kind) {
        (Value::Null, _) => Ok(None),
        (Value::Bool(value), Primitive::Boolean) => Ok(Some(value.to_string())),
        (Value::Number(number), Primitive::Integer) if is_integer(&number.to_string()) => Ok(Some(number.to_string())),
        (Value::Number(number), Primitive::Decimal) => Ok(Some(number.to_string())),
        (Value::String(text), Primitive::Text) => Ok(Some(text.clone())),
        (_, Primitive::Boolean) => Err(FhirError::at(at, "true or false")),
        (_, Primitive::Text) => Err(FhirError::at(at, "a text")),
        _ => Err(FhirError::at(at, "a number")),
    }
}
