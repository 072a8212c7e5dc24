//! The places of XML. They are walked without recursion: elements may be nested as deep as the reader takes them.

use std::collections::HashMap;

use nilecare_xml::{Element, Xml};

use super::{List, Place, PlaceKind, bare};

/// An element that is still to be listed.
struct Open<'a> {
    element: Element<'a>,
    path: String,
    label: String,
    level: usize,
}

pub(super) fn add(list: &mut List, xml: &Xml) {
    let root = xml.root();
    let label = root.local_name().to_owned();
    let mut open = vec![Open {
        path: format!("/{label}"),
        label,
        element: root,
        level: 0,
    }];
    while let Some(next) = open.pop() {
        if add_element(list, &next).is_none() {
            return;
        }
        let inner = children(&next, list.options.max_places);
        open.extend(inner.into_iter().rev());
    }
}

/// Names the elements within one: by their local name, with a number where several have it.
fn children<'a>(above: &Open<'a>, most: usize) -> Vec<Open<'a>> {
    let mut counts = HashMap::<&str, usize>::new();
    for child in above.element.children() {
        *counts.entry(child.local_name()).or_default() += 1;
    }
    let mut seen = HashMap::<&str, usize>::new();
    let named = above.element.children().map(|element| {
        let name = element.local_name();
        let number = seen.entry(name).or_default();
        *number += 1;
        let label = match counts.get(name) {
            Some(1) => name.to_owned(),
            _ => format!("{name}[{number}]"),
        };
        Open {
            path: format!("{}/{label}", above.path),
            label,
            element,
            level: above.level + 1,
        }
    });
    // More would not be listed, and one beyond tells that the list was cut.
    named.take(most + 1).collect()
}

fn add_element(list: &mut List, open: &Open<'_>) -> Option<()> {
    let Open {
        element, path, level, ..
    } = open;
    let has_children = element.children().next().is_some();
    let own_text = element.own_text();
    let own_text = own_text.trim();
    let place = match own_text {
        "" => bare(*level, PlaceKind::Element, path.clone()),
        text => list.valued(*level, PlaceKind::Element, path.clone(), text),
    };
    let has_attributes = element.attributes().next().is_some();
    list.add(Place {
        label: Some(open.label.clone()),
        is_leaf: !has_children && !has_attributes,
        ..place
    })?;
    for (name, value) in element.attributes() {
        let place = list.valued(level + 1, PlaceKind::Attribute, format!("{path}/@{name}"), &value);
        list.add(Place {
            label: Some(format!("@{name}")),
            ..place
        })?;
    }
    Some(())
}
