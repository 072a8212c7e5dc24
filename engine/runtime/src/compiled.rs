//! A channel made ready: scripts compiled, connectors built. Touches nothing outside.

use std::sync::Arc;

use nilecare_channel_model::{
    ChannelFolder, DataTypeName, DestinationConnector, ModelProblem, QueueSettings, ReplySettings, ScriptRef,
};
use nilecare_channel_steps::{Compiler as StepCompiler, Filter, Transformer};
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
    pub filter: Filter,
    pub transformer: Transformer,
    /// The enabled destinations.
    pub destinations: Vec<DestinationScripts>,
}

pub(crate) struct DestinationScripts {
    pub id: ConnectorId,
    pub queue: QueueSettings,
    pub filter: Filter,
    pub transformer: Transformer,
    pub response_transformer: Transformer,
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
        let mut compiler = Compiler(StepCompiler::new(&folder, host));
        let scripts = compiler.scripts();
        let source = compiler.source(registry);
        let factories = compiler.destinations(registry);
        let problems = compiler.0.problems;
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

struct Compiler<'a>(StepCompiler<'a>);

impl Compiler<'_> {
    fn scripts(&mut self) -> Scripts {
        let channel = &self.0.folder.channel;
        let source = &channel.source;
        let charset = Charset::from_msh18(&source.character_set.0).unwrap_or_else(|| {
            self.0.problems.push(ModelProblem::new(
                "/source/character_set",
                "is no character set that HL7 knows",
            ));
            Charset::LATIN_1
        });
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
            preprocessor: self.script("/preprocessor", channel.preprocessor.as_ref()),
            filter: Filter::compile(&mut self.0, "/source/filter", &source.filter),
            transformer: Transformer::compile(&mut self.0, "/source/transformer", &source.transformer),
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
            filter: Filter::compile(&mut self.0, &format!("{path}/filter"), &destination.filter),
            transformer: Transformer::compile(&mut self.0, &format!("{path}/transformer"), &destination.transformer),
            response_transformer: Transformer::compile(
                &mut self.0,
                &format!("{path}/response_transformer"),
                &destination.response_transformer,
            ),
        }
    }

    fn script(&mut self, path: &str, script: Option<&ScriptRef>) -> Option<CompiledScript> {
        let script = script.filter(|script| script.enabled)?;
        self.0.script(path, &script.name, &script.text())
    }

    fn source(&mut self, registry: &ConnectorRegistry) -> Option<Box<dyn Source>> {
        let settings = &self.0.folder.channel.source.connector;
        let built = registry.source(&settings.kind, &settings.config);
        self.connector("/source/connector", built)
    }

    fn destinations(&mut self, registry: &ConnectorRegistry) -> Vec<Arc<dyn DestinationFactory>> {
        let mut factories = Vec::new();
        for (index, destination) in self.0.folder.channel.destinations.iter().enumerate() {
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
                self.0.problems.extend(problems.0.into_iter().map(place));
            }
            Err(unknown) => self
                .0
                .problems
                .push(ModelProblem::new(format!("{path}/type"), unknown.to_string())),
        }
        None
    }
}
