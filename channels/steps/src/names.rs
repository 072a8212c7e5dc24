//! The names of places in templates, steps and loops: `PID-5.1`, `/patient/name`, `item.5`, `channel_map.mrn`.

use nilecare_hl7v2::Path;
use nilecare_script::{Fact, LoopOver, MapName, Place, Pointer, TimePattern};

/// What the items of a loop are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// Segments with this id.
    Segment(String),
    /// Repetitions of a field.
    Repetition,
    /// Elements of an array.
    Element,
    /// Groups of segments.
    Group,
}

/// Reads the name of a place that a template reads. `loops` are those around it, the innermost last.
pub(crate) fn place(name: &str, loops: &[ItemKind]) -> Result<Place, String> {
    if name.starts_with('/') {
        return Pointer::parse(name).map(Place::Json);
    }
    if let Some(item) = rest_of(name, "item") {
        return item_place(item, loops);
    }
    if let Some(response) = rest_of(name, "response") {
        return response_place(response);
    }
    if let Some(path) = name.strip_prefix("msg.") {
        return msg_place(path);
    }
    match name {
        "msg" => return Ok(Place::Msg),
        "index" if loops.is_empty() => return Err("index is there within for_each only".to_owned()),
        "index" => return Ok(Place::Index),
        "status" => return Ok(Place::Status),
        "uuid" => return Ok(Place::Uuid),
        "now" => return Ok(Place::Now(None)),
        "channel.id" => return Ok(Place::Fact(Fact::ChannelId)),
        "channel.name" => return Ok(Place::Fact(Fact::ChannelName)),
        _ => {}
    }
    if let Some(pattern) = name.strip_prefix("now:") {
        return TimePattern::compile(pattern).map(|pattern| Place::Now(Some(pattern)));
    }
    if let Some((variable, key)) = name.split_once('.')
        && let Some(place) = variable_place(variable, key)
    {
        return place;
    }
    hl7_path(name).map(Place::Hl7)
}

/// Reads a path that only the format of the message knows: `msg.row(2).MRN`, `msg.N1-3`, `msg.//item[1]`, `msg.$..code`.
fn msg_place(path: &str) -> Result<Place, String> {
    if path.is_empty() {
        return Err("needs a path behind msg., as in msg.row(2).MRN".to_owned());
    }
    // Whether it is a path of the format is known when there is a message.
    Ok(Place::Part(path.to_owned()))
}

/// Returns what stands behind `word`, with its separator; `None` when the name begins otherwise.
fn rest_of<'a>(name: &'a str, word: &str) -> Option<&'a str> {
    let rest = name.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with(['.', '/'])).then_some(rest)
}

fn variable_place(variable: &str, key: &str) -> Option<Result<Place, String>> {
    let is_known = matches!(variable, "source" | "configuration" | "message") || MapName::named(variable).is_some();
    if !is_known {
        return None;
    }
    if key.is_empty() || key.starts_with('/') {
        return Some(Err(format!("needs a name, as in {variable}.name")));
    }
    let (first, pointer) = key.find('/').map_or((key, ""), |at| key.split_at(at));
    Some(match variable {
        "source" => Ok(Place::Source(key.to_owned())),
        "message" => Fact::named(key).map(Place::Fact).ok_or_else(|| {
            let known = Fact::NAMES.map(|(name, _)| name).join(", ");
            format!("message has no {key}; it has {known}")
        }),
        "configuration" => Pointer::parse(pointer).map(|pointer| Place::Configuration(first.to_owned(), pointer)),
        _ => map_place(MapName::named(variable)?, first, pointer),
    })
}

fn map_place(map: MapName, key: &str, pointer: &str) -> Result<Place, String> {
    // Destinations have no dots in their ids.
    if map == MapName::Response
        && let Some((destination, member)) = key.split_once('.')
    {
        return match member {
            "status" | "response" | "error" => {
                let pointer = Pointer::parse(&format!("/{member}{pointer}"))?;
                Ok(Place::Map(map, destination.to_owned(), pointer))
            }
            _ => Err(format!("a response has status, response and error, and no {member}")),
        };
    }
    Ok(Place::Map(map, key.to_owned(), Pointer::parse(pointer)?))
}

