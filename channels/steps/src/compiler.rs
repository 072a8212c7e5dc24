//! What compiling needs, and the problems that it found.

use std::sync::Arc;

use nilecare_channel_model::{ChannelFolder, ModelProblem, ScriptText};
use nilecare_script::{CompiledScript, LibrarySet, ScriptHost, Surroundings};

use crate::names::ItemKind;

/// Steps and rules may be nested so deep.
const DEPTH: usize = 16;

/// Compiles the parts of one channel and collects all that is wrong with them.
pub struct Compiler<'a> {
    /// The channel.
    pub folder: &'a ChannelFolder,
    /// Compiles scripts.
    pub host: &'a ScriptHost,
    /// Everything that is wrong so far, with its place in `channel.yaml`.
    pub problems: Vec<ModelProblem>,
    surroundings: Surroundings,
    /// The loops around what is being compiled, the innermost last.
    loops: Vec<ItemKind>,
    depth: usize,
}

impl<'a> Compiler<'a> {
    /// Begins with the libraries of the host's environment.
    pub fn new(folder: &'a ChannelFolder, host: &'a ScriptHost) -> Self {
        let libraries = host.environment().libraries.get();
        Self::with_libraries(folder, host, &libraries)
    }

    /// Begins with these libraries. A channel that names one that is not among them has a problem.
    pub fn with_libraries(folder: &'a ChannelFolder, host: &'a ScriptHost, libraries: &LibrarySet) -> Self {
        let mut compiler = Self {
            folder,
            host,
            problems: Vec::new(),
            surroundings: Surroundings::default(),
            loops: Vec::new(),
            depth: 0,
        };
        let channel = &folder.channel;
        match libraries.for_channel(channel.id.as_str(), &channel.libraries) {
            Ok(libraries) => compiler.surroundings.libraries = libraries,
            Err(unknown) => {
                for name in unknown {
                    let index = channel.libraries.iter().position(|named| *named == name).unwrap_or(0);
                    let known = libraries.libraries().map(|library| library.name.as_str());
                    let known = known.collect::<Vec<_>>().join(", ");
                    compiler.problem(
                        format!("/libraries/{index}"),
                        format!("there is no library {name}; there are: {known}"),
                    );
                }
            }
        }
        compiler
    }

    /// Adds a problem.
    pub fn problem(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.problems.push(ModelProblem::new(path, message));
    }

    /// Compiles a script; `None` when it is none, which is then among the problems. A script that is no file is called
    /// `name`, or by its place when it has none.
    pub fn script(&mut self, path: &str, name: &str, text: &ScriptText) -> Option<CompiledScript> {
        let name = if name.is_empty() { path } else { name };
        let script = self.folder.script(text, name);
        self.surroundings.in_loop = !self.loops.is_empty();
        let compiled = self.host.compile_in(&script.name, &script.text, &self.surroundings);
        self.checked(path, compiled.map_err(|error| error.to_string()))
    }

    /// Gives what is good, and notes what is wrong.
    pub(crate) fn checked<T>(&mut self, path: &str, result: Result<T, String>) -> Option<T> {
        result.map_err(|problem| self.problem(path, problem)).ok()
    }

    /// The loops around what is being compiled, the innermost last.
    pub(crate) fn loops(&self) -> &[ItemKind] {
        &self.loops
    }

    /// Compiles what is within a loop.
    pub(crate) fn in_loop<T>(&mut self, item: ItemKind, compile: impl FnOnce(&mut Self) -> T) -> T {
        self.loops.push(item);
        let compiled = compile(self);
        self.loops.pop();
        compiled
    }

    /// Compiles what is nested; nothing when it is nested too deep, which is then a problem.
    pub(crate) fn nested<T: Default>(&mut self, path: &str, compile: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= DEPTH {
            self.problem(path, format!("may be nested {DEPTH} deep"));
            return T::default();
        }
        self.depth += 1;
        let compiled = compile(self);
        self.depth -= 1;
        compiled
    }

    /// The name of a part for errors: its own, or its place when it has none.
    pub(crate) fn label(name: &str, path: &str) -> Arc<str> {
        if name.is_empty() { path.into() } else { name.into() }
    }
}
