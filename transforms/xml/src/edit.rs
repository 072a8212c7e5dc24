//! Changing.

use std::collections::{HashMap, HashSet};

use crate::attributes::Attributes;
use crate::escape;
use crate::path::{Found, Place, Start, Step};
use crate::piece::Piece;
use crate::tree::{Node, NodeId};
use crate::{EditError, MAX_DEPTH, Path, Xml};

impl Xml {
    /// Sets the first place that a path finds: an attribute's value, or the characters of an element, in the place of all
    /// that is in it. Where it finds none, the elements and attributes that the path names are made: `name`, `name[2]` after
    /// the first, `name[@code='B']` with that attribute. A made element takes the prefix of the element that it is in.
    ///
    /// # Errors
    /// When the path does not tell what to make, or the value has a control character.
    pub fn set(&mut self, path: &Path, value: &str) -> Result<(), EditError> {
        if !value.chars().all(escape::is_allowed) {
            return Err(EditError::Character);
        }
        let place = match self.find(path)?.first() {
            Some(found) => found.place(),
            None => self.make(path)?,
        };
        self.is_changed = true;
        match place {
            Place::Element(id) => self.set_text(id, value),
            Place::Attribute(id, name) => self.set_attribute(id, &name, value),
            Place::Text(id) => *self.tree.node_mut(id) = Node::Text(Piece::own(escape::text(value))),
        }
        Ok(())
    }

    /// Takes out all that a path finds, and tells how many there were.
    ///
    /// # Errors
    /// When the root element is among them.
    pub fn remove(&mut self, path: &Path) -> Result<usize, EditError> {
        let places: Vec<_> = self.find(path)?.iter().map(Found::place).collect();
        if places.contains(&Place::Element(self.root().id)) {
            return Err(EditError::Root);
        }
        let mut taken = HashSet::new();
        let mut attributes: HashMap<NodeId, Vec<&str>> = HashMap::new();
        for place in &places {
            self.is_changed = true;
            match place {
                Place::Element(id) | Place::Text(id) => {
                    taken.insert(*id);
                }
                Place::Attribute(id, name) => attributes.entry(*id).or_default().push(name),
            }
        }
        for (id, names) in attributes {
            self.remove_attributes(id, &names);
        }
        self.take_out(&taken);
        Ok(places.len())
    }

    /// Adds an element, given as XML, at the end of the first element that a path finds, or of the one that it makes.
    ///
    /// # Errors
    /// When the path names no element, or `fragment` is not one element.
    pub fn append(&mut self, path: &Path, fragment: &str) -> Result<(), EditError> {
        let fragment = Xml::parse(fragment).map_err(EditError::Fragment)?;
        let place = match self.find(path)?.first() {
            Some(found) => found.place(),
            None => self.make(path)?,
        };
        let Place::Element(parent) = place else {
            return Err(EditError::NotAnElement);
        };
        self.put_in(parent, &fragment)
    }

    fn put_in(&mut self, parent: NodeId, fragment: &Xml) -> Result<(), EditError> {
        let root = fragment.root().id;
        if self.depth(parent) + fragment.height(root) > MAX_DEPTH {
            return Err(EditError::TooDeep);
        }
        self.open_up(parent);
        let id = self.copy(fragment, root, parent);
        if let Node::Element { children, .. } = self.tree.node_mut(parent) {
            children.push(id);
        }
        self.is_changed = true;
        Ok(())
    }

    fn copy(&mut self, other: &Xml, id: NodeId, parent: NodeId) -> NodeId {
        let own = |piece: &Piece| Piece::own(piece.text(&other.source));
        match other.tree.node(id) {
            Node::Element { start, children, end } => {
                let node = Node::Element {
                    start: own(start),
                    children: Vec::with_capacity(children.len()),
                    end: end.as_ref().map(own),
                };
                let copied = self.tree.add(node, Some(parent));
                for child in children {
                    let child = self.copy(other, *child, copied);
                    if let Node::Element { children, .. } = self.tree.node_mut(copied) {
                        children.push(child);
                    }
                }
                copied
            }
            Node::Text(piece) => self.tree.add(Node::Text(own(piece)), Some(parent)),
            Node::CData(piece) => self.tree.add(Node::CData(own(piece)), Some(parent)),
            Node::Other(piece) => self.tree.add(Node::Other(own(piece)), Some(parent)),
        }
    }

    fn depth(&self, id: NodeId) -> usize {
        std::iter::successors(Some(id), |id| self.tree.parent(*id)).count()
    }

    fn height(&self, id: NodeId) -> usize {
        1 + self
            .tree
            .elements(id)
            .map(|child| self.height(child))
            .max()
            .unwrap_or(0)
    }

    fn set_text(&mut self, id: NodeId, value: &str) {
        self.open_up(id);
        for child in self.tree.children(id).to_vec() {
            self.tree.detach(child);
        }
        let text = (!value.is_empty()).then(|| self.tree.add(Node::Text(Piece::own(escape::text(value))), Some(id)));
        if let Node::Element { children, .. } = self.tree.node_mut(id) {
            *children = text.into_iter().collect();
        }
    }

    /// Gives an empty-element tag an end tag.
    fn open_up(&mut self, id: NodeId) {
        let tag = self.tag(id);
        let Some(opened) = tag.strip_suffix("/>").map(|tag| format!("{}>", tag.trim_end())) else {
            return;
        };
        let end_tag = format!("</{}>", self.name(id));
        if let Node::Element { start, end, .. } = self.tree.node_mut(id) {
            *start = Piece::own(opened);
            *end = Some(Piece::own(end_tag));
        }
    }

