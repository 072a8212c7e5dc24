//! `reply`: what a postprocessor answers to the sender.

use rhai::Dynamic;

/// What a postprocessor wants the sender to be answered.
#[derive(Clone, PartialEq, Eq)]
pub enum ScriptReply {
    /// This text, as it is.
    Text(String),
    /// A positive acknowledgment in the message's own format.
    Accept,
    /// A refusal (AR), for good.
    Reject {
        /// Why, for the sender; no patient data.
        text: String,
    },
    /// An error (AE).
    Error {
        /// What is wrong, for the sender; no patient data.
        text: String,
        /// The code of HL7 table 0357.
        code: String,
    },
}

impl std::fmt::Debug for ScriptReply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text",
            Self::Accept => "Accept",
            Self::Reject { .. } => "Reject",
            Self::Error { .. } => "Error",
        })
    }
}

impl ScriptReply {
    /// Reads what a script left in `reply`; `None` when it left it alone.
    pub(crate) fn read(value: &Dynamic) -> Result<Option<Self>, String> {
        if value.is_unit() {
            return Ok(None);
        }
        if let Some(reply) = value.read_lock::<Self>() {
            return Ok(Some(reply.clone()));
        }
        let is_content = value.is_string() || value.is::<crate::library::Hl7>() || value.is_map() || value.is_array();
        if is_content {
            let mut text = String::new();
            crate::value::write_text(value, crate::Secrets::Hidden, &mut text);
            return Ok(Some(Self::Text(text)));
        }
        let kind = value.type_name();
        Err(format!(
            "reply must be a text, a message, accept(), reject(text) or error(text, code), and is {kind}"
        ))
    }
}
