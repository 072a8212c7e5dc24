//! A channel made ready: scripts, rules, steps and templates compiled, connectors built. Touches nothing outside.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use nilecare_channel_model::{
    AttachmentHandler, BatchSettings, BatchSplit, ChannelFolder, DataTypeSettings, DestinationConnector,
    MetadataColumn, ModelProblem, QueueMode, QueueSettings, RepeatAction, RepeatSettings, ReplySettings,
    ResponseValidation, ScriptRef, StorageLevel,
};
use nilecare_channel_steps::{Compiler as StepCompiler, Filter, Template, Transformer};
use nilecare_document::{DataType, Document, Layout};
use nilecare_engine_api::{ConnectorRegistry, DestinationFactory, Source, SourceMap};
use nilecare_hl7v2::charset::Charset;
use nilecare_script::{CompiledScript, GlobalScripts, ScriptContext, ScriptHost, SharedMap};
use nilecare_types::{ConnectorId, MessageId, Timestamp};

use crate::attachments::Handler;
use crate::batch::Batch;
use crate::metadata::Column;

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
    pub id: nilecare_types::ChannelId,
    pub name: String,
    pub data_type: DataType,
    pub charset: Charset,
    pub reply: ReplySettings,
    pub batch: Option<Arc<Batch>>,
    pub repeats: Option<RepeatSettings>,
    pub attachments: Vec<Handler>,
    /// Parts are put back on the way out, also those of messages from before a change of the channel.
    pub has_attachments: bool,
    /// Messages wait on disk when there is no room for them.
    pub has_source_queue: bool,
    pub n_threads: usize,
    pub order_by: Option<Template>,
    pub deploy: Vec<CompiledScript>,
    pub undeploy: Vec<CompiledScript>,
    /// The hub's, then the channel's.
    pub preprocessors: Vec<CompiledScript>,
    pub filter: Filter,
    pub transformer: Transformer,
    pub metadata: Vec<Column>,
    /// The channel's, then the hub's.
    pub postprocessors: Vec<CompiledScript>,
    /// The channel map is kept with each message.
    pub keeps_maps: bool,
    /// There are destinations that wait for others.
    pub has_chains: bool,
    /// The enabled destinations.
    pub destinations: Vec<DestinationScripts>,
    /// Shared by all messages of the channel, also those of its next deployment.
    pub global_channel_map: SharedMap,
}

/// What scripts may know about a message besides its content and its channel.
pub(crate) struct MessageFacts<'a> {
    pub message: MessageId,
    pub received_at: Timestamp,
    pub connector: &'a str,
    pub attempt: u32,
    pub is_possible_duplicate: bool,
}

impl MessageFacts<'_> {
    /// At the source.
    pub(crate) fn at_source(message: MessageId, received_at: Timestamp) -> Self {
        Self {
            message,
            received_at,
            connector: "source",
            attempt: 1,
            is_possible_duplicate: false,
        }
    }
}

pub(crate) struct DestinationScripts {
    pub id: ConnectorId,
    /// Destinations with the same number wait for one another.
    pub chain: usize,
    pub queue: QueueSettings,
    pub filter: Filter,
    pub transformer: Transformer,
    pub content: Option<Template>,
    pub parameters: Vec<(String, Template)>,
    pub order_by: Option<Template>,
    pub response_validation: Option<ResponseValidation>,
    pub response_transformer: Transformer,
    /// The maps are kept with each message for this destination.
    pub keeps_maps: bool,
}

impl DestinationScripts {
    /// Tells whether a message counts as queued before any attempt.
    pub(crate) fn is_always_queued(&self) -> bool {
        self.queue.mode == QueueMode::Always
    }

    /// Tells whether the connector gets values beside the content.
    pub(crate) fn has_parameters(&self) -> bool {
        !self.parameters.is_empty()
    }

