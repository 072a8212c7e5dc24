//! The nodes of a document and how they hang together.

use crate::piece::Piece;

/// A node's place in the tree. It stays the node's own when others come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

/// A part of the document.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// An element: its start tag, what is in it, its end tag. An empty-element tag has no end tag.
    Element {
        start: Piece,
        children: Vec<NodeId>,
        end: Option<Piece>,
    },
    /// Characters, escaped.
    Text(Piece),
    /// `<![CDATA[…]]>` as a whole.
    CData(Piece),
    /// Comments, processing instructions, the declaration, the document type.
    Other(Piece),
}

/// All nodes. Nodes that were taken out stay until the document goes, so that no id is given twice.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    parents: Vec<Option<NodeId>>,
    /// The nodes outside and including the root element.
    pub top: Vec<NodeId>,
}

impl NodeId {
    pub fn of_number(number: u32) -> Self {
        Self(number)
    }

    pub fn number(self) -> u32 {
        self.0
    }
}

impl Tree {
    pub fn add(&mut self, node: Node, parent: Option<NodeId>) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node);
        self.parents.push(parent);
        id
    }

    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.parents[id.0 as usize]
    }

    /// Takes the link to its parent from a node that was taken out.
    pub fn detach(&mut self, id: NodeId) {
        self.parents[id.0 as usize] = None;
    }

    /// Tells whether there is an element with this number and it was not taken out, nor anything around it.
    pub fn is_attached(&self, id: NodeId) -> bool {
        if id.0 as usize >= self.nodes.len() || !self.is_element(id) {
            return false;
        }
        let top = std::iter::successors(Some(id), |id| self.parent(*id)).last();
        top == self.root()
    }

    pub fn is_element(&self, id: NodeId) -> bool {
        matches!(self.node(id), Node::Element { .. })
    }

    /// Returns what is directly within an element; nothing of other nodes.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        match self.node(id) {
            Node::Element { children, .. } => children,
            _ => &[],
        }
    }

    pub fn elements(&self, id: NodeId) -> impl DoubleEndedIterator<Item = NodeId> + '_ {
        self.children(id)
            .iter()
            .copied()
            .filter(|child| self.is_element(*child))
    }

    /// Returns the root element; a document that was read has one.
    pub fn root(&self) -> Option<NodeId> {
        self.top.iter().copied().find(|id| self.is_element(*id))
    }
}
