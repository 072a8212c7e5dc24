//! XML to JSON (FHIR R4 §2.6.1, §2.6.2).

use nilecare_xml::{Element as Tag, Xml};
use serde_json::{Map, Number, Value};

use crate::schema::{Element, Kind, Primitive, Type, is_integer};
use crate::{FhirError, MAX_DEPTH, NAMESPACE, XHTML};

type Result<T, E = FhirError> = std::result::Result<T, E>;

/// Reads a resource in XML.
///
/// # Errors
/// When it is no XML, or no resource with the elements of FHIR R4. Whether values are right, required elements are there and
/// codes are known is not looked at.
pub fn from_xml(text: &str) -> Result<Value> {
    let xml = Xml::parse(text)?;
    resource(xml.root(), "", MAX_DEPTH)
}

fn resource(tag: Tag<'_>, at: &str, depth: usize) -> Result<Value> {
    let of = Type::resource(tag.local_name());
    let of = of.ok_or_else(|| FhirError::at(or_document(at), "the element of a resource, such as Patient"))?;
    check_namespace(tag, at)?;
    let path = if at.is_empty() {
        of.name.clone()
    } else {
        format!("{at}.{}", of.name)
    };
    let mut members = Map::new();
    members.insert("resourceType".to_owned(), of.name.clone().into());
    fields(tag, &of, &path, depth, &mut members)?;
    Ok(Value::Object(members))
}

fn or_document(at: &str) -> &str {
    if at.is_empty() { "the root" } else { at }
}

fn check_namespace(tag: Tag<'_>, at: &str) -> Result<()> {
    match tag.namespace().as_deref() {
        Some(NAMESPACE) => Ok(()),
        _ => Err(FhirError::at(or_document(at), "the namespace http://hl7.org/fhir")),
    }
}

fn fields(tag: Tag<'_>, of: &Type, at: &str, depth: usize, members: &mut Map<String, Value>) -> Result<()> {
    let depth = depth
        .checked_sub(1)
        .ok_or_else(|| FhirError::at(at, "at most 100 levels of elements"))?;
    attributes(tag, of, at, members)?;
    no_text(tag, at)?;
    for child in tag.children() {
        let name = child.local_name();
        let element = of.element(name).filter(|element| !element.is_attribute);
        let element = element.ok_or_else(|| FhirError::at(at, "only the elements that FHIR R4 has there"))?;
        let path = format!("{at}.{name}");
        if element.kind != Kind::Xhtml {
            check_namespace(child, &path)?;
        }
        match element.kind {
            Kind::Primitive(kind) => primitive(child, kind, &element, &path, depth, members)?,
            Kind::Complex(ref other) => {
                let other = Type::named(other).ok_or_else(|| FhirError::at(&path, "a type of FHIR R4"))?;
                let mut inner = Map::new();
                fields(child, &other, &path, depth, &mut inner)?;
                if inner.is_empty() {
                    return Err(FhirError::at(&path, "a value, an id or elements"));
                }
                put(members, name, Value::Object(inner), &element, &path)?;
            }
            Kind::Resource => {
                no_text(child, &path)?;
                if child.attributes().any(|(name, _)| !is_declaration(name)) {
                    return Err(FhirError::at(&path, "no attribute"));
                }
                let mut resources = child.children();
                let (Some(one), None) = (resources.next(), resources.next()) else {
                    return Err(FhirError::at(&path, "one resource"));
                };
                put(members, name, resource(one, &path, depth)?, &element, &path)?;
            }
            Kind::Xhtml => put(members, name, xhtml(child, &path)?.into(), &element, &path)?,
        }
    }
    Ok(())
}

fn is_declaration(name: &str) -> bool {
    name == "xmlns" || name.starts_with("xmlns:")
}

fn no_text(tag: Tag<'_>, at: &str) -> Result<()> {
    if tag.own_text().trim().is_empty() {
        return Ok(());
    }
    Err(FhirError::at(at, "no text; values stand in the attribute value"))
}

/// Reads `id`, and the `url` of an extension.
fn attributes(tag: Tag<'_>, of: &Type, at: &str, members: &mut Map<String, Value>) -> Result<()> {
    for (name, value) in tag.attributes() {
        if of.element(name).is_some_and(|element| element.is_attribute) {
            members.insert(name.to_owned(), value.into_owned().into());
        } else if !(is_declaration(name) || name.starts_with("xsi:")) {
            return Err(FhirError::at(at, "no attribute beside id, and url of an extension"));
        }
    }
    Ok(())
}

