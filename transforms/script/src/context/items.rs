//! Loops over segments, repetitions and elements. Items are live: what is set in them is in the message. Taking parts out
//! of the message within a loop is safe: each item that is still there is visited once.

use nilecare_hl7v2::Path;
use rhai::Dynamic;

use super::elements::Element;
use super::place::place_in_item;
use super::{Place, Pointer, ScriptContext};
use crate::library::{Hl7, Hl7Group, Hl7Repetition, Hl7Segment, Part, n_repetitions};

/// What a loop goes over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoopOver {
    /// The segments with this id.
    Segments(String),
    /// The repetitions of a field.
    Repetitions(Path),
    /// The elements of an array.
    Elements(Pointer),
    /// The repetitions of a field of the segment that is the item.
    ItemRepetitions(Path),
    /// The elements of an array in the element that is the item.
    ItemElements(Pointer),
    /// The groups of segments with this name.
    Groups(String),
    /// The groups with this name in the group that is the item.
    ItemGroups(String),
    /// The segments with this id in the group that is the item.
    ItemSegments(String),
    /// The parts of the message at a path that only its format knows.
    Parts(String),
}

/// The item of a loop.
pub(super) enum Item {
    Segment(Hl7Segment),
    Repetition(Hl7Repetition),
    Element(Element),
    Part(Part),
    Group(Hl7Group),
}

impl Item {
    /// What scripts see as `item`. An element is put there only while a script runs.
    fn variable(&self) -> Dynamic {
        match self {
            Self::Segment(segment) => Dynamic::from(segment.clone()),
            Self::Repetition(repetition) => Dynamic::from(repetition.clone()),
            Self::Element(_) => Dynamic::UNIT,
            Self::Part(part) => Dynamic::from(part.clone()),
            Self::Group(group) => Dynamic::from(group.clone()),
        }
    }
}

/// Tells the message when the loop over it ends, however it ends.
struct Walk(Hl7);

impl Walk {
    fn begin(message: &Hl7) -> Self {
        message.lock().begin_loop();
        Self(message.clone())
    }
}

impl Drop for Walk {
    fn drop(&mut self) {
        self.0.lock().end_loop();
    }
}

impl ScriptContext {
    /// Runs `body` for each item, with its number from 1, until it answers `false`. When the message is not of the format that
    /// the loop is for, there is no item.
    ///
    /// # Errors
    /// The first of `body`.
    pub fn for_each<E>(
        &mut self,
        over: &LoopOver,
        mut body: impl FnMut(&mut Self, usize) -> Result<bool, E>,
    ) -> Result<(), E> {
        if let Some(parts) = self.parts(over) {
            return self.for_each_item(parts.into_iter().map(Item::Part), &mut body);
        }
        match over {
            LoopOver::Parts(_) => Ok(()),
            LoopOver::Groups(name) => {
                let groups = self.hl7().map(|hl7| Hl7Group::of_message(&hl7, name));
                self.for_each_item(groups.unwrap_or_default().into_iter().map(Item::Group), &mut body)
            }
            LoopOver::ItemGroups(name) => {
                let groups = self.item_group().map(|group| group.groups(name));
                self.for_each_item(groups.unwrap_or_default().into_iter().map(Item::Group), &mut body)
            }
            LoopOver::ItemSegments(id) => {
                let segments = self.item_group().map(|group| group.segments(Some(id)));
                self.for_each_item(segments.unwrap_or_default().into_iter().map(Item::Segment), &mut body)
            }
            LoopOver::Segments(id) => self.for_each_segment(id, &mut body),
            LoopOver::Repetitions(path) => match self.segment_of(path) {
                Some(segment) => self.for_each_repetition(&segment, path, &mut body),
                None => Ok(()),
            },
            LoopOver::ItemRepetitions(path) => match self.items.last() {
                Some(Item::Segment(segment)) => self.for_each_repetition(&segment.clone(), path, &mut body),
                _ => Ok(()),
            },
            LoopOver::Elements(pointer) => self.for_each_element(false, pointer, &mut body),
            LoopOver::ItemElements(pointer) => match self.items.last() {
                Some(Item::Element(_)) => self.for_each_element(true, pointer, &mut body),
                _ => Ok(()),
            },
        }
    }

    /// Returns the HL7 message that `msg` is.
    pub(super) fn hl7(&self) -> Option<Hl7> {
        self.scope.get("msg")?.read_lock::<Hl7>().map(|hl7| hl7.clone())
    }

    /// Returns the parts that a loop goes over where the message is XML, X12 or delimited text; `None` where it is not. A path
    /// that its format does not know means no part.
    fn parts(&self, over: &LoopOver) -> Option<Vec<Part>> {
        let whole = self.part()?;
        let of_item = |place: &Place| {
            let place = place_in_item(place)?;
            self.item_part()?.parts(&place).ok()
        };
        let parts = match over {
            LoopOver::Groups(_) | LoopOver::ItemGroups(_) | LoopOver::ItemSegments(_) => None,
            LoopOver::Parts(path) => whole.parts(path).ok(),
            LoopOver::Segments(id) => whole.parts(id).ok(),
            LoopOver::Repetitions(path) => whole.parts(&path.to_string()).ok(),
            LoopOver::Elements(pointer) => whole.parts(&pointer.to_string()).ok(),
            LoopOver::ItemRepetitions(path) => of_item(&Place::ItemField(*path)),
            LoopOver::ItemElements(pointer) => of_item(&Place::ItemMember(pointer.clone())),
        };
        Some(parts.unwrap_or_default())
    }

