//! What compiling needs, and the problems that it found.

use nilecare_channel_model::{ChannelFolder, ModelProblem, ScriptText};
use nilecare_script::{CompiledScript, ScriptHost};

/// Compiles the parts of one channel and collects all that is wrong with them.
pub struct Compiler<'a> {
    /// The channel.
    pub folder: &'a ChannelFolder,
    /// Compiles scripts.
    pub host: &'a ScriptHost,
    /// Everything that is wrong so far, with its place in `channel.yaml`.
    pub problems: Vec<ModelProblem>,
}

impl<'a> Compiler<'a> {
    /// Begins with no problem.
    pub fn new(folder: &'a ChannelFolder, host: &'a ScriptHost) -> Self {
        Self {
            folder,
            host,
            problems: Vec::new(),
        }
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
        match self.host.compile(&script.name, &script.text) {
            Ok(script) => Some(script),
            Err(error) => {
                self.problem(path, error.to_string());
                None
            }
        }
    }
}