fn put(members: &mut Map<String, Value>, name: &str, value: Value, element: &Element, at: &str) -> Result<()> {
    if element.repeats {
        let items = members.entry(name).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(items) = items {
            items.push(value);
        }
        return Ok(());
    }
    match members.insert(name.to_owned(), value) {
        None => Ok(()),
        Some(_) => Err(FhirError::at(at, "the element once")),
    }
}

/// Reads a primitive: its value into `name`, its id and extensions into `_name` (FHIR R4 §2.6.2.3).
fn primitive(
    tag: Tag<'_>,
    kind: Primitive,
    element: &Element,
    at: &str,
    depth: usize,
    members: &mut Map<String, Value>,
) -> Result<()> {
    let mut value = Value::Null;
    let mut rest = Map::new();
    for (name, text) in tag.attributes() {
        match name {
            "value" => value = typed(&text, kind, at)?,
            "id" => {
                rest.insert(name.to_owned(), text.into_owned().into());
            }
            _ if is_declaration(name) => {}
            _ => return Err(FhirError::at(at, "no attribute beside value and id")),
        }
    }
    no_text(tag, at)?;
    for child in tag.children() {
        check_namespace(child, at)?;
        if child.local_name() != "extension" {
            return Err(FhirError::at(at, "no element beside extension in a primitive value"));
        }
        let extension = Type::named("Extension").ok_or_else(|| FhirError::at(at, "a type of FHIR R4"))?;
        let path = format!("{at}.extension");
        let mut inner = Map::new();
        fields(child, &extension, &path, depth, &mut inner)?;
        if let Value::Array(items) = rest.entry("extension").or_insert_with(|| Value::Array(Vec::new())) {
            items.push(Value::Object(inner));
        }
    }
    if value.is_null() && rest.is_empty() {
        return Err(FhirError::at(at, "a value or an extension"));
    }
    let name = tag.local_name();
    let rest = if rest.is_empty() {
        Value::Null
    } else {
        Value::Object(rest)
    };
    if element.repeats {
        pair(members, name, value, rest);
        return Ok(());
    }
    let underscored = format!("_{name}");
    if members.contains_key(name) || members.contains_key(&underscored) {
        return Err(FhirError::at(at, "the element once"));
    }
    for (name, value) in [(name.to_owned(), value), (underscored, rest)] {
        if !value.is_null() {
            members.insert(name, value);
        }
    }
    Ok(())
}

/// Adds to the arrays of values and of ids and extensions; the second is there only when it holds any, and as long as the
/// first.
fn pair(members: &mut Map<String, Value>, name: &str, value: Value, rest: Value) {
    let underscored = format!("_{name}");
    let n_before = members.get(name).and_then(Value::as_array).map_or(0, Vec::len);
    if let Value::Array(items) = members.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
        items.push(value);
    }
    if rest.is_null() && !members.contains_key(&underscored) {
        return;
    }
    let rests = members
        .entry(underscored)
        .or_insert_with(|| Value::Array(vec![Value::Null; n_before]));
    if let Value::Array(items) = rests {
        items.push(rest);
    }
}

fn typed(text: &str, kind: Primitive, at: &str) -> Result<Value> {
    match kind {
        Primitive::Text => Ok(text.into()),
        Primitive::Boolean => match text {
            "true" => Ok(true.into()),
            "false" => Ok(false.into()),
            _ => Err(FhirError::at(at, "true or false")),
        },
        Primitive::Integer | Primitive::Decimal => {
            let number = text.parse::<Number>().ok();
            // What is written otherwise in JSON would not come back as it was.
            let number =
                number.filter(|number| kind == Primitive::Decimal || is_integer(text) && number.to_string() == text);
            number
                .map(Value::Number)
                .ok_or_else(|| FhirError::at(at, "a number, as in 7.40"))
        }
    }
}

/// Returns the narrative as it is written, with its namespace declared in it.
fn xhtml(tag: Tag<'_>, at: &str) -> Result<String> {
    if tag.namespace().as_deref() != Some(XHTML) {
        return Err(FhirError::at(at, "the namespace http://www.w3.org/1999/xhtml"));
    }
    let text = tag.to_xml();
    let declaration = match tag.name().split_once(':') {
        Some((prefix, _)) => format!("xmlns:{prefix}"),
        None => "xmlns".to_owned(),
    };
    if tag.attribute(&declaration).is_some() {
        return Ok(text);
    }
    let end = 1 + tag.name().len();
    Ok(format!("{} {declaration}=\"{XHTML}\"{}", &text[..end], &text[end..]))
}
