//! What steps change in the message.

use nilecare_hl7v2::Path;
use rhai::Dynamic;

use super::items::Item;
use super::place::{component_path, place_in_item};
use super::{Place, Pointer, ScriptContext};
use crate::library::SecretName;
use crate::value::{Secrets, Value, write_text};

/// So many segments can be made by naming one that is not there.
const NEW_SEGMENTS: usize = 100;

impl ScriptContext {
    /// Sets a place of the message or of the item. Segments, fields, objects and arrays that are missing are made. A new
    /// segment stands behind the last one with its id, otherwise at the end.
    ///
    /// # Errors
    /// When the message is of another format, or the place cannot be set.
    pub fn build(&mut self, place: &Place, value: Value) -> Result<(), String> {
        if let Some(name) = value.0.read_lock::<SecretName>() {
            let name = &name.0;
            return Err(format!(
                "the secret {name} cannot be put into a message; use ${{configuration.{name}}} in the settings of the connector"
            ));
        }
        match place {
            Place::Part(path) => self.build_part(path, value),
            Place::Hl7(_) | Place::Json(_) if self.part().is_some() => self.build_part(&path_text(place), value),
            Place::Hl7(path) => self.build_hl7(path, &text(&value)),
            Place::Json(pointer) => self.build_json(pointer, value.0),
            Place::Item
            | Place::ItemField(_)
            | Place::ItemPath(_)
            | Place::ItemComponent(..)
            | Place::ItemMember(_) => self.build_item(place, value),
            _ => Err("only places of the message and of the item can be built".to_owned()),
        }
    }

    fn build_part(&mut self, path: &str, value: Value) -> Result<(), String> {
        if let Some(part) = self.part() {
            return part.set(path, &text(&value));
        }
        if self.hl7().is_some() {
            let path = path
                .parse()
                .map_err(|error: nilecare_hl7v2::PathError| error.to_string())?;
            return self.build_hl7(&path, &text(&value));
        }
        self.build_json(&Pointer::parse(path)?, value.0)
    }

    fn build_hl7(&mut self, path: &Path, value: &str) -> Result<(), String> {
        let hl7 = self.hl7().ok_or_else(|| self.not_hl7())?;
        let mut live = hl7.lock();
        let id = path.segment_id();
        let n_there = live.segment_count(id);
        if path.occurrence() > n_there && !value.is_empty() {
            if path.occurrence() - n_there > NEW_SEGMENTS {
                return Err(format!(
                    "there are {n_there} segments {id}; at most {NEW_SEGMENTS} can be made at once"
                ));
            }
            live.n_moves += 1;
            for number in n_there..path.occurrence() {
                let added = match number {
                    0 => live.add_segment(id),
                    behind => live.insert_segment_after(id, behind, id),
                };
                added.map_err(|error| error.to_string())?;
            }
        } else if path.occurrence() > n_there {
            // Nothing to be put where nothing is.
            return Ok(());
        }
        live.set(path, value).map_err(|error| error.to_string())
    }

    fn build_json(&mut self, pointer: &Pointer, value: Dynamic) -> Result<(), String> {
        let msg = self.scope.get_mut("msg").ok_or("the script removed msg")?;
        if !(msg.is_map() || msg.is_array() || msg.is_unit()) {
            return Err(format!(
                "msg is no JSON value, so {pointer} cannot be set; name a place of it as in PID-5.1, or make msg a map in a script"
            ));
        }
        pointer.set(msg, value)
    }

    fn build_item(&mut self, place: &Place, value: Value) -> Result<(), String> {
        let failed = |error: nilecare_hl7v2::EditError| error.to_string();
        match (self.items.last_mut(), place) {
            (Some(Item::Part(part)), Place::Item) => part.set_whole(&text(&value)),
            (Some(Item::Part(part)), place) => part.set(&place_in_item(place).unwrap_or_default(), &text(&value)),
            (Some(Item::Group(group)), Place::ItemPath(path)) => group.set(path, &text(&value)).map_err(failed),
            (Some(Item::Segment(segment)), Place::ItemField(path)) => segment.set(path, &text(&value)).map_err(failed),
            (Some(Item::Repetition(repetition)), Place::ItemComponent(component, subcomponent)) => {
                let path = component_path(repetition.path(), *component, *subcomponent);
                let path = path.ok_or("there is no such component")?;
                repetition.segment().set(&path, &text(&value)).map_err(failed)
            }
            (Some(Item::Repetition(repetition)), Place::Item) => repetition
                .segment()
                .set(repetition.path(), &text(&value))
                .map_err(failed),
            (Some(Item::Element(element)), Place::ItemMember(pointer)) => {
                let msg = self.scope.get_mut("msg").ok_or("the script removed msg")?;
                element
                    .change(msg, |element| pointer.set(element, value.0))
                    .unwrap_or(Ok(()))
            }
            (Some(Item::Element(element)), Place::Item) => {
                let msg = self.scope.get_mut("msg").ok_or("the script removed msg")?;
                element.change(msg, |element| *element = value.0);
                Ok(())
            }
            (Some(Item::Segment(_)), Place::Item) => {
                Err("the item is a segment; name a field of it, as in item.5".to_owned())
            }
            _ => Err("there is no such item here".to_owned()),
        }
    }

