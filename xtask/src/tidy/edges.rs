//! Which crate may depend on which: the direction of the whole workspace (docs/adr/0001).
//!
//! A new edge is a decision. Add it here together with an architecture decision record, or find a way without it.

/// A crate and the crates of the workspace that it may depend on. What tests depend on (dev-dependencies) is told apart
/// in [`DEV_ONLY`].
pub const ALLOWED: &[(&str, &[&str])] = &[
    // platform: knows nothing above it.
    ("nilecare-types", &[]),
    ("nilecare-config", &["nilecare-types"]),
    ("nilecare-telemetry", &[]),
    ("nilecare-sql", &["nilecare-types"]),
    ("nilecare-http", &["nilecare-types"]),
    ("nilecare-audit", &["nilecare-http", "nilecare-sql", "nilecare-types"]),
    // Whether a webhook is signed: for channels and for services.
    ("nilecare-signature", &["nilecare-types"]),
    ("nilecare-http-client", &[]),
    ("nilecare-gateway", &["nilecare-http", "nilecare-types"]),
    ("nilecare-bus", &["nilecare-sql", "nilecare-types"]),
    ("nilecare-bus-kafka", &["nilecare-bus", "nilecare-types"]),
    ("nilecare-tasks", &["nilecare-http", "nilecare-sql", "nilecare-types"]),
    // Joining a patient's room is an access, and goes on record as one.
    (
        "nilecare-live",
        &["nilecare-audit", "nilecare-bus", "nilecare-http", "nilecare-types"],
    ),
    // Packets and topics, for the connector and the broker.
    ("nilecare-mqtt", &["nilecare-types"]),
    ("nilecare-mqtt-broker", &["nilecare-mqtt", "nilecare-types"]),
    // With its feature `http` it calls services as a client does.
    ("nilecare-testkit", &["nilecare-http", "nilecare-types"]),
    // transforms: pure; the formats do not know one another.
    ("nilecare-hl7v2", &[]),
    // What the standard says of the messages that the model reads.
    ("nilecare-hl7v2-standard", &["nilecare-hl7v2"]),
    ("nilecare-delimited", &[]),
    ("nilecare-json", &[]),
    ("nilecare-xml", &[]),
    ("nilecare-mapping", &["nilecare-hl7v2"]),
    // FHIR is written in two formats.
    ("nilecare-fhir", &["nilecare-json", "nilecare-xml"]),
    ("nilecare-x12", &[]),
    (
        "nilecare-document",
        &[
            "nilecare-delimited",
            "nilecare-fhir",
            "nilecare-hl7v2",
            "nilecare-hl7v2-standard",
            "nilecare-json",
            "nilecare-x12",
            "nilecare-xml",
        ],
    ),
    (
        "nilecare-script",
        &[
            "nilecare-document",
            "nilecare-hl7v2",
            "nilecare-hl7v2-standard",
            "nilecare-json",
            "nilecare-mapping",
            "nilecare-types",
        ],
    ),
    // channels.
    (
        "nilecare-channel-model",
        &["nilecare-delimited", "nilecare-hl7v2-standard", "nilecare-types"],
    ),
    (
        "nilecare-channel-steps",
        &[
            "nilecare-channel-model",
            "nilecare-document",
            "nilecare-mapping",
            "nilecare-script",
            "nilecare-hl7v2",
            "nilecare-hl7v2-standard",
            "nilecare-types",
        ],
    ),
    // The files an analyst edits, with their history.
    (
        "nilecare-channel-repository",
        &["nilecare-channel-model", "nilecare-types"],
    ),
    // engine: the runtime knows connectors only through engine/api.
    ("nilecare-engine-api", &["nilecare-types"]),
    ("nilecare-message-store", &["nilecare-types"]),
    ("nilecare-event-log", &["nilecare-types"]),
    (
        "nilecare-alerts",
        &["nilecare-engine-api", "nilecare-http-client", "nilecare-types"],
    ),
    (
        "nilecare-engine-runtime",
        &[
            "nilecare-engine-api",
            "nilecare-message-store",
            "nilecare-channel-model",
            "nilecare-channel-steps",
            "nilecare-document",
            "nilecare-script",
            "nilecare-hl7v2",
            "nilecare-types",
        ],
    ),
    (
        "nilecare-channel-cases",
        &[
            "nilecare-channel-model",
            "nilecare-engine-api",
            "nilecare-engine-runtime",
            "nilecare-message-store",
            "nilecare-script",
            "nilecare-types",
        ],
    ),
    (
        "nilecare-engine-admin-api",
        &[
            "nilecare-engine-api",
            "nilecare-engine-runtime",
            "nilecare-message-store",
            // Cases are run, and messages shown by their formats, where analysts work.
            "nilecare-channel-cases",
            "nilecare-channel-model",
            "nilecare-channel-repository",
            "nilecare-document",
            "nilecare-event-log",
            "nilecare-alerts",
            "nilecare-script",
            "nilecare-http",
            "nilecare-types",
        ],
    ),
    // Tries channels by running them through the engine's test rig.
    // fhir-server: FHIR R4 over its own store; knows neither engine nor services.
    ("nilecare-fhirpath", &[]),
    ("nilecare-fhir-model", &["nilecare-fhirpath"]),
    ("nilecare-fhir-search", &["nilecare-fhir-model", "nilecare-fhirpath"]),
    (
        "nilecare-fhir-store",
        &["nilecare-fhir-model", "nilecare-fhir-search", "nilecare-types"],
    ),
    // Another back end of it (docs/adr/0027).
    (
        "nilecare-fhir-store-mongo",
        &[
            "nilecare-fhir-model",
            "nilecare-fhir-search",
            "nilecare-fhir-store",
            "nilecare-types",
        ],
    ),
    (
        "nilecare-fhir-rest",
        &[
            "nilecare-fhir",
            "nilecare-fhir-model",
            "nilecare-fhir-search",
            "nilecare-fhir-store",
            "nilecare-http",
            "nilecare-json",
            "nilecare-types",
        ],
    ),
    // connectors: know engine/api and not one another.
    // What those over TCP share: TLS, dialling, who may be reached.
    ("nilecare-connector-net", &["nilecare-engine-api", "nilecare-types"]),
    (
        "nilecare-connector-mllp",
        &[
            "nilecare-connector-net",
            "nilecare-engine-api",
            "nilecare-hl7v2",
            "nilecare-types",
        ],
    ),
    (
        "nilecare-connector-database",
        &["nilecare-connector-net", "nilecare-engine-api", "nilecare-types"],
    ),
    (
        "nilecare-connector-email",
        &["nilecare-connector-net", "nilecare-engine-api", "nilecare-types"],
    ),
    ("nilecare-connector-file", &["nilecare-engine-api", "nilecare-types"]),
    ("nilecare-connector-timer", &["nilecare-engine-api", "nilecare-types"]),
    ("nilecare-connector-script", &["nilecare-engine-api"]),
    (
        "nilecare-connector-http",
        &[
            "nilecare-connector-net",
            "nilecare-engine-api",
            "nilecare-signature",
            "nilecare-types",
        ],
    ),
    // FHIR speaks HTTP as that connector does (docs/adr/0024).
    (
        "nilecare-connector-fhir",
        &[
            "nilecare-connector-http",
            "nilecare-connector-net",
            "nilecare-engine-api",
            "nilecare-fhir",
            "nilecare-types",
        ],
    ),
    (
        "nilecare-connector-tcp",
        &["nilecare-connector-net", "nilecare-engine-api", "nilecare-types"],
    ),
    (
        "nilecare-connector-websocket",
        &["nilecare-connector-net", "nilecare-engine-api", "nilecare-types"],
    ),
    (
        "nilecare-connector-modbus",
        &["nilecare-connector-net", "nilecare-engine-api", "nilecare-types"],
    ),
    (
        "nilecare-connector-serial",
        &["nilecare-connector-net", "nilecare-engine-api", "nilecare-types"],
    ),
    (
        "nilecare-connector-kafka",
        &["nilecare-connector-net", "nilecare-engine-api", "nilecare-types"],
    ),
    (
        "nilecare-connector-rabbitmq",
        &["nilecare-connector-net", "nilecare-engine-api", "nilecare-types"],
    ),
    (
        "nilecare-connector-mqtt",
        &[
            "nilecare-connector-net",
            "nilecare-engine-api",
            "nilecare-mqtt",
            "nilecare-types",
        ],
    ),
    (
        "nilecare-connector-service",
        &["nilecare-bus", "nilecare-engine-api", "nilecare-http", "nilecare-types"],
    ),
    ("nilecare-connector-channel", &["nilecare-engine-api", "nilecare-types"]),
    (
        "nilecare-connector-registry",
        &[
            "nilecare-bus",
            "nilecare-engine-api",
            "nilecare-http",
            "nilecare-connector-net",
            "nilecare-connector-mllp",
            "nilecare-connector-database",
            "nilecare-connector-email",
            "nilecare-connector-fhir",
            "nilecare-connector-file",
            "nilecare-connector-http",
            "nilecare-connector-tcp",
            "nilecare-connector-websocket",
            "nilecare-connector-modbus",
            "nilecare-connector-serial",
            "nilecare-connector-script",
            "nilecare-connector-timer",
            "nilecare-connector-kafka",
            "nilecare-connector-rabbitmq",
            "nilecare-connector-mqtt",
            "nilecare-connector-service",
            "nilecare-connector-channel",
        ],
    ),
    // clinical-apps: services meet only in contracts, and none knows the engine.
    ("nilecare-contracts", &["nilecare-types", "nilecare-http"]),
    ("nilecare-auth", SERVICE),
    ("nilecare-clinical", SERVICE),
    ("nilecare-lab", SERVICE),
    ("nilecare-cds", SERVICE),
    ("nilecare-medication", SERVICE),
    ("nilecare-facility", SERVICE),
    ("nilecare-business", SERVICE),
    (
        "nilecare-orchestrator",
        &["nilecare-contracts", "nilecare-http", "nilecare-types"],
    ),
    ("nilecare-appointment", SERVICE),
    ("nilecare-billing", SERVICE),
    ("nilecare-inventory", SERVICE),
    ("nilecare-ehr", SERVICE),
    // Calls providers of payments, and takes their signed webhooks.
    (
        "nilecare-payment",
        &[
            "nilecare-bus",
            "nilecare-contracts",
            "nilecare-http",
            "nilecare-http-client",
            "nilecare-signature",
            "nilecare-sql",
            "nilecare-types",
        ],
    ),
    ("nilecare-device", SERVICE),
    // It has work outside requests.
    (
        "nilecare-notification",
        &[
            "nilecare-bus",
            "nilecare-contracts",
            "nilecare-http",
            "nilecare-sql",
            "nilecare-tasks",
            "nilecare-types",
        ],
    ),
    // server: the one that puts everything together.
    (
        "nilecare",
        &[
            "nilecare-types",
            "nilecare-config",
            "nilecare-telemetry",
            "nilecare-sql",
            "nilecare-bus",
            "nilecare-http",
            "nilecare-audit",
            "nilecare-live",
            "nilecare-hl7v2",
            "nilecare-hl7v2-standard",
            "nilecare-document",
            "nilecare-mapping",
            "nilecare-script",
            "nilecare-channel-model",
            "nilecare-channel-cases",
            "nilecare-channel-repository",
            "nilecare-engine-api",
            "nilecare-alerts",
            "nilecare-event-log",
            "nilecare-message-store",
            "nilecare-engine-runtime",
            "nilecare-engine-admin-api",
            "nilecare-connector-registry",
            // The embedded broker, and `nilecare send mqtt`.
            "nilecare-mqtt",
            "nilecare-mqtt-broker",
            // `nilecare send mllp` and `listen mllp` speak the protocol themselves.
            "nilecare-connector-mllp",
            "nilecare-auth",
            "nilecare-clinical",
            "nilecare-lab",
            "nilecare-fhir-model",
            "nilecare-fhir-search",
            "nilecare-fhir-store",
            "nilecare-fhir-store-mongo",
            "nilecare-fhir-rest",
            "nilecare-cds",
            "nilecare-medication",
            "nilecare-facility",
            "nilecare-bus-kafka",
            "nilecare-gateway",
            "nilecare-business",
            "nilecare-orchestrator",
            "nilecare-appointment",
            "nilecare-billing",
            "nilecare-inventory",
            "nilecare-payment",
            "nilecare-ehr",
            "nilecare-device",
            "nilecare-notification",
            "nilecare-tasks",
            // Callbacks of Twilio are checked where webhooks are.
            "nilecare-connector-http",
            // Mails and text messages go out by the connectors of channels.
            "nilecare-connector-email",
            "nilecare-contracts",
        ],
    ),
    // tests and tools: the load generator is an independent peer and shares no HL7 code with the hub.
    ("nilecare-load", &["nilecare-types"]),
    ("nilecare-drills", &["nilecare-load", "nilecare-types"]),
    ("nilecare-tests", ANY),
    ("xtask", &[]),
];

/// What a domain service may use.
const SERVICE: &[&str] = &[
    "nilecare-bus",
    "nilecare-contracts",
    "nilecare-sql",
    "nilecare-http",
    "nilecare-types",
];

/// Stands for every crate of the workspace.
pub const ANY: &[&str] = &["*"];

/// Crates that only tests may depend on.
pub const DEV_ONLY: [&str; 4] = ["nilecare-testkit", "nilecare-load", "nilecare-drills", "nilecare-tests"];
