//! What of a message no row took.

use super::apply::MAX_REPETITIONS;
use super::segments::Slot;
use super::state::State;
use crate::report::{FindingKind, MessagePlace};

impl<'m> State<'m> {
    /// Adds a finding for each valued part that was not used, on the highest level on which nothing was. Segments without
    /// rows were reported as a whole.
    pub fn find_unused(&mut self, is_taken: &[bool]) {
        for (position, is_taken) in is_taken.iter().enumerate() {
            if !is_taken {
                continue;
            }
            let is_header = self.segments.list[position].id == *b"MSH";
            let n_fields = self.segments.fields(position).len();
            // MSH-1 and MSH-2 are the delimiters.
            for field in if is_header { 3 } else { 1 }..=n_fields {
                let Ok(field) = u16::try_from(field) else { break };
                let text = self.segments.field(position, field);
                if !text.is_empty() {
                    self.find_unused_in_field(position, field, text);
                }
            }
        }
    }

    fn find_unused_in_field(&mut self, position: usize, field: u16, text: &'m str) {
        let place = self.segments.place(position, field);
        let mut is_first_used = false;
        for (n, slot) in self.segments.repetitions(text).enumerate() {
            if n == MAX_REPETITIONS {
                return;
            }
            if slot.text.is_empty() {
                continue;
            }
            let place = MessagePlace {
                repetition: n as u16 + 1,
                ..place
            };
            if self
                .told
                .contains(&(place.segment, place.occurrence, field, place.repetition))
            {
                is_first_used |= n == 0;
                continue;
            }
            if slot.text == "\"\"" {
                self.find(place, FindingKind::Null);
                continue;
            }
            let is_any_used = self.is_any_used(slot);
            if !is_any_used && slot.is_valued(&self.segments.delimiters) {
                let kind = if is_first_used {
                    FindingKind::OnlyFirst
                } else {
                    FindingKind::NotMapped
                };
                self.find(place, kind);
            } else if is_any_used {
                self.find_unused_parts(slot, place);
            }
            is_first_used |= n == 0 && is_any_used;
        }
    }

    fn find_unused_parts(&mut self, slot: Slot<'m>, place: MessagePlace) {
        let delimiters = self.segments.delimiters;
        for (n, component) in pieces(slot.text, delimiters.component) {
            let place = MessagePlace { component: n, ..place };
            if component.is_empty() {
                continue;
            }
            if !self.is_any_text_used(component) {
                let is_sent = component.bytes().any(|byte| byte != delimiters.subcomponent);
                let kind = if component == "\"\"" {
                    FindingKind::Null
                } else {
                    FindingKind::NotMapped
                };
                if is_sent {
                    self.find(place, kind);
                }
                continue;
            }
            for (n, subcomponent) in pieces(component, delimiters.subcomponent) {
                if !subcomponent.is_empty() && !self.is_any_text_used(subcomponent) {
                    self.find(
                        MessagePlace {
                            subcomponent: n,
                            ..place
                        },
                        FindingKind::NotMapped,
                    );
                }
            }
        }
    }

    fn is_any_used(&self, slot: Slot<'m>) -> bool {
        self.is_any_text_used(slot.text)
    }

    /// Tells whether a part of a text was used. What is used is marked from its first byte to its last, so looking at the
    /// first byte of each piece is enough.
    fn is_any_text_used(&self, text: &str) -> bool {
        let start = self.segments.offset(text);
        let delimiters = self.segments.delimiters;
        let mut is_start = true;
        for (n, byte) in text.bytes().enumerate() {
            let is_delimiter = byte == delimiters.component || byte == delimiters.subcomponent;
            if is_start && !is_delimiter && self.used.contains(start + n) {
                return true;
            }
            is_start = is_delimiter;
        }
        false
    }
}

/// Splits a text, with numbers from 1.
fn pieces(text: &str, delimiter: u8) -> impl Iterator<Item = (u16, &str)> {
    let pieces = text.split(char::from(delimiter)).enumerate();
    pieces.map_while(|(n, piece)| Some((u16::try_from(n + 1).ok()?, piece)))
}