    /// Goes over items that stay the same when others come and go.
    fn for_each_item<E>(
        &mut self,
        items: impl Iterator<Item = Item>,
        body: &mut impl FnMut(&mut Self, usize) -> Result<bool, E>,
    ) -> Result<(), E> {
        let walk = self.hl7().map(|hl7| Walk::begin(&hl7));
        let mut outcome = Ok(());
        for (item, index) in items.zip(1..) {
            match self.with_item(item, index, body).0 {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    outcome = Err(error);
                    break;
                }
            }
        }
        drop(walk);
        outcome
    }

    fn segment_of(&self, path: &Path) -> Option<Hl7Segment> {
        let hl7 = self.hl7()?;
        let live = hl7.lock();
        let position = live.position_of_segment(path.segment_id(), path.occurrence())?;
        let (key, n_moves) = (live.segment_key(position)?, live.n_moves);
        drop(live);
        Some(Hl7Segment::new(hl7, path.segment_id().into(), key, position, n_moves))
    }

    fn for_each_segment<E>(
        &mut self,
        id: &str,
        body: &mut impl FnMut(&mut Self, usize) -> Result<bool, E>,
    ) -> Result<(), E> {
        let Some(hl7) = self.hl7() else { return Ok(()) };
        let keys = {
            let live = hl7.lock();
            let segments = live.segments().enumerate().filter(|(_, segment)| segment.id() == id);
            segments
                .filter_map(|(position, _)| Some((position, live.segment_key(position)?)))
                .collect::<Vec<_>>()
        };
        let n_moves = hl7.lock().n_moves;
        let _walk = Walk::begin(&hl7);
        let mut index = 0;
        for (position, key) in keys {
            let segment = Hl7Segment::new(hl7.clone(), id.into(), key, position, n_moves);
            let live = hl7.lock();
            let Some(position) = segment.position(&live) else {
                continue;
            };
            let n_moves = live.n_moves;
            drop(live);
            let segment = Hl7Segment::new(hl7.clone(), id.into(), key, position, n_moves);
            index += 1;
            if !self.with_item(Item::Segment(segment), index, body).0? {
                break;
            }
        }
        Ok(())
    }

    fn for_each_repetition<E>(
        &mut self,
        segment: &Hl7Segment,
        field: &Path,
        body: &mut impl FnMut(&mut Self, usize) -> Result<bool, E>,
    ) -> Result<(), E> {
        let count = || segment.with_raw(field, |live, raw| n_repetitions(raw, field, live)) as usize;
        let hl7 = segment.message();
        let _walk = Walk::begin(hl7);
        let n_at_first = count();
        let mut number = 1;
        for index in 1..=n_at_first {
            if number > count() {
                break;
            }
            let Ok(path) = field.with_repetition(number) else {
                break;
            };
            let n_known = hl7.lock().n_removed();
            let item = Item::Repetition(Hl7Repetition::new(segment.clone(), path));
            if !self.with_item(item, index, body).0? {
                break;
            }
            let mut is_gone = false;
            for removed in hl7.lock().removed_since(n_known) {
                if removed.segment != segment.key() || Some(removed.field) != field.field() {
                    continue;
                }
                if removed.number < number {
                    number -= 1;
                } else if removed.number == number {
                    is_gone = true;
                }
            }
            // When it is gone, the next one has its number.
            number += usize::from(!is_gone);
        }
        Ok(())
    }

    fn for_each_element<E>(
        &mut self,
        is_in_item: bool,
        pointer: &Pointer,
        body: &mut impl FnMut(&mut Self, usize) -> Result<bool, E>,
    ) -> Result<(), E> {
        let mut at = 0;
        let mut n_at_first = None;
        let mut index = 0;
        while let Some((element, length)) = self.open_element(is_in_item, pointer, at) {
            let n_at_first = *n_at_first.get_or_insert(length);
            if index >= n_at_first {
                break;
            }
            index += 1;
            let (result, item) = self.with_item(Item::Element(element), index, body);
            if let Some(Item::Element(element)) = item {
                at = self.close_element(element);
            }
            if !result? {
                break;
            }
        }
        Ok(())
    }

    /// Gives `function` the value of the item.
    pub(super) fn with_item_value(&self, function: impl FnOnce(&Dynamic)) -> Option<()> {
        match self.items.last()? {
            Item::Element(element) => element.read(self.scope.get("msg")?, function),
            item => {
                function(&item.variable());
                Some(())
            }
        }
    }

    /// Runs `body` with `item` and `index` set; gives the item back.
    fn with_item<E>(
        &mut self,
        item: Item,
        index: usize,
        body: &mut impl FnMut(&mut Self, usize) -> Result<bool, E>,
    ) -> (Result<bool, E>, Option<Item>) {
        let n_variables = self.scope.len();
        self.scope.push_dynamic("item", item.variable());
        self.scope.push("index", index as i64);
        self.items.push(item);
        let result = body(self, index);
        let item = self.items.pop();
        self.scope.rewind(n_variables);
        (result, item)
    }
}
