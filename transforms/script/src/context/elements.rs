//! The elements of JSON arrays as items of loops. An element stays in its array, and is lent to `item` while a script runs:
//! its place holds `()` then. The language has no references, and this way nothing is copied.

use rhai::{Array, Dynamic};

use super::items::Item;
use super::{Pointer, ScriptContext};

/// An element that a loop is at.
pub(super) struct Element {
    /// The array, in `msg` or in the item of the loop around.
    array: Pointer,
    is_in_item: bool,
    /// Its number in the array, from 0.
    at: usize,
    /// Where it is in `msg`; `None` when a script took it out.
    place: Option<Pointer>,
    /// How many elements the array had before the script that runs.
    length: usize,
    /// A step took it out; it goes when its turn ends.
    pub is_deleted: bool,
}

/// Marks the elements of the loops around a script, so that they are found again; the number of the loop is added.
const MARK: i32 = 0x4E49_0000;

fn mark(depth: usize) -> i32 {
    MARK + i32::try_from(depth).unwrap_or(i32::MAX - MARK)
}

impl Element {
    /// Gives `function` the element in `msg`; `None` when a script took it out.
    pub fn read<T>(&self, msg: &Dynamic, function: impl FnOnce(&Dynamic) -> T) -> Option<T> {
        self.place.as_ref()?.read(msg, function)
    }

    /// As `read`, to change it.
    pub fn change<T>(&self, msg: &mut Dynamic, function: impl FnOnce(&mut Dynamic) -> T) -> Option<T> {
        self.place.as_ref()?.change(msg, function)
    }
}

impl ScriptContext {
    /// Finds an element and the length of its array; `None` when there is none at this number.
    pub(super) fn open_element(&mut self, is_in_item: bool, array: &Pointer, at: usize) -> Option<(Element, usize)> {
        let whole = self.array_place(is_in_item, array, self.items.len())?;
        let length = self
            .with_array(&whole, |array| array.len())
            .filter(|length| at < *length)?;
        let element = Element {
            array: array.clone(),
            is_in_item,
            at,
            place: Some(whole.index(at)),
            length,
            is_deleted: false,
        };
        Some((element, length))
    }

    /// Ends an element's turn and returns the number of the next one.
    pub(super) fn close_element(&mut self, element: Element) -> usize {
        match (element.place, self.scope.get_mut("msg")) {
            (Some(place), Some(msg)) if element.is_deleted => {
                place.remove(msg);
                element.at
            }
            (Some(_), _) => element.at + 1,
            // A script took it out, so the next one has its number.
            (None, _) => element.at,
        }
    }

    /// Lends the element that the innermost loop is at to the script that begins.
    pub(crate) fn lend_element(&mut self) {
        let Some(last) = self.items.len().checked_sub(1) else {
            return;
        };
        if !matches!(self.items[last], Item::Element(_)) {
            return;
        }
        let Some(msg) = self.scope.get_mut("msg") else { return };
        let mut lent = Dynamic::UNIT;
        for (depth, item) in self.items.iter_mut().enumerate() {
            let Item::Element(element) = item else { continue };
            let Some(place) = &element.place else { continue };
            let length = place.parent().and_then(|array| array.read(msg, length));
            element.length = length.unwrap_or(0);
            place.change(msg, |value| {
                if depth == last {
                    lent = value.take();
                }
                value.set_tag(mark(depth));
            });
        }
        if let Some(variable) = self.scope.get_mut("item") {
            *variable = lent;
        }
    }

    /// Puts the element back that the script had, and finds those that it moved.
    pub(crate) fn take_element_back(&mut self) {
        let Some(last) = self.items.len().checked_sub(1) else {
            return;
        };
        if !matches!(self.items[last], Item::Element(_)) {
            return;
        }
        let lent = self.scope.get_mut("item").map(Dynamic::take).unwrap_or_default();
        let mut lent = Some(lent.flatten());
        for depth in 0..=last {
            let Item::Element(Element {
                array,
                is_in_item,
                at,
                length,
                ..
            }) = &self.items[depth]
            else {
                continue;
            };
            let (at, length) = (*at, *length);
            let whole = self.array_place(*is_in_item, &array.clone(), depth);
            let found = whole.and_then(|whole| {
                let found = self.with_array(&whole, |array| {
                    find(array, depth, at, length, (depth == last).then_some(&mut lent))
                });
                Some((found.flatten()?, whole))
            });
            if let Item::Element(element) = &mut self.items[depth] {
                element.at = found.as_ref().map_or(at, |(at, _)| *at);
                element.place = found.map(|(at, whole)| whole.index(at));
            }
        }
    }

    /// Names the array of the loop number `depth` in `msg`.
    fn array_place(&self, is_in_item: bool, array: &Pointer, depth: usize) -> Option<Pointer> {
        if !is_in_item {
            return Some(array.clone());
        }
        match self.items.get(depth.checked_sub(1)?)? {
            Item::Element(around) => Some(around.place.as_ref()?.join(array)),
            _ => None,
        }
    }

    fn with_array<T>(&mut self, place: &Pointer, function: impl FnOnce(&mut Array) -> T) -> Option<T> {
        let msg = self.scope.get_mut("msg")?;
        place.change(msg, |value| {
            value.write_lock::<Array>().map(|mut array| function(&mut array))
        })?
    }
}

fn length(array: &Dynamic) -> usize {
    array.read_lock::<Array>().map_or(0, |array| array.len())
}

/// Finds a marked element again, and takes its mark off; `lent` is put back in its place.
fn find(
    array: &mut Array,
    depth: usize,
    at: usize,
    length: usize,
    lent: Option<&mut Option<Dynamic>>,
) -> Option<usize> {
    match array.iter().position(|value| value.tag() == mark(depth)) {
        Some(found) => {
            if let Some(value) = lent.and_then(Option::take) {
                array[found] = value;
            }
            array[found].set_tag(0);
            Some(found)
        }
        // The script put another value in its place.
        None if array.len() == length && at < length => Some(at),
        None => None,
    }
}