    /// Tells whether the message goes out as it left the source.
    pub(crate) fn is_plain(&self) -> bool {
        self.filter.is_empty()
            && self.transformer.is_empty()
            && self.content.is_none()
            && self.parameters.is_empty()
            && self.order_by.is_none()
            && !self.keeps_maps
    }
}

impl Scripts {
    /// Opens a message for the scripts.
    pub(crate) fn context(
        &self,
        document: &Document,
        source: Arc<SourceMap>,
        facts: &MessageFacts<'_>,
    ) -> ScriptContext {
        let mut context = ScriptContext::new(document, source);
        context.set_global_channel_map(self.global_channel_map.clone());
        let description = document.describe();
        context.set_message_facts(Arc::new(nilecare_script::MessageFacts {
            id: facts.message,
            control_id: description.control_id,
            message_type: description.message_type,
            received_at: facts.received_at,
            channel_id: self.id.clone(),
            channel_name: self.name.clone(),
            connector_id: facts.connector.to_owned(),
            attempt: facts.attempt,
            is_possible_duplicate: facts.is_possible_duplicate,
        }));
        context
    }

    /// Opens a context for what comes after the message: a response, or no message at all.
    pub(crate) fn empty_context(&self, facts: &MessageFacts<'_>) -> ScriptContext {
        let nothing = Document::Raw(bytes::Bytes::new());
        self.context(&nothing, Arc::default(), facts)
    }

    /// Tells which thread processes a message.
    pub(crate) fn lane_of(&self, document: &Document, source: &SourceMap) -> usize {
        let (Some(order_by), true) = (&self.order_by, self.n_threads > 1) else {
            return 0;
        };
        let context = ScriptContext::new(document, Arc::new(source.clone()));
        let key = order_by.expand(&context).unwrap_or_default();
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        (hasher.finish() % self.n_threads as u64) as usize
    }

    /// Tells whether messages that came before are answered and left out.
    pub(crate) fn leaves_repeats_out(&self) -> bool {
        let action = self.repeats.as_ref().map(|repeats| repeats.action);
        action == Some(RepeatAction::Acknowledge)
    }

    /// Tells whether a script runs after the destinations.
    pub(crate) fn has_postprocessor(&self) -> bool {
        !self.postprocessors.is_empty()
    }
}

