//! A channel made ready: scripts compiled, connectors built. Touches nothing outside.

use std::sync::Arc;

use nilecare_channel_model::{
    ChannelFolder, DataTypeName, DestinationConnector, ModelProblem, QueueSettings, ReplySettings, ScriptRef,
};
use nilecare_document::DataType;
use nilecare_engine_api::{ConnectorRegistry, DestinationFactory, Source};
use nilecare_hl7v2::charset::Charset;
use nilecare_script::{CompiledScript, ScriptHost};
use nilecare_types::ConnectorId;

/// One thing that keeps a channel from being deployed.
pub type CompileProblem = ModelProblem;

/// A channel, ready to run.
pub struct CompiledChannel {
    /// What it was made from.
    pub folder: ChannelFolder,
    pub(crate) scripts: Scripts,
    pub(crate) source: Option<Box<dyn Source>>,
    pub(crate) factories: Vec<Arc<dyn DestinationFactory>>,
}

/// Everything of a channel that processing a message needs.
pub(crate) struct Scripts {
    pub data_type: DataType,
    pub charset: Charset,
    pub reply: ReplySettings,
    pub preprocessor: Option<CompiledScript>,
    pub filter: Vec<CompiledScript>,
    pub transformer: Vec<CompiledScript>,
    /// The enabled destinations.
    pub destinations: Vec<DestinationScripts>,
}

pub(crate) struct DestinationScripts {
    pub id: ConnectorId,
    pub queue: QueueSettings,
    pub filter: Vec<CompiledScript>,
    pub transformer: Vec<CompiledScript>,
    pub response_transformer: Vec<CompiledScript>,
}

impl CompiledChannel {
    /// Compiles the scripts and builds the connectors.
    ///
    /// # Errors
    /// Everything that is wrong, with its place in `channel.yaml`.
    pub fn new(
        folder: ChannelFolder,
        registry: &ConnectorRegistry,
        host: &ScriptHost,
    ) -> Result<Self, Vec<CompileProblem>> {
        let mut compiler = Compiler {
            folder: &folder,
            host,
            problems: Vec::new(),
        };
        let scripts = compiler.scripts();
        let source = compiler.source(registry);
        let factories = compiler.destinations(registry);
        let problems = compiler.problems;
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            folder,
            scripts,
            source,
            factories,
        })
    }
}

struct Compiler<'a> {
    folder: &'a ChannelFolder,
    host: &'a ScriptHost,
    problems: Vec<CompileProblem>,
}

impl Compiler<'_> {
    fn scripts(&mut self) -> Scripts {
        let channel = &self.folder.channel;
        let source = &channel.source;
        let charset = Charset::from_msh18(&source.character_set.0).unwrap_or_else(|| {
            self.problems.push(ModelProblem::new(
                "/source/character_set",
                "is no character set that HL7 knows",
            ));
            Charset::LATIN_1
        });
        let preprocessor = channel.preprocessor.as_slice();
        let destinations = channel
            .destinations
            .iter()
            .enumerate()
            .filter(|(_, destination)| destination.enabled);
        Scripts {
            data_type: match source.data_type {
                DataTypeName::Hl7v2 => DataType::Hl7v2,
                DataTypeName::Json => DataType::Json,
                DataTypeName::Raw => DataType::Raw,
            },
            charset,
            reply: source.reply.clone(),
            preprocessor: self.compile("/preprocessor", preprocessor).pop(),
            filter: self.compile("/source/filter", &source.filter),
            transformer: self.compile("/source/transformer", &source.transformer),
            destinations: destinations
                .map(|(index, destination)| self.destination(index, destination))
                .collect(),
        }
    }

    fn destination(&mut self, index: usize, destination: &DestinationConnector) -> DestinationScripts {
        let path = format!("/destinations/{index}");
        DestinationScripts {
            id: destination.id.clone(),
            queue: destination.queue.clone(),
            filter: self.compile(&format!("{path}/filter"), &destination.filter),
            transformer: self.compile(&format!("{path}/transformer"), &destination.transformer),
            response_transformer: self.compile(
                &format!("{path}/response_transformer"),
                &destination.response_transformer,
            ),
        }
    }

    fn compile(&mut self, path: &str, references: &[ScriptRef]) -> Vec<CompiledScript> {
        let mut compiled = Vec::new();
        for (index, reference) in references.iter().enumerate().filter(|(_, reference)| reference.enabled) {
            let script = self.folder.script(reference);
            match self.host.compile(&script.name, &script.text) {
                Ok(script) => compiled.push(script),
                Err(error) => self
                    .problems
                    .push(ModelProblem::new(format!("{path}/{index}"), error.to_string())),
            }
        }
        compiled
    }

    fn source(&mut self, registry: &ConnectorRegistry) -> Option<Box<dyn Source>> {
        let settings = &self.folder.channel.source.connector;
        let built = registry.source(&settings.kind, &settings.config);
        self.connector("/source/connector", built)
    }

    fn destinations(&mut self, registry: &ConnectorRegistry) -> Vec<Arc<dyn DestinationFactory>> {
        let mut factories = Vec::new();
        for (index, destination) in self.folder.channel.destinations.iter().enumerate() {
            let settings = &destination.connector;
            let built = registry.destination(&settings.kind, &settings.config);
            let factory = self.connector(&format!("/destinations/{index}/connector"), built);
            factories.extend(factory.filter(|_| destination.enabled));
        }
        factories
    }

    fn connector<T>(
        &mut self,
        path: &str,
        built: Result<Result<T, nilecare_engine_api::ConfigProblems>, nilecare_engine_api::UnknownConnector>,
    ) -> Option<T> {
        match built {
            Ok(Ok(connector)) => return Some(connector),
            Ok(Err(problems)) => {
                let place = |problem: nilecare_engine_api::ConfigProblem| {
                    ModelProblem::new(format!("{path}{}", problem.path), problem.message)
                };
                self.problems.extend(problems.0.into_iter().map(place));
            }
            Err(unknown) => self
                .problems
                .push(ModelProblem::new(format!("{path}/type"), unknown.to_string())),
        }
        None
    }
}
