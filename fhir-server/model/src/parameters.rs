//! Search parameters as FHIR R4 defines them.

const PARAMETERS: &str = include_str!("../definitions/parameters.txt");
const CANONICAL: &str = "http://hl7.org/fhir/SearchParameter/";

/// The type of a search parameter (FHIR R4 §3.1.1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterKind {
    /// A number.
    Number,
    /// A date, a time, a period.
    Date,
    /// Text.
    String,
    /// A code, with its system.
    Token,
    /// Another resource.
    Reference,
    /// Two or more parameters that hold for the same part of a resource.
    Composite,
    /// A number with its unit.
    Quantity,
    /// A URI.
    Uri,
    /// `near` and the like.
    Special,
}

impl ParameterKind {
    fn named(name: &str) -> Self {
        match name {
            "number" => Self::Number,
            "date" => Self::Date,
            "string" => Self::String,
            "token" => Self::Token,
            "reference" => Self::Reference,
            "composite" => Self::Composite,
            "quantity" => Self::Quantity,
            "uri" => Self::Uri,
            _ => Self::Special,
        }
    }

    /// Returns the code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::String => "string",
            Self::Token => "token",
            Self::Reference => "reference",
            Self::Composite => "composite",
            Self::Quantity => "quantity",
            Self::Uri => "uri",
            Self::Special => "special",
        }
    }
}

/// A search parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its id, such as `Observation-code-value-quantity`.
    pub id: &'static str,
    /// What a query calls it.
    pub code: &'static str,
    /// Its type.
    pub kind: ParameterKind,
    /// The types of resources that have it; `Resource` and `DomainResource` stand for many.
    pub bases: Vec<&'static str>,
    /// The types that a reference may lead to; empty for all.
    pub targets: Vec<&'static str>,
    /// Where its values are, in FHIRPath; empty when no expression tells.
    pub expression: &'static str,
    /// Of a composite, the ids of the parameters that it consists of and where their values are.
    pub components: Vec<(&'static str, &'static str)>,
}

impl Parameter {
    /// Returns the canonical URL.
    pub fn url(&self) -> String {
        format!("{CANONICAL}{}", self.id)
    }
}

pub(crate) fn parameters() -> Vec<Parameter> {
    let words = |text: &'static str| text.split(',').filter(|word| !word.is_empty()).collect();
    let read = |line: &'static str| {
        let mut fields = line.split('\t');
        let (id, code, kind, bases) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        // Empty fields at the end are not written.
        let mut rest = || fields.next().unwrap_or_default();
        let (targets, expression, components) = (rest(), rest(), rest());
        let components = components
            .split(';')
            .filter_map(|component| component.split_once('='))
            .collect();
        Some(Parameter {
            id,
            code,
            kind: ParameterKind::named(kind),
            bases: words(bases),
            targets: words(targets),
            expression,
            components,
        })
    };
    PARAMETERS.lines().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_every_expression_compiles() {
        let all = parameters();
        assert_eq!(all.len(), PARAMETERS.lines().count());
        assert_eq!(all.len(), 1378);
        let mut n_expressions = 0;
        for parameter in &all {
            let parts = parameter.components.iter().map(|(_, expression)| *expression);
            for expression in parts
                .chain([parameter.expression])
                .filter(|expression| !expression.is_empty())
            {
                let compiled = nilecare_fhirpath::compile(expression);
                assert!(compiled.is_ok(), "{}: {expression}: {compiled:?}", parameter.id);
                n_expressions += 1;
            }
        }
        assert!(n_expressions > 1375);
    }
}