impl CompiledChannel {
    /// Compiles the scripts and builds the connectors.
    ///
    /// # Errors
    /// Everything that is wrong, with its place in `channel.yaml`.
    pub fn new(
        folder: ChannelFolder,
        registry: &ConnectorRegistry,
        host: &Arc<ScriptHost>,
    ) -> Result<Self, Vec<CompileProblem>> {
        let mut compiler = Compiler {
            inner: StepCompiler::new(&folder, host),
            host,
        };
        let scripts = compiler.scripts();
        let source = compiler.source(registry);
        let factories = compiler.destinations(registry);
        let problems = compiler.inner.problems;
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
    inner: StepCompiler<'a>,
    host: &'a Arc<ScriptHost>,
}

impl Compiler<'_> {
    fn scripts(&mut self) -> Scripts {
        let channel = &self.inner.folder.channel;
        let source = &channel.source;
        let charset = Charset::from_msh18(&source.character_set.0).unwrap_or_else(|| {
            self.inner
                .problem("/source/character_set", "is no character set that HL7 knows");
            Charset::LATIN_1
        });
        let global = GlobalScripts::clone(&self.host.environment().global_scripts.get());
        let keeps_all = channel.storage.level == StorageLevel::Development;
        let destinations = self.destination_scripts(keeps_all);
        let own_pre = self.script("/preprocessor", channel.preprocessor.as_ref());
        let own_post = self.script("/postprocessor", channel.postprocessor.as_ref());
        Scripts {
            id: channel.id.clone(),
            name: channel.name.clone(),
            data_type: match &source.data_type {
                DataTypeSettings::Hl7v2 => DataType::Hl7v2,
                DataTypeSettings::Json => DataType::Json,
                DataTypeSettings::Fhir => DataType::Fhir,
                DataTypeSettings::Xml => DataType::Xml,
                DataTypeSettings::X12 => DataType::X12,
                DataTypeSettings::Delimited(layout) => DataType::Delimited(Layout::Delimited(layout.clone()).into()),
                DataTypeSettings::FixedWidth(layout) => DataType::Delimited(Layout::FixedWidth(layout.clone()).into()),
                DataTypeSettings::Raw => DataType::Raw,
            },
            charset,
            reply: source.reply.clone(),
            batch: source.batch.as_ref().map(|batch| Arc::new(self.batch(batch))),
            repeats: source.repeats.clone(),
            attachments: self.attachments(&channel.attachments),
            has_attachments: !channel.attachments.is_empty(),
            has_source_queue: source.queue.enabled,
            n_threads: source.processing.threads as usize,
            order_by: source
                .processing
                .order_by
                .as_ref()
                .and_then(|text| Template::compile(&mut self.inner, "/source/processing/order_by", text)),
            deploy: global
                .deploy
                .into_iter()
                .chain(self.script("/deploy", channel.deploy.as_ref()))
                .collect(),
            undeploy: self
                .script("/undeploy", channel.undeploy.as_ref())
                .into_iter()
                .chain(global.undeploy)
                .collect(),
            preprocessors: global.preprocessor.into_iter().chain(own_pre).collect(),
            filter: Filter::compile(&mut self.inner, "/source/filter", &source.filter),
            transformer: Transformer::compile(&mut self.inner, "/source/transformer", &source.transformer),
            metadata: self.metadata(&channel.storage.metadata),
            postprocessors: own_post.into_iter().chain(global.postprocessor).collect(),
            // A chain goes on with them after a crash.
            keeps_maps: keeps_all || destinations.iter().any(|to| to.keeps_maps),
            has_chains: channel
                .destinations
                .iter()
                .any(|destination| destination.wait_for_previous),
            destinations,
            global_channel_map: SharedMap::default(),
        }
    }

    fn destination_scripts(&mut self, keeps_all: bool) -> Vec<DestinationScripts> {
        let all = &self.inner.folder.channel.destinations;
        let mut compiled = Vec::new();
        let mut chain = 0;
        for (index, destination) in all.iter().enumerate() {
            if !destination.wait_for_previous {
                chain = index;
            }
            if destination.enabled {
                // Those behind it in a chain, and its own response transformer, may run after a crash.
                let is_in_chain =
                    destination.wait_for_previous || all.get(index + 1).is_some_and(|next| next.wait_for_previous);
                let keeps_maps = keeps_all || is_in_chain || !destination.response_transformer.is_empty();
                compiled.push(self.destination(index, chain, destination, keeps_maps));
            }
        }
        compiled
    }

    fn destination(
        &mut self,
        index: usize,
        chain: usize,
        destination: &DestinationConnector,
        keeps_maps: bool,
    ) -> DestinationScripts {
        let path = format!("/destinations/{index}");
        let order_by = destination.queue.order_by.as_ref();
        DestinationScripts {
            id: destination.id.clone(),
            chain,
            queue: destination.queue.clone(),
            filter: Filter::compile(&mut self.inner, &format!("{path}/filter"), &destination.filter),
            transformer: Transformer::compile(
                &mut self.inner,
                &format!("{path}/transformer"),
                &destination.transformer,
            ),
            content: destination
                .content
                .as_ref()
                .and_then(|text| Template::compile(&mut self.inner, &format!("{path}/content"), text)),
            parameters: self.parameters(&path, destination),
            order_by: order_by
                .and_then(|text| Template::compile(&mut self.inner, &format!("{path}/queue/order_by"), text)),
            response_validation: destination.response_validation.clone(),
            response_transformer: Transformer::compile(
                &mut self.inner,
                &format!("{path}/response_transformer"),
                &destination.response_transformer,
            ),
            keeps_maps,
        }
    }

