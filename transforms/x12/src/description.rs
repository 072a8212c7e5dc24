//! Who sent what to whom: what a list of messages shows of an interchange.

use std::collections::HashSet;

use crate::Interchange;

/// Describes an interchange. All values are as they stand in it, blanks at their ends left out; empty when absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description<'a> {
    /// ISA13.
    pub control_number: &'a str,
    /// ISA06.
    pub sender_id: &'a str,
    /// ISA08.
    pub receiver_id: &'a str,
    /// ISA15: `P` production, `T` test, `I` information.
    pub usage: &'a str,
    /// Number of transaction sets.
    pub n_transaction_sets: usize,
    /// The kinds of transaction sets that occur, each once, in order of their first.
    pub kinds: Vec<TransactionKind<'a>>,
}

/// A kind of transaction set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TransactionKind<'a> {
    /// ST01, such as `837`.
    pub identifier: &'a str,
    /// ST03, or else GS08 of the group, such as `005010X222A1`.
    pub implementation: &'a str,
}

/// Describes an interchange, in one pass over its groups. Transaction sets outside of any group are not described.
pub(crate) fn describe(interchange: &Interchange) -> Description<'_> {
    let header = interchange.header();
    let value = |number: usize| header.value(number).trim_end_matches(' ');
    let mut description = Description {
        control_number: value(13),
        sender_id: value(6),
        receiver_id: value(8),
        usage: value(15),
        n_transaction_sets: 0,
        kinds: Vec::new(),
    };
    let mut seen = HashSet::new();
    for group in interchange.groups() {
        let of_group = group.header().value(8);
        for set in group.transaction_sets() {
            description.n_transaction_sets += 1;
            let kind = TransactionKind {
                identifier: set.identifier(),
                implementation: set.implementation().unwrap_or(of_group),
            };
            if seen.insert(kind) {
                description.kinds.push(kind);
            }
        }
    }
    description
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_once_with_their_implementation() {
        let text = include_str!("../samples/two-groups.x12");
        let interchange = Interchange::parse(text).expect("the sample is an interchange");
        let description = interchange.description();
        assert_eq!(description.control_number, "000000404");
        assert_eq!(
            (description.sender_id, description.receiver_id),
            ("NORTHCLINIC", "RIVERHEALTH")
        );
        assert_eq!(description.n_transaction_sets, 3);
        let kinds: Vec<_> = description
            .kinds
            .iter()
            .map(|kind| (kind.identifier, kind.implementation))
            .collect();
        assert_eq!(kinds, [("270", "005010X279A1"), ("276", "005010X212")]);
    }

    #[test]
    fn group_names_the_implementation_where_st_does_not() {
        let text = include_str!("../samples/835-payment.x12");
        let interchange = Interchange::parse(text).expect("the sample is an interchange");
        assert_eq!(interchange.description().kinds[0].implementation, "005010X221A1");
    }
}
