//! The pairs of a query string to a typed search (FHIR R4 §3.1.1).

use nilecare_fhir_model::{Issue, IssueCode, ParameterKind};

use crate::filter::Filter;
use crate::include::{Direction, Include, include};
use crate::parse_filter::{compartment_filter, filter, supported};
use crate::registry::{Registry, Slot, TypeId, Variant};
use crate::{DEFAULT_COUNT, MAX_CHAIN, MAX_COUNT, MAX_FILTERS};

/// Why a query cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{diagnostics}")]
pub struct QueryError {
    /// What kind of problem it is.
    pub code: IssueCode,
    /// What is wrong, without the values.
    pub diagnostics: String,
    /// Whether it is only that a parameter is not known.
    pub is_unknown: bool,
}

impl QueryError {
    pub(crate) fn new(code: IssueCode, diagnostics: String) -> Self {
        let is_unknown = false;
        Self {
            code,
            diagnostics,
            is_unknown,
        }
    }

    pub(crate) fn value(parameter: &str, expected: &str) -> Self {
        Self::new(
            IssueCode::Value,
            format!("the parameter {parameter}: expected {expected}"),
        )
    }

    pub(crate) fn modifier(parameter: &str) -> Self {
        let diagnostics = format!("the parameter {parameter} does not take this modifier");
        Self::new(IssueCode::NotSupported, diagnostics)
    }

    pub(crate) fn not_supported(parameter: &str) -> Self {
        let diagnostics = format!("searching by {parameter} is not supported; see the CapabilityStatement at metadata");
        Self::new(IssueCode::NotSupported, diagnostics)
    }

    pub(crate) fn unknown(name: &str, of: &str) -> Self {
        // What is no name may be a value at the wrong place.
        let is_name = name.len() <= 64
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte));
        let name = if is_name { name } else { "given" };
        let mut error = Self::new(IssueCode::NotSupported, format!("{of} has no search parameter {name}"));
        error.is_unknown = true;
        error
    }

    /// Tells it as FHIR does.
    pub fn issue(&self) -> Issue {
        Issue::error(self.code, &self.diagnostics)
    }
}

/// What an order goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortBy {
    /// `_lastUpdated`.
    LastUpdated,
    /// `_id`.
    Id,
    /// The least or greatest value of an index.
    Value(Slot, ParameterKind),
}

/// One part of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortKey {
    /// What it goes by.
    pub by: SortBy,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// Whether the number of all matches is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Total {
    /// Only when it costs nothing.
    #[default]
    None,
    /// Yes. An estimate is the same here.
    Accurate,
}

/// What of each resource is given (FHIR R4 §3.1.1.5.5).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Summary {
    /// All.
    #[default]
    Full,
    /// What is marked as summary.
    True,
    /// The narrative.
    Text,
    /// All but the narrative.
    Data,
    /// Nothing but the number of matches.
    Count,
    /// These elements.
    Elements(Vec<String>),
}

/// What is asked of one type of resource.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeSearch {
    /// The type.
    pub of: TypeId,
    /// What is asked; all of them have to hold.
    pub filters: Vec<Filter>,
    /// The order.
    pub sort: Vec<SortKey>,
}

/// A query.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// What is asked of each type, in the order of the answer.
    pub types: Vec<TypeSearch>,
    /// The size of a page.
    pub count: usize,
    /// Whether all matches are counted.
    pub total: Total,
    /// What of each resource is given.
    pub summary: Summary,
    /// Which references are followed.
    pub includes: Vec<Include>,
    /// Where the page begins, as an earlier page said.
    pub cursor: Option<String>,
    /// The pairs that were understood, for the links.
    pub used: Vec<(String, String)>,
    /// What was not understood and is left out.
    pub ignored: Vec<QueryError>,
}

/// A query to be read.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The type searched; `None` for several.
    pub of: Option<TypeId>,
    /// The names and values, decoded.
    pub pairs: &'a [(String, String)],
    /// Whether what is not understood is an error (`Prefer: handling=strict`).
    pub is_strict: bool,
    /// The compartment searched in: its type and id.
    pub compartment: Option<(&'a str, &'a str)>,
}