fn response_place(rest: &str) -> Result<Place, String> {
    match rest.strip_prefix('.') {
        Some(path) => hl7_path(path).map(Place::ResponseHl7),
        None if rest.is_empty() => Ok(Place::Response),
        None => Pointer::parse(rest).map(Place::ResponseJson),
    }
}

fn item_place(rest: &str, loops: &[ItemKind]) -> Result<Place, String> {
    let kind = loops.last().ok_or("item is there within for_each only")?;
    if rest.is_empty() {
        return Ok(Place::Item);
    }
    match (kind, rest.strip_prefix('.')) {
        (ItemKind::Segment(id), Some(place)) => hl7_path(&format!("{id}-{place}")).map(Place::ItemField),
        (ItemKind::Repetition, Some(place)) => component(place),
        (ItemKind::Group, Some(place)) => hl7_path(place).map(Place::ItemPath),
        (ItemKind::Group, None) => Err("the item is a group; name a place of it, as in item.OBX-5".to_owned()),
        (ItemKind::Element, None) => Pointer::parse(rest).map(Place::ItemMember),
        (ItemKind::Segment(_), None) => Err("the item is a segment; name a field of it, as in item.5".to_owned()),
        (ItemKind::Repetition, None) => {
            Err("the item is a repetition; name a component of it, as in item.1".to_owned())
        }
        (ItemKind::Element, Some(_)) => {
            Err("the item is an element of an array; name a member of it, as in item/name".to_owned())
        }
    }
}

/// Reads `1` or `1.2`.
fn component(text: &str) -> Result<Place, String> {
    // The rules for numbers are those of paths.
    let path =
        hl7_path(&format!("ZZZ-1.{text}")).map_err(|_| format!("{text} is no component; as in item.1 or item.1.2"))?;
    let component = path.component().unwrap_or(1);
    Ok(Place::ItemComponent(component, path.subcomponent()))
}

/// Reads an HL7 path. Segment ids are written in capital letters, so that other names are not taken for them.
fn hl7_path(name: &str) -> Result<Path, String> {
    let is_like_path = name.len() >= 3
        && name
            .bytes()
            .take(3)
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if !is_like_path {
        return Err(format!(
            "{name} is no name that is known here; known are places such as PID-5.1 and /patient/name, msg, item, index, source.…, \
             channel_map.… and the other maps, configuration.…, message.…, channel.id, channel.name, response, status, now, uuid"
        ));
    }
    name.parse()
        .map_err(|error: nilecare_hl7v2::PathError| error.to_string())
}

/// Reads the name of a place that a step builds.
pub(crate) fn target(name: &str, loops: &[ItemKind]) -> Result<Place, String> {
    let place = place(name, loops)?;
    match &place {
        Place::Hl7(path) if path.field().is_none() => {
            Err(format!("{name} is a segment; name a field of it, as in {name}-1"))
        }
        Place::Hl7(path) | Place::ItemField(path) if is_delimiters(path) => {
            Err(format!("{name} holds the delimiters of the message and cannot be set"))
        }
        Place::Item if matches!(loops.last(), Some(ItemKind::Segment(_))) => {
            Err("the item is a segment; name a field of it, as in item.5".to_owned())
        }
        Place::Hl7(_)
        | Place::Json(_)
        | Place::Part(_)
        | Place::Item
        | Place::ItemField(_)
        | Place::ItemPath(_)
        | Place::ItemComponent(..)
        | Place::ItemMember(_) => Ok(place),
        _ => Err(format!(
            "{name} is no place of the message; as in PID-5.1, /patient/name, item.5"
        )),
    }
}

fn is_delimiters(path: &Path) -> bool {
    path.segment_id() == "MSH" && matches!(path.field(), Some(1 | 2))
}