    fn set_attribute(&mut self, id: NodeId, name: &str, value: &str) {
        let tag = self.tag(id);
        let value = escape::attribute(value);
        let attribute = Attributes::of(tag)
            .filter_map(Result::ok)
            .find(|attribute| &tag[attribute.name.clone()] == name);
        let changed = match attribute {
            // The quotes around it become double ones, as the value is escaped for these.
            Some(attribute) => format!(
                "{}\"{value}\"{}",
                &tag[..attribute.value.start - 1],
                &tag[attribute.value.end + 1..]
            ),
            None => {
                let end = if tag.ends_with("/>") {
                    tag.len() - 2
                } else {
                    tag.len() - 1
                };
                let before = tag[..end].trim_end();
                format!("{before} {name}=\"{value}\"{}", &tag[before.len()..])
            }
        };
        self.set_tag(id, changed);
    }

    fn remove_attributes(&mut self, id: NodeId, names: &[&str]) {
        let tag = self.tag(id);
        let mut changed = String::with_capacity(tag.len());
        let mut kept = 0;
        for attribute in Attributes::of(tag).filter_map(Result::ok) {
            if names.contains(&&tag[attribute.name.clone()]) {
                changed.push_str(tag[kept..attribute.name.start].trim_end());
                kept = attribute.value.end + 1;
            }
        }
        changed.push_str(&tag[kept..]);
        self.set_tag(id, changed);
    }

    fn set_tag(&mut self, id: NodeId, tag: String) {
        if let Node::Element { start, .. } = self.tree.node_mut(id) {
            *start = Piece::own(tag);
        }
    }

    fn take_out(&mut self, taken: &HashSet<NodeId>) {
        let parents: HashSet<_> = taken.iter().filter_map(|id| self.tree.parent(*id)).collect();
        for parent in parents {
            if let Node::Element { children, .. } = self.tree.node_mut(parent) {
                children.retain(|child| !taken.contains(child));
            }
        }
        for id in taken {
            self.tree.detach(*id);
        }
    }

    /// Makes what a path names and the document does not have.
    fn make(&mut self, path: &Path) -> Result<Place, EditError> {
        let steps = path.steps_to_make().ok_or(EditError::NotFound)?;
        let mut place = match path.start() {
            Start::Element(id) if self.tree.is_attached(id) => id,
            Start::Element(_) => return Err(EditError::NotFound),
            Start::Document | Start::Root => self.root().id,
        };
        self.check_gaps(place, &steps, path.start() == Start::Document)?;
        for (depth, step) in steps.iter().enumerate() {
            match step {
                Step::Attribute(name) => return Ok(Place::Attribute(place, (*name).to_owned())),
                Step::Element { number, .. } if depth == 0 && path.start() == Start::Document => {
                    if !step.matches_element(self, place) {
                        return Err(EditError::OtherRoot);
                    }
                    if number.is_some_and(|number| number > 1) {
                        return Err(EditError::Gap);
                    }
                }
                Step::Element { .. } => place = self.find_or_make(place, step)?,
            }
        }
        Ok(Place::Element(place))
    }

    /// Makes sure that all steps can be made before any is, so that a failure leaves nothing behind.
    fn check_gaps(&self, start: NodeId, steps: &[Step<'_>], is_absolute: bool) -> Result<(), EditError> {
        let mut place = Some(start);
        let mut depth = self.depth(start);
        for step in steps.iter().skip(usize::from(is_absolute)) {
            let Step::Element { number, .. } = step else { break };
            depth += 1;
            if depth > MAX_DEPTH {
                return Err(EditError::TooDeep);
            }
            let number = number.unwrap_or(1);
            let mut alike = place
                .into_iter()
                .flat_map(|place| self.tree.elements(place))
                .filter(|id| step.matches_element(self, *id));
            let n_before = alike.by_ref().take(number - 1).count();
            if n_before < number - 1 {
                return Err(EditError::Gap);
            }
            place = alike.next();
        }
        Ok(())
    }

    fn find_or_make(&mut self, parent: NodeId, step: &Step<'_>) -> Result<NodeId, EditError> {
        let Step::Element { name, number, with } = step else {
            return Err(EditError::NotAnElement);
        };
        let alike: Vec<_> = self
            .tree
            .elements(parent)
            .filter(|id| step.matches_element(self, *id))
            .collect();
        let number = number.unwrap_or(1);
        if let Some(id) = alike.get(number - 1) {
            return Ok(*id);
        }
        if number > alike.len() + 1 {
            return Err(EditError::Gap);
        }
        if self.depth(parent) >= MAX_DEPTH {
            return Err(EditError::TooDeep);
        }
        let prefix = self.name(parent).split_once(':').map(|(prefix, _)| prefix);
        let name = match prefix.filter(|_| !name.contains(':')) {
            Some(prefix) => format!("{prefix}:{name}"),
            None => (*name).to_owned(),
        };
        let attributes: String = with
            .iter()
            .map(|(name, value)| format!(" {name}=\"{}\"", escape::attribute(value)))
            .collect();
        self.is_changed = true;
        self.open_up(parent);
        let node = Node::Element {
            start: Piece::own(format!("<{name}{attributes}/>")),
            children: Vec::new(),
            end: None,
        };
        let id = self.tree.add(node, Some(parent));
        self.place(id, parent, alike.last().copied());
        Ok(id)
    }

    /// Puts a new element after the last one like it, or at the end.
    fn place(&mut self, id: NodeId, parent: NodeId, after: Option<NodeId>) {
        if let Node::Element { children, .. } = self.tree.node_mut(parent) {
            let position = after.and_then(|after| children.iter().position(|child| *child == after));
            children.insert(position.map_or(children.len(), |position| position + 1), id);
        }
    }
}

#[cfg(test)]
mod tests;
