//! Paths of elements, checked against the model.

use super::Names;
use crate::model::{Kind, TypeId};
use crate::table::target;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What the step goes to.
    pub way: Way,
    /// The type it arrives at.
    pub kind: Kind,
    /// Whether the element is a list.
    pub is_list: bool,
    /// Number of the instance's name; 0 when it has none.
    pub label: u16,
    /// Whether all segments that write to the resource share the instance of this name.
    pub is_shared: bool,
    /// Whether each repetition of the source is an instance.
    pub is_each: bool,
    /// Number of the extension's URL; 0 for other elements.
    pub url: u16,
    /// The type of the resource that the element refers to.
    pub resource: Option<TypeId>,
}

/// What a step goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// An element of the type before.
    Element(u16),
    /// A link of the table's chain.
    Chain(usize),
    /// An instance beside the one that the table is applied to.
    Sibling,
}

/// A path and what stands at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The steps; none for the element itself.
    pub steps: Vec<Step>,
    /// The type at its end; `None` for the element itself of a table that is for any primitive type.
    pub end: Option<Kind>,
    /// The last element, for what depends on it.
    pub leaf: Option<Leaf>,
    /// As it is written, for reports.
    pub text: Box<str>,
}

/// An element, by its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// The type that has it.
    pub owner: TypeId,
    /// Its number there.
    pub element: u16,
}

/// Checks a path from `root`; `Err` says what was expected.
pub(crate) fn compile(
    steps: &[target::Step],
    text: &str,
    root: Option<Kind>,
    chain: &[String],
    names: &mut Names<'_>,
) -> Result<Path, String> {
    let mut path = Path {
        steps: Vec::with_capacity(steps.len()),
        end: root,
        leaf: None,
        text: text.into(),
    };
    for (n, step) in steps.iter().enumerate() {
        let compiled = compile_step(step, n == 0, &mut path, chain, names)?;
        path.end = match compiled.resource {
            Some(resource) => Some(Kind::Complex(resource)),
            None => Some(compiled.kind),
        };
        path.steps.push(compiled);
    }
    // A list at the end takes each repetition as an instance, unless an instance is marked before.
    let is_marked = path.steps.iter().any(|step| step.is_each);
    if let Some(last) = path.steps.last_mut().filter(|last| last.is_list && !is_marked) {
        last.is_each = true;
    }
    Ok(path)
}

fn compile_step(
    step: &target::Step,
    is_first: bool,
    path: &mut Path,
    chain: &[String],
    names: &mut Names<'_>,
) -> Result<Step, String> {
    let mut compiled = Step {
        way: Way::Sibling,
        kind: Kind::Complex(0),
        is_list: false,
        label: names.label(&step.label),
        is_shared: step.label.starts_with('@'),
        is_each: step.is_each,
        url: 0,
        resource: None,
    };
    if step.name == "sibling" && is_first {
        compiled.kind = path.end.ok_or("expected an element")?;
        return Ok(compiled);
    }
    if step.name.is_empty() {
        let link = chain.iter().skip(1).position(|name| *name == step.label);
        compiled.way = Way::Chain(link.ok_or_else(|| format!("the chain has no link {}", step.label))?);
        compiled.kind = path.end.ok_or("expected an element")?;
        return Ok(compiled);
    }
    // Values have one element: extensions.
    let (owner, element) = match path.end {
        Some(Kind::Complex(owner)) => (owner, names.model.get(owner).element(&step.name)),
        _ if step.name == "extension" => {
            let extension = names.model.named("Extension").ok_or("the model has no Extension")?;
            (extension, names.model.get(extension).element("extension"))
        }
        _ => return Err(format!("a value has no element {}", step.name)),
    };
    let number = element.ok_or_else(|| format!("{} has no element {}", names.model.get(owner).name, step.name))?;
    let element = names.model.element(owner, number);
    compiled.way = Way::Element(number);
    compiled.kind = element.kind;
    compiled.is_list = element.is_list;
    path.leaf = Some(Leaf { owner, element: number });
    if let Some(resource) = &step.resource {
        let is_reference = element.kind == Kind::Complex(names.model.named("Reference").unwrap_or_default());
        if !is_reference {
            return Err(format!("{} is no reference", step.name));
        }
        let found = names
            .model
            .named(resource)
            .filter(|id| names.model.get(*id).is_resource);
        compiled.resource = Some(found.ok_or_else(|| format!("no resource is called {resource}"))?);
    }
    if let Some(url) = &step.url {
        if step.name != "extension" {
            return Err(format!("only an extension has a URL, not {}", step.name));
        }
        compiled.url = names.url(url);
    }
    if (step.is_each || compiled.label > 0) && !compiled.is_list {
        return Err(format!("{} is no list, so it has no instances", step.name));
    }
    Ok(compiled)
}