/// What a delete step takes out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Deletion {
    /// Every segment with this id.
    Segments(String),
    Place(Place),
}

/// Reads the name of what a delete step takes out.
pub(crate) fn deletion(name: &str, loops: &[ItemKind]) -> Result<Deletion, String> {
    match place(name, loops)? {
        Place::Hl7(path) if path.field().is_none() && path.segment_id() == "MSH" => {
            Err("a message needs its MSH".to_owned())
        }
        Place::Hl7(path) if name == path.segment_id() => Ok(Deletion::Segments(name.to_owned())),
        Place::Hl7(path) | Place::ItemField(path) if is_delimiters(&path) => Err(format!(
            "{name} holds the delimiters of the message and cannot be deleted"
        )),
        Place::Json(pointer) if pointer.is_whole() => Err("the whole message cannot be deleted".to_owned()),
        place @ (Place::Hl7(_)
        | Place::Json(_)
        | Place::Part(_)
        | Place::Item
        | Place::ItemField(_)
        | Place::ItemPath(_)
        | Place::ItemComponent(..)
        | Place::ItemMember(_)) => Ok(Deletion::Place(place)),
        _ => Err(format!(
            "{name} is no place of the message; as in NTE, PID-19, /patient/ssn, item"
        )),
    }
}

/// Reads what a loop goes over, and what its items are.
pub(crate) fn over(name: &str, loops: &[ItemKind]) -> Result<(LoopOver, ItemKind), String> {
    let wrong = || {
        format!(
            "{name} cannot be gone over; name segments as in OBX, groups as in ORDER_OBSERVATION, the repetitions of a field as in PID-3 or item.3, or the \
             elements of an array as in /entries or item/lines"
        )
    };
    let is_field = |path: &Path| path.field().is_some() && path.repetition().is_none() && path.component().is_none();
    if is_group_name(name) {
        return Ok((LoopOver::Groups(name.to_owned()), ItemKind::Group));
    }
    if let Some(inner) = name
        .strip_prefix("item.")
        .filter(|_| loops.last() == Some(&ItemKind::Group))
    {
        if is_group_name(inner) {
            return Ok((LoopOver::ItemGroups(inner.to_owned()), ItemKind::Group));
        }
        if hl7_path(inner)?.segment_id() == inner {
            return Ok((
                LoopOver::ItemSegments(inner.to_owned()),
                ItemKind::Segment(inner.to_owned()),
            ));
        }
    }
    match place(name, loops)? {
        Place::Msg => Ok((LoopOver::Elements(Pointer::default()), ItemKind::Element)),
        Place::Json(pointer) => Ok((LoopOver::Elements(pointer), ItemKind::Element)),
        Place::Part(path) => Ok((LoopOver::Parts(path), ItemKind::Element)),
        Place::ItemMember(pointer) => Ok((LoopOver::ItemElements(pointer), ItemKind::Element)),
        Place::Item if loops.last() == Some(&ItemKind::Element) => {
            Ok((LoopOver::ItemElements(Pointer::default()), ItemKind::Element))
        }
        Place::Hl7(path) if name == path.segment_id() => {
            Ok((LoopOver::Segments(name.to_owned()), ItemKind::Segment(name.to_owned())))
        }
        Place::Hl7(path) if is_field(&path) => Ok((LoopOver::Repetitions(path), ItemKind::Repetition)),
        Place::ItemField(path) if is_field(&path) => Ok((LoopOver::ItemRepetitions(path), ItemKind::Repetition)),
        _ => Err(wrong()),
    }
}

/// Tells whether a name is that of a group of segments: longer than a segment's id, in capital letters.
fn is_group_name(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() > 3 && name.starts_with(|first: char| first.is_ascii_uppercase()) && name.bytes().all(is_part)
}

/// Reads the variable that a map step sets, and whether the value is added to a list.
pub(crate) fn variable_or_list(name: &str) -> Result<(MapName, String, bool), String> {
    let (name, is_list) = match name.strip_suffix("[]") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let (map, key) = variable(name)?;
    Ok((map, key, is_list))
}