impl Query<'_> {
    /// Reads it.
    ///
    /// # Errors
    /// When a value cannot be read, or a parameter is not known and the query is strict.
    pub fn read(&self, registry: &Registry) -> Result<Search, QueryError> {
        let mut search = Search {
            types: Vec::new(),
            count: DEFAULT_COUNT,
            total: Total::None,
            summary: Summary::Full,
            includes: Vec::new(),
            cursor: None,
            used: Vec::new(),
            ignored: Vec::new(),
        };
        for of in self.types(registry)? {
            let mut type_search = TypeSearch {
                of,
                filters: Vec::new(),
                sort: Vec::new(),
            };
            let is_first = search.types.is_empty();
            if let Some((compartment, id)) = self.compartment {
                match compartment_filter(registry, of, compartment, id)? {
                    Some(filter) => type_search.filters.push(filter),
                    None => continue,
                }
            }
            for (name, value) in self.pairs.iter().filter(|(_, value)| !value.is_empty()) {
                let read = self.pair(registry, &mut search, &mut type_search, name, value);
                match read {
                    Ok(()) if is_first => search.used.push((name.clone(), value.clone())),
                    Ok(()) => {}
                    Err(error) if error.is_unknown && !self.is_strict => {
                        if is_first {
                            search.ignored.push(error);
                        }
                    }
                    Err(error) => return Err(error),
                }
            }
            if type_search.filters.len() > MAX_FILTERS {
                return Err(QueryError::new(
                    IssueCode::TooCostly,
                    format!("expected at most {MAX_FILTERS} parameters"),
                ));
            }
            search.types.push(type_search);
        }
        search.used.retain(|(name, _)| name != "_cursor");
        Ok(search)
    }

    fn types(&self, registry: &Registry) -> Result<Vec<TypeId>, QueryError> {
        if let Some(of) = self.of {
            return Ok(vec![of]);
        }
        let named = self.pairs.iter().filter(|(name, _)| name == "_type");
        let mut types = Vec::new();
        for name in named.flat_map(|(_, value)| value.split(',')) {
            let of = registry
                .type_id(name)
                .ok_or_else(|| QueryError::value("_type", "types of resources"))?;
            types.push(of);
        }
        if types.is_empty() {
            types = (0..registry.types().len()).map(|at| TypeId(at as u16)).collect();
        }
        types.sort_unstable();
        types.dedup();
        Ok(types)
    }

    fn pair(
        &self,
        registry: &Registry,
        search: &mut Search,
        of: &mut TypeSearch,
        name: &str,
        value: &str,
    ) -> Result<(), QueryError> {
        let one_of = |expected: &'static str| QueryError::value(name, expected);
        match name {
            "_count" => {
                let count: usize = value.parse().map_err(|_| QueryError::value("_count", "a number"))?;
                if count == 0 {
                    search.summary = Summary::Count;
                } else {
                    search.count = count.min(MAX_COUNT);
                }
            }
            "_total" => {
                search.total = match value {
                    "none" => Total::None,
                    "accurate" | "estimate" => Total::Accurate,
                    _ => return Err(one_of("none, estimate or accurate")),
                }
            }
            "_summary" => {
                search.summary = match value {
                    "true" => Summary::True,
                    "false" => Summary::Full,
                    "text" => Summary::Text,
                    "data" => Summary::Data,
                    "count" => Summary::Count,
                    _ => return Err(one_of("true, false, text, data or count")),
                }
            }
            "_elements" => {
                search.summary = Summary::Elements(value.split(',').map(|name| name.trim().to_owned()).collect());
            }
            "_sort" => of.sort = sort(registry, of.of, value)?,
            "_cursor" => search.cursor = Some(value.to_owned()),
            // Told by the header or the path.
            "_format" | "_pretty" | "_type" => {}
            _ => {
                let (plain_name, modifier) = match name.split_once(':') {
                    Some((name, modifier)) => (name, Some(modifier)),
                    None => (name, None),
                };
                let direction = match plain_name {
                    "_include" => Some(Direction::Forward),
                    "_revinclude" => Some(Direction::Reverse),
                    _ => None,
                };
                let Some(direction) = direction else {
                    of.filters.push(filter(registry, of.of, name, value, MAX_CHAIN)?);
                    return Ok(());
                };
                let iterates = match modifier {
                    None => false,
                    Some("iterate" | "recurse") => true,
                    Some(_) => return Err(QueryError::modifier("_include")),
                };
                let include = include(registry, direction, of.of, value, iterates)?;
                // A search of several types reads the same again for each.
                if !search.includes.contains(&include) {
                    search.includes.push(include);
                }
            }
        }
        Ok(())
    }
}

