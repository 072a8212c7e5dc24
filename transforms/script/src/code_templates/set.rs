//! All libraries, compiled once, and what of them a channel sees.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use rhai::AST;
use serde::Serialize;

use super::library::{Library, LibraryProblem};
use crate::ScriptHost;

/// All libraries of an installation, compiled.
#[derive(Default)]
pub struct LibrarySet {
    libraries: BTreeMap<String, Compiled>,
    functions: Vec<LibraryFunction>,
}

struct Compiled {
    library: Library,
    functions: AST,
}

/// A function of a library, for completion and help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LibraryFunction {
    /// Its name.
    pub name: String,
    /// The names of its parameters.
    pub parameters: Vec<String>,
    /// What the comment before it (`///`) says; empty when there is none.
    pub doc: String,
    /// The library.
    pub library: String,
    /// The file: `libraries/dates/age.rhai`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// The functions of the libraries that one channel sees.
pub struct ChannelLibraries {
    pub(crate) functions: AST,
    /// The file of each function, by its name.
    files: HashMap<String, String>,
}

impl ChannelLibraries {
    /// Returns the file that a function is in.
    pub(crate) fn file(&self, function: &str) -> Option<&str> {
        self.files.get(function).map(String::as_str)
    }
}

impl fmt::Debug for ChannelLibraries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChannelLibraries({} functions)", self.files.len())
    }
}

impl LibrarySet {
    /// Compiles libraries. What is wrong is told, and the file left out that is wrong.
    pub fn new(host: &ScriptHost, libraries: Vec<Library>) -> (Self, Vec<LibraryProblem>) {
        let mut set = Self::default();
        let mut problems = Vec::new();
        for library in libraries {
            let mut functions = AST::empty();
            for file in &library.files {
                match host.compile_functions(&file.text) {
                    Ok(ast) if set.add_functions(&library, &file.name, &file.text, &ast, &mut problems) => {
                        functions = functions.merge(&ast);
                    }
                    Ok(_) => {}
                    Err((line, message)) => problems.push(LibraryProblem::new(&file.name, line, message)),
                }
            }
            set.libraries
                .insert(library.name.clone(), Compiled { library, functions });
        }
        (set, problems)
    }

    /// Notes the functions of a file; `false` when one of them is there already.
    fn add_functions(
        &mut self,
        library: &Library,
        file: &str,
        text: &str,
        ast: &AST,
        problems: &mut Vec<LibraryProblem>,
    ) -> bool {
        let documented = documented(text);
        let n_problems = problems.len();
        let mut added = Vec::new();
        for function in ast.iter_functions() {
            let place = documented.get(function.name);
            let function = LibraryFunction {
                name: function.name.to_owned(),
                parameters: function.params.iter().map(|name| (*name).to_owned()).collect(),
                doc: place.map_or_else(String::new, |place| place.doc.clone()),
                library: library.name.clone(),
                file: file.to_owned(),
                line: place.map_or(1, |place| place.line),
            };
            let is_same = |other: &&LibraryFunction| {
                other.name == function.name && other.parameters.len() == function.parameters.len()
            };
            if let Some(other) = self.functions.iter().find(is_same) {
                let message = format!(
                    "a function {} with {} parameters is in {} line {} too; rename one of them",
                    function.name,
                    function.parameters.len(),
                    other.file,
                    other.line
                );
                problems.push(LibraryProblem::new(file, Some(function.line), message));
            }
            added.push(function);
        }
        let is_good = problems.len() == n_problems;
        if is_good {
            added.sort_by_key(|function| function.line);
            self.functions.append(&mut added);
        }
        is_good
    }

    /// Returns every function, by library and file.
    pub fn functions(&self) -> &[LibraryFunction] {
        &self.functions
    }

    /// Returns the libraries, by name.
    pub fn libraries(&self) -> impl Iterator<Item = &Library> {
        self.libraries.values().map(|compiled| &compiled.library)
    }

    /// Returns the functions that a channel sees: of the libraries that it names, and of those that are for all channels or
    /// name the channel.
    ///
    /// # Errors
    /// The names for which there is no library.
    pub fn for_channel(&self, channel: &str, named: &[String]) -> Result<Option<Arc<ChannelLibraries>>, Vec<String>> {
        let unknown = named.iter().filter(|name| !self.libraries.contains_key(*name));
        let unknown = unknown.cloned().collect::<Vec<_>>();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let is_seen = |compiled: &&Compiled| {
            named.contains(&compiled.library.name) || compiled.library.settings.channels.has(channel)
        };
        Ok(self.merged(self.libraries.values().filter(is_seen)))
    }

    /// Returns the functions of one library with those of the ones that are for all channels, for its tests.
    pub(super) fn for_tests(&self, name: &str) -> Option<Arc<ChannelLibraries>> {
        let is_seen = |compiled: &&Compiled| {
            compiled.library.name == name
                || matches!(compiled.library.settings.channels, super::LibraryChannels::All(_))
        };
        self.merged(self.libraries.values().filter(is_seen))
    }

    /// Returns the functions of the libraries that are for all channels.
    pub(crate) fn for_all_channels(&self) -> Option<Arc<ChannelLibraries>> {
        let is_seen =
            |compiled: &&Compiled| matches!(compiled.library.settings.channels, super::LibraryChannels::All(_));
        self.merged(self.libraries.values().filter(is_seen))
    }

    fn merged<'a>(&'a self, seen: impl Iterator<Item = &'a Compiled>) -> Option<Arc<ChannelLibraries>> {
        let mut functions = AST::empty();
        let mut files = HashMap::new();
        for compiled in seen {
            functions = functions.merge(&compiled.functions);
            let of_library = self
                .functions
                .iter()
                .filter(|function| function.library == compiled.library.name);
            files.extend(of_library.map(|function| (function.name.clone(), function.file.clone())));
        }
        (!files.is_empty()).then(|| Arc::new(ChannelLibraries { functions, files }))
    }
}

impl fmt::Debug for LibrarySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.libraries.keys()).finish()
    }
}

struct Documented {
    line: usize,
    doc: String,
}

/// Finds the line of each function and the comment before it.
fn documented(text: &str) -> HashMap<&str, Documented> {
    let mut found = HashMap::new();
    let mut doc = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_start();
        if let Some(comment) = line.strip_prefix("///") {
            doc.push(comment.strip_prefix(' ').unwrap_or(comment).trim_end());
            continue;
        }
        let declaration = line
            .strip_prefix("private ")
            .unwrap_or(line)
            .trim_start()
            .strip_prefix("fn ");
        if let Some((name, _)) = declaration.and_then(|rest| rest.split_once('(')) {
            let place = Documented {
                line: index + 1,
                doc: doc.join("\n"),
            };
            found.entry(name.trim()).or_insert(place);
        }
        doc.clear();
    }
    found
}

/// Finds the functions whose names begin with `test_`, in the order of their lines.
pub(super) fn documented_tests(text: &str) -> Vec<(usize, &str)> {
    let tests = documented(text)
        .into_iter()
        .filter(|(name, _)| name.starts_with("test_"));
    let mut tests = tests.map(|(name, place)| (place.line, name)).collect::<Vec<_>>();
    tests.sort_unstable();
    tests
}