/// Reads the variable that a step sets.
pub(crate) fn variable(name: &str) -> Result<(MapName, String), String> {
    let (map, key) = name.split_once('.').unwrap_or((name, ""));
    let known = || MapName::ALL.map(MapName::variable).join(", ");
    let map = MapName::named(map).ok_or_else(|| format!("{map} is no map; there are {}", known()))?;
    if key.is_empty() || key.contains(['/', '[']) {
        return Err(format!("needs a name without / and [, as in {}.name", map.variable()));
    }
    Ok((map, key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_read_and_others_refused() {
        let obx = [ItemKind::Segment("OBX".to_owned())];
        for name in [
            "msg",
            "msg.row(2).MRN",
            "msg.//item[1]/@x",
            "PID",
            "PID-5.1",
            "OBX[2]-5",
            "Z01-3(2).1",
            "/a/b",
            "index",
            "item",
            "item.5",
            "item.5(2).1",
            "source.peer",
            "source.file.name",
            "channel_map.a",
            "channel_map.a/b/0",
            "response_map.lab",
            "response_map.lab.status",
            "global_map.x",
            "configuration.url",
            "message.id",
            "channel.id",
            "now",
            "now:yyyyMMdd",
            "uuid",
            "response.MSA-1",
            "response/code",
            "response",
            "status",
        ] {
            assert!(place(name, &obx).is_ok(), "{name}: {:?}", place(name, &obx));
        }
        for name in [
            "",
            "PID-x",
            "pid-5",
            "patient",
            "channel_map.",
            "channel_map",
            "message.name",
            "now:QQ",
            "item/x",
            "item.x",
            "response_map.lab.colour",
            "PIDX",
            "source.",
            "itemx",
            "/a/b/c~/".repeat(20).as_str(),
        ] {
            assert!(place(name, &obx).is_err(), "{name}");
        }
        assert!(place("item.5", &[]).is_err() && place("index", &[]).is_err());
    }

    #[test]
    fn loops_and_targets_are_places_of_the_message() {
        let group = [ItemKind::Group];
        assert!(matches!(over("ORDER", &[]), Ok((LoopOver::Groups(_), ItemKind::Group))));
        assert!(matches!(over("item.OBX", &group), Ok((LoopOver::ItemSegments(_), _))));
        assert!(matches!(
            over("item.OBSERVATION", &group),
            Ok((LoopOver::ItemGroups(_), _))
        ));
        assert!(target("item.OBX-5", &group).is_ok() && target("item.5", &group).is_err());
        let obx = [ItemKind::Segment("OBX".to_owned())];
        assert!(matches!(
            over("OBX", &[]),
            Ok((LoopOver::Segments(_), ItemKind::Segment(_)))
        ));
        assert!(matches!(
            over("item.3", &obx),
            Ok((LoopOver::ItemRepetitions(_), ItemKind::Repetition))
        ));
        assert!(matches!(
            over("msg", &[]),
            Ok((LoopOver::Elements(_), ItemKind::Element))
        ));
        for name in ["OBX(2)", "PID-3.1", "PID-3(1)", "item", "channel_map.list", "now"] {
            assert!(over(name, &obx).is_err(), "{name}");
        }
        for name in ["PID", "MSH-1", "msg", "item", "channel_map.a", "item.x"] {
            assert!(target(name, &obx).is_err(), "{name}");
        }
        assert_eq!(deletion("NTE", &[]), Ok(Deletion::Segments("NTE".to_owned())));
        assert!(matches!(deletion("NTE(1)", &[]), Ok(Deletion::Place(_))));
        assert!(deletion("MSH", &[]).is_err() && deletion("MSH-2", &[]).is_err());
        assert_eq!(
            variable_or_list("connector_map.list[]"),
            Ok((MapName::Connector, "list".to_owned(), true))
        );
        assert!(variable_or_list("map.x").is_err() && variable("channel_map").is_err());
    }
}