    fn parameters(&mut self, path: &str, destination: &DestinationConnector) -> Vec<(String, Template)> {
        let mut compiled = Vec::new();
        for (name, text) in &destination.parameters {
            let template = Template::compile(&mut self.inner, &format!("{path}/parameters/{name}"), text);
            compiled.extend(template.map(|template| (name.clone(), template)));
        }
        compiled
    }

    fn script(&mut self, path: &str, script: Option<&ScriptRef>) -> Option<CompiledScript> {
        let script = script.filter(|script| script.enabled)?;
        self.inner.script(path, &script.name, &script.text())
    }

    fn batch(&mut self, settings: &BatchSettings) -> Batch {
        let script = match &settings.split {
            BatchSplit::Script(text) => self.inner.script("/source/batch", "batch", text),
            _ => None,
        };
        Batch {
            settings: settings.clone(),
            layout: self.inner.folder.channel.source.data_type.layout(),
            script,
        }
    }

    fn attachments(&mut self, handlers: &[AttachmentHandler]) -> Vec<Handler> {
        let mut compiled = Vec::new();
        for (index, handler) in handlers.iter().enumerate() {
            compiled.extend(Handler::compile(
                &mut self.inner,
                &format!("/attachments/{index}"),
                handler,
            ));
        }
        compiled
    }

    fn metadata(&mut self, columns: &[MetadataColumn]) -> Vec<Column> {
        let mut compiled = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let path = format!("/storage/metadata/{index}/value");
            if let Some(value) = Template::compile(&mut self.inner, &path, &column.value) {
                compiled.push(Column {
                    name: column.name.clone(),
                    kind: column.kind,
                    value,
                });
            }
        }
        compiled
    }

    fn source(&mut self, registry: &ConnectorRegistry) -> Option<Box<dyn Source>> {
        let settings = &self.inner.folder.channel.source.connector;
        let built = registry.source(&settings.kind, &settings.config);
        self.connector("/source/connector", built)
    }

    fn destinations(&mut self, registry: &ConnectorRegistry) -> Vec<Arc<dyn DestinationFactory>> {
        let mut factories = Vec::new();
        for (index, destination) in self.inner.folder.channel.destinations.iter().enumerate() {
            let settings = &destination.connector;
            let built = registry.destination(&settings.kind, &settings.config);
            let factory = self.connector(&format!("/destinations/{index}/connector"), built);
            if let Some(factory) = &factory {
                self.match_parameters(index, destination, &**factory);
            }
            factories.extend(factory.filter(|_| destination.enabled));
        }
        factories
    }

    /// A destination gives the parameters that its connector uses, and no others.
    fn match_parameters(&mut self, index: usize, destination: &DestinationConnector, factory: &dyn DestinationFactory) {
        let used = factory.parameters();
        for name in used.iter().filter(|name| !destination.parameters.contains_key(*name)) {
            let message = format!("the connector uses {{{name}}}; give its value here");
            self.inner
                .problem(format!("/destinations/{index}/parameters/{name}"), message);
        }
        for name in destination.parameters.keys().filter(|name| !used.contains(*name)) {
            let message = format!("the connector does not use it; write {{{name}}} into its settings, or remove it");
            self.inner
                .problem(format!("/destinations/{index}/parameters/{name}"), message);
        }
    }

    fn connector<T>(
        &mut self,
        path: &str,
        built: Result<Result<T, nilecare_engine_api::ConfigProblems>, nilecare_engine_api::UnknownConnector>,
    ) -> Option<T> {
        match built {
            Ok(Ok(connector)) => return Some(connector),
            Ok(Err(problems)) => {
                for problem in problems.0 {
                    self.inner.problem(format!("{path}{}", problem.path), problem.message);
                }
            }
            Err(unknown) => self.inner.problem(format!("{path}/type"), unknown.to_string()),
        }
        None
    }
}