fn sort(registry: &Registry, of: TypeId, value: &str) -> Result<Vec<SortKey>, QueryError> {
    let mut keys = Vec::new();
    for part in value.split(',') {
        let (code, descending) = match part.strip_prefix('-') {
            Some(code) => (code, true),
            None => (part, false),
        };
        let by = match code {
            "_id" => SortBy::Id,
            "_lastUpdated" => SortBy::LastUpdated,
            code => {
                let (parameter, found) = supported(registry, of, code)?;
                if found.kind == ParameterKind::Composite {
                    return Err(QueryError::not_supported("_sort"));
                }
                let variant = Variant::Main;
                SortBy::Value(Slot { parameter, variant }, found.kind)
            }
        };
        keys.push(SortKey { by, descending });
    }
    if keys.len() > 5 {
        return Err(QueryError::value("_sort", "at most 5 parameters"));
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Comparison, StringMatch, SystemTest, Test};

    fn read(of: &str, query: &str, is_strict: bool) -> Result<Search, QueryError> {
        let registry = Registry::new(nilecare_fhir_model::r4()).expect("the parameters of R4 compile");
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let query = Query {
            of: registry.type_id(of),
            pairs: &pairs,
            is_strict,
            compartment: None,
        };
        query.read(&registry)
    }

    fn tests(of: &str, query: &str) -> Vec<Test> {
        let search = read(of, query, true).unwrap_or_else(|error| panic!("{query}: {error}"));
        match &search.types[0].filters[0] {
            Filter::Value { tests, .. } | Filter::NotValue { tests, .. } => tests.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn values_are_read_by_the_type_of_the_parameter() {
        let begins = Test::String {
            matching: StringMatch::Begins,
            text: "everyman".into(),
        };
        assert_eq!(tests("Patient", "family=EVERYMAN"), [begins]);
        let token = |system, code: &str| Test::Token {
            system,
            code: Some(code.into()),
        };
        assert_eq!(
            tests("Patient", "identifier=a%7C1,%7C2,3"),
            [
                token(SystemTest::Is("a".into()), "1"),
                token(SystemTest::None, "2"),
                token(SystemTest::Any, "3")
            ]
        );
        assert_eq!(tests("Patient", "identifier=a%5C,b"), [token(SystemTest::Any, "a,b")]);
        let reference = |kind: Option<&str>| Test::Reference {
            kind: kind.map(str::to_owned),
            id: "p1".into(),
        };
        assert_eq!(tests("Observation", "subject=p1"), [reference(None)]);
        assert_eq!(tests("Observation", "subject:Patient=p1"), [reference(Some("Patient"))]);
        assert_eq!(tests("Observation", "subject=Patient/p1"), [reference(Some("Patient"))]);
        assert!(matches!(
            tests("Observation", "date=ge2026")[..],
            [Test::Date {
                comparison: Comparison::GreaterOrEqual,
                ..
            }]
        ));
        assert!(matches!(
            &tests("Observation", "code-value-quantity=2339-0$gt7")[..],
            [Test::Composite { second, .. }] if matches!(**second, Test::Quantity { comparison: Comparison::Greater, .. })
        ));
    }

    #[test]
    fn chains_and_has_are_followed_and_bounded() {
        let search = read(
            "Observation",
            "subject:Patient.name=x&subject.name=y&patient.organization.name=z",
            true,
        );
        let filters = &search.expect("a query").types[0].filters;
        assert!(
            filters.iter().all(|filter| matches!(filter, Filter::Chain { .. })),
            "{filters:?}"
        );
        let search = read(
            "Patient",
            "_has:Observation:patient:_has:AuditEvent:entity:agent=x",
            true,
        )
        .expect("a query");
        let Filter::Has { filter, .. } = &search.types[0].filters[0] else {
            panic!("a reverse chain");
        };
        assert!(matches!(**filter, Filter::Has { .. }));
        let long = "partof.".repeat(20);
        assert!(read("Organization", &format!("{long}name=x"), true).is_err());
    }

    #[test]
    fn what_is_not_known_is_refused_or_told() {
        assert!(read("Patient", "colour=x", true).is_err_and(|error| error.is_unknown));
        let lenient = read("Patient", "colour=x&family=y", false).expect("a query");
        assert_eq!((lenient.ignored.len(), lenient.types[0].filters.len()), (1, 1));
        assert_eq!(lenient.used, [("family".to_owned(), "y".to_owned())]);
        for bad in [
            "birthdate=x",
            "family:foo=x",
            "_count=x",
            "_sort=foo",
            "_include=x",
            "active:missing=maybe",
            "_total=x",
        ] {
            assert!(read("Patient", bad, true).is_err(), "{bad}");
        }
        // A value that cannot be read is an error all the same.
        assert!(read("Patient", "birthdate=x", false).is_err());
    }

    #[test]
    fn controls_are_read() {
        let query = "_count=5&_sort=-birthdate,_id&_total=accurate&_elements=name,active\
            &_include=Patient:organization&_revinclude:iterate=Observation:patient";
        let search = read("Patient", query, true).expect("a query");
        assert_eq!((search.count, search.total), (5, Total::Accurate));
        assert_eq!(search.types[0].sort.len(), 2);
        assert!(search.includes[1].iterates && search.includes[1].direction == Direction::Reverse);
        assert_eq!(search.summary, Summary::Elements(vec!["name".into(), "active".into()]));
        assert_eq!(
            read("Patient", "_count=0", true).expect("a query").summary,
            Summary::Count
        );
        assert_eq!(
            read("Patient", "_count=100000", true).expect("a query").count,
            MAX_COUNT
        );
    }
}