    /// Takes out what is at a place, and tells whether anything was there. A field is emptied; a segment, a repetition, an
    /// element and a member go. The item goes when its turn ends, if it is an element.
    ///
    /// # Errors
    /// When the message is of another format, or the place holds the message together.
    pub fn delete(&mut self, place: &Place) -> Result<bool, String> {
        let failed = |error: nilecare_hl7v2::EditError| error.to_string();
        match place {
            Place::Part(_) | Place::Hl7(_) | Place::Json(_) if self.part().is_some() => {
                self.part().map_or(Ok(false), |part| part.remove(&path_text(place)))
            }
            Place::Part(path) => match self.hl7() {
                Some(_) => {
                    let path = path
                        .parse()
                        .map_err(|error: nilecare_hl7v2::PathError| error.to_string())?;
                    self.delete(&Place::Hl7(path))
                }
                None => self.delete(&Place::Json(Pointer::parse(path)?)),
            },
            Place::Hl7(path) => {
                let hl7 = self.hl7().ok_or_else(|| self.not_hl7())?;
                let mut live = hl7.lock();
                match live.position_of_segment(path.segment_id(), path.occurrence()) {
                    Some(position) => live.take_out(position, path).map_err(failed),
                    None => Ok(false),
                }
            }
            Place::Json(pointer) => {
                let msg = self.scope.get_mut("msg").ok_or("the script removed msg")?;
                Ok(pointer.remove(msg))
            }
            _ => self.delete_in_item(place),
        }
    }

    /// Takes out every segment with this id, and tells whether there was any.
    ///
    /// # Errors
    /// When the message is no HL7 message, or the id is that of its header.
    pub fn delete_segments(&mut self, id: &str) -> Result<bool, String> {
        if let Some(message) = self.part() {
            let parts = message.parts(id)?;
            // From the last to the first, so that none that is still to be taken out moves.
            for part in parts.iter().rev() {
                part.remove_whole()?;
            }
            return Ok(!parts.is_empty());
        }
        let hl7 = self.hl7().ok_or_else(|| self.not_hl7())?;
        let mut live = hl7.lock_to_move();
        let mut is_any = false;
        while live.remove_segment(id, 1).map_err(|error| error.to_string())? {
            is_any = true;
        }
        Ok(is_any)
    }

    fn delete_in_item(&mut self, place: &Place) -> Result<bool, String> {
        let failed = |error: nilecare_hl7v2::EditError| error.to_string();
        match (self.items.last_mut(), place) {
            (Some(Item::Part(part)), Place::Item) => part.remove_whole(),
            (Some(Item::Part(part)), place) => part.remove(&place_in_item(place).unwrap_or_default()),
            (Some(Item::Group(group)), Place::Item) => {
                for segment in group.segments(None) {
                    segment.remove(None).map_err(failed)?;
                }
                Ok(true)
            }
            (Some(Item::Group(group)), Place::ItemPath(path)) => match group.segment(path) {
                Some(segment) => segment.remove(path.field().map(|_| path)).map_err(failed),
                None => Ok(false),
            },
            (Some(Item::Segment(segment)), Place::Item) => segment.remove(None).map_err(failed),
            (Some(Item::Segment(segment)), Place::ItemField(path)) => segment.remove(Some(path)).map_err(failed),
            (Some(Item::Repetition(repetition)), Place::Item) => {
                repetition.segment().remove(Some(repetition.path())).map_err(failed)
            }
            (Some(Item::Repetition(repetition)), Place::ItemComponent(component, subcomponent)) => {
                let path = component_path(repetition.path(), *component, *subcomponent);
                let path = path.ok_or("there is no such component")?;
                repetition.segment().remove(Some(&path)).map_err(failed)
            }
            (Some(Item::Element(element)), Place::Item) => Ok(!std::mem::replace(&mut element.is_deleted, true)),
            (Some(Item::Element(element)), Place::ItemMember(pointer)) => {
                let msg = self.scope.get_mut("msg").ok_or("the script removed msg")?;
                Ok(element.change(msg, |element| pointer.remove(element)).unwrap_or(false))
            }
            _ => Err("only places of the message and of the item can be deleted".to_owned()),
        }
    }

    fn not_hl7(&self) -> String {
        let kind = match self.scope.get("msg") {
            Some(msg) if msg.is_string() => "text",
            Some(msg) if msg.is_map() || msg.is_array() => "JSON",
            _ => "something else",
        };
        format!("msg is no HL7 v2 message here, but {kind}; name a place of it by a JSON pointer, as in /patient/name")
    }
}

/// Gives the path of a place as it is written.
fn path_text(place: &Place) -> String {
    match place {
        Place::Part(path) => path.clone(),
        Place::Hl7(path) => path.to_string(),
        Place::Json(pointer) => pointer.to_string(),
        _ => String::new(),
    }
}

fn text(value: &Value) -> String {
    let mut text = String::new();
    write_text(&value.0, Secrets::Hidden, &mut text);
    text
}
