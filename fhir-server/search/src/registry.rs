//! The search parameters of each type, compiled.

use std::collections::HashMap;

use nilecare_fhir_model::{Definitions, Parameter, ParameterKind};
use nilecare_fhirpath::{CompileError, Expression, compile};

/// A type of resource, as an index into [`Registry::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u16);

/// What of a parameter is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Variant {
    /// Its values.
    Main = 0,
    /// The text that goes with a code, for `:text`.
    Text = 1,
    /// The identifier in a reference, for `:identifier`.
    Identifier = 2,
    /// The type of an identifier with its value, for `:of-type`.
    OfType = 3,
}

/// One index: a parameter of a type of resource, and what of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    /// The parameter, as an index into [`Registry::parameters`].
    pub parameter: u32,
    /// What of it.
    pub variant: Variant,
}

/// A search parameter of one type of resource.
#[derive(Debug)]
pub struct SearchParameter {
    /// The type of resource.
    pub of: TypeId,
    /// What a query calls it.
    pub code: &'static str,
    /// Its type.
    pub kind: ParameterKind,
    /// The types that a reference may lead to; empty for all.
    pub targets: Vec<TypeId>,
    /// The canonical URL.
    pub url: String,
    pub(crate) expression: Option<Expression>,
    pub(crate) components: Vec<Component>,
}

impl SearchParameter {
    /// Tells whether it can be searched for here. `_text` and the like cannot.
    pub fn is_supported(&self) -> bool {
        self.expression.is_some() && self.kind != ParameterKind::Special
    }
}

/// A part of a composite.
#[derive(Debug)]
pub(crate) struct Component {
    pub kind: ParameterKind,
    pub expression: Expression,
}

/// All search parameters of all types of resources.
#[derive(Debug)]
pub struct Registry {
    pub(crate) definitions: &'static Definitions,
    types: Vec<&'static str>,
    by_type: HashMap<&'static str, TypeId>,
    parameters: Vec<SearchParameter>,
    of_type: Vec<Vec<u32>>,
    by_code: HashMap<(TypeId, &'static str), u32>,
}

impl Registry {
    /// Compiles the search parameters.
    ///
    /// # Errors
    /// When an expression does not compile.
    pub fn new(definitions: &'static Definitions) -> Result<Self, CompileError> {
        let types = definitions.resources().to_vec();
        let by_type = types
            .iter()
            .enumerate()
            .map(|(at, name)| (*name, TypeId(at as u16)))
            .collect();
        let mut registry = Self {
            definitions,
            of_type: vec![Vec::new(); types.len()],
            types,
            by_type,
            parameters: Vec::new(),
            by_code: HashMap::new(),
        };
        let by_id: HashMap<_, _> = definitions.parameters().iter().map(|each| (each.id, each)).collect();
        for parameter in definitions.parameters() {
            registry.add(parameter, &by_id)?;
        }
        Ok(registry)
    }

    fn add(&mut self, parameter: &Parameter, by_id: &HashMap<&str, &Parameter>) -> Result<(), CompileError> {
        let whole = match parameter.expression {
            "" => None,
            text => Some(compile(text)?),
        };
        for of in self.bases(parameter) {
            let name = self.name(of);
            let is_type = |name: &str| self.by_type.contains_key(name);
            let mut components = Vec::new();
            for (id, text) in &parameter.components {
                components.push(Component {
                    kind: by_id.get(id).map_or(ParameterKind::Special, |part| part.kind),
                    expression: compile(text)?,
                });
            }
            let at = self.parameters.len() as u32;
            self.parameters.push(SearchParameter {
                of,
                code: parameter.code,
                kind: parameter.kind,
                targets: parameter
                    .targets
                    .iter()
                    .filter_map(|name| self.by_type.get(name).copied())
                    .collect(),
                url: parameter.url(),
                expression: whole.as_ref().and_then(|whole| whole.for_type(name, is_type)),
                components,
            });
            self.by_code.insert((of, parameter.code), at);
            if let Some(all) = self.of_type.get_mut(usize::from(of.0)) {
                all.push(at);
            }
        }
        Ok(())
    }

    fn bases(&self, parameter: &Parameter) -> Vec<TypeId> {
        let is_in = |name: &str| {
            parameter.bases.iter().any(|base| match *base {
                "Resource" => true,
                "DomainResource" => !matches!(name, "Bundle" | "Binary" | "Parameters"),
                base => base == name,
            })
        };
        let found = self.types.iter().enumerate().filter(|(_, name)| is_in(name));
        found.map(|(at, _)| TypeId(at as u16)).collect()
    }

    /// Returns the names of the types of resources; [`TypeId`] is the place in it.
    pub fn types(&self) -> &[&'static str] {
        &self.types
    }

    /// Finds a type of resource.
    pub fn type_id(&self, name: &str) -> Option<TypeId> {
        self.by_type.get(name).copied()
    }

    /// Returns the name of a type.
    pub fn name(&self, of: TypeId) -> &'static str {
        self.types.get(usize::from(of.0)).copied().unwrap_or_default()
    }

    /// Returns all parameters; [`Slot::parameter`] is the place in it.
    pub fn parameters(&self) -> &[SearchParameter] {
        &self.parameters
    }

    /// Returns a parameter by its place.
    pub fn at(&self, parameter: u32) -> Option<&SearchParameter> {
        self.parameters.get(parameter as usize)
    }

    /// Returns the parameters of a type, with their places.
    pub fn of(&self, of: TypeId) -> impl Iterator<Item = (u32, &SearchParameter)> {
        let places = self.of_type.get(usize::from(of.0)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| Some((*at, self.at(*at)?)))
    }

    /// Finds a parameter of a type.
    pub fn find(&self, of: TypeId, code: &str) -> Option<(u32, &SearchParameter)> {
        let at = self.by_code.get(&(of, code)).copied()?;
        Some((at, self.at(at)?))
    }

    /// Returns the definitions that it was made from.
    pub fn definitions(&self) -> &'static Definitions {
        self.definitions
    }
}
