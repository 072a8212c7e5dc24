//! A mail made of a message.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::str::FromStr as _;
use std::time::SystemTime;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Mailboxes, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};
use nilecare_engine_api::{ConfigProblem, OutboundMessage, ParameterPattern};
use sha2::{Digest as _, Sha256};

use crate::{ContentAs, EmailDestinationConfig};

/// Headers that have a setting of their own, or are the mail's.
const OWN_HEADERS: [&str; 14] = [
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "return-path",
];

/// More is no mail but a mailing.
const MOST_RECIPIENTS: usize = 100;
const LONGEST_VALUE: usize = 998;

/// The texts of the settings, read.
#[derive(Debug)]
pub(crate) struct Patterns {
    from: AddressPattern,
    reply_to: Option<AddressPattern>,
    to: Vec<AddressPattern>,
    cc: Vec<AddressPattern>,
    bcc: Vec<AddressPattern>,
    subject: ParameterPattern,
    headers: Vec<(HeaderName, ParameterPattern)>,
    text: ParameterPattern,
    attachment_name: ParameterPattern,
    attachment_type: ContentType,
}

/// A mail, ready to be sent.
#[derive(Debug)]
pub(crate) struct Mail {
    pub from: Address,
    pub recipients: Vec<Address>,
    pub bytes: Vec<u8>,
    pub message_id: String,
}

#[derive(Debug)]
struct AddressPattern {
    pattern: ParameterPattern,
    /// It is one parameter and nothing else, which may be a whole list.
    is_whole: bool,
}

impl AddressPattern {
    fn parse(text: &str) -> Result<Self, String> {
        let pattern = ParameterPattern::parse(text).map_err(|error| error.to_string())?;
        let is_whole = pattern.names().len() == 1 && text.starts_with('{') && text.find('}') == Some(text.len() - 1);
        // With something harmless in place of the parameters it must be an address.
        let example = pattern.fill(
            &BTreeMap::from_iter(pattern.names().into_iter().map(|name| (name, String::new()))),
            |_, text| {
                text.push('a');
                true
            },
        );
        if !is_whole && Mailbox::from_str(&example.unwrap_or_default()).is_err() {
            return Err("must be an address, such as Lab <lab@example.org>, or {name} alone".to_owned());
        }
        Ok(Self { pattern, is_whole })
    }

    fn fill(&self, values: &BTreeMap<String, String>) -> Result<Mailboxes, NoMail> {
        let filled = self.pattern.fill(values, |value, text| {
            text.push_str(value);
            !value.is_empty() && is_one_line(value) && (self.is_whole || is_part_of_address(value))
        });
        let filled = filled.map_err(NoMail::Parameter)?;
        Mailboxes::from_str(&filled).map_err(|_| NoMail::Address)
    }
}

/// Why a message is no mail. None of them quotes it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoMail {
    #[error(
        "the parameter {0} is empty, or has what must not stand at its place (a line end; in an address quotes, commas or brackets)"
    )]
    Parameter(String),
    #[error("a sender or recipient is no address; mend the parameters")]
    Address,
    #[error("a recipient is of a domain that recipient_domains does not have")]
    Domain,
    #[error("there are no recipients, or more than {MOST_RECIPIENTS}")]
    Recipients,
    #[error("the content has {size} bytes, and max_size is {limit}")]
    TooLarge { size: usize, limit: usize },
    #[error("the content is no text in UTF-8; send it by content_as: attachment")]
    NoText,
    #[error("the mail cannot be written: {0}")]
    Unwritten(String),
}

impl Patterns {
    /// Reads the settings.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn new(config: &EmailDestinationConfig) -> Result<Self, Vec<ConfigProblem>> {
        let mut problems = Vec::new();
        let mut tell = |path: String, message: String| problems.push(ConfigProblem::new(path, message));
        let mut addresses = |path: &str, texts: &[String]| {
            let mut patterns = Vec::new();
            for (index, text) in texts.iter().enumerate() {
                match AddressPattern::parse(text) {
                    Ok(pattern) => patterns.push(pattern),
                    Err(message) => tell(format!("{path}/{index}"), message),
                }
            }
            patterns
        };
        let (to, cc, bcc) = (
            addresses("/to", &config.to),
            addresses("/cc", &config.cc),
            addresses("/bcc", &config.bcc),
        );
        let mut one = |path: &str, text: &str| {
            AddressPattern::parse(text).map_err(|message| problems.push(ConfigProblem::new(path, message)))
        };
        let from = one("/from", &config.from);
        let reply_to = config.reply_to.as_ref().map(|text| one("/reply_to", text)).transpose();
        let mut pattern = |path: String, text: &str| {
            let read = ParameterPattern::parse(text);
            read.map_err(|error| problems.push(ConfigProblem::new(path, error.to_string())))
        };
        let subject = pattern("/subject".to_owned(), &config.subject);
        let text = pattern("/text".to_owned(), &config.text);
        let attachment_name = pattern(
            "/attachment_name".to_owned(),
            config.attachment_name.as_deref().unwrap_or("{a}"),
        );
        let mut headers = Vec::new();
        for (name, text) in &config.headers {
            let path = format!("/headers/{name}");
            match (HeaderName::new_from_ascii(name.clone()), pattern(path.clone(), text)) {
                (Ok(_), _) if OWN_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name)) => {
                    pattern_problem(
                        &mut headers,
                        path,
                        "has a setting of its own, or is written by the sender; remove it here",
                    );
                }
                (Ok(name), Ok(text)) => headers.push(Ok((name, text))),
                (Err(_), _) => pattern_problem(&mut headers, path, "must be the name of a header"),
                (_, Err(())) => {}
            }
        }
        let headers: Vec<_> = headers
            .into_iter()
            .filter_map(|header: Result<_, ConfigProblem>| header.map_err(|problem| problems.push(problem)).ok())
            .collect();
        let attachment_type = ContentType::parse(&config.attachment_type).map_err(|_| {
            problems.push(ConfigProblem::new(
                "/attachment_type",
                "must be a content type, such as application/pdf",
            ));
        });
        match (from, reply_to, subject, text, attachment_name, attachment_type) {
            (Ok(from), Ok(reply_to), Ok(subject), Ok(text), Ok(attachment_name), Ok(attachment_type))
                if problems.is_empty() =>
            {
                Ok(Self {
                    from,
                    reply_to,
                    to,
                    cc,
                    bcc,
                    subject,
                    headers,
                    text,
                    attachment_name,
                    attachment_type,
                })
            }
            _ => Err(problems),
        }
    }

    /// Names the parameters.
    pub fn names(&self, config: &EmailDestinationConfig) -> BTreeSet<String> {
        let addresses = [&self.to, &self.cc, &self.bcc].into_iter().flatten();
        let addresses = addresses
            .chain(&self.reply_to)
            .chain([&self.from])
            .map(|address| &address.pattern);
        let headers = self.headers.iter().map(|(_, pattern)| pattern);
        let name = config.attachment_name.as_ref().map(|_| &self.attachment_name);
        let patterns = addresses.chain(headers).chain([&self.subject, &self.text]).chain(name);
        patterns.flat_map(ParameterPattern::names).collect()
    }

    /// Returns the sender, when no message changes it.
    pub fn fixed_sender(&self) -> Option<Address> {
        let from = self.from.fill(&BTreeMap::new()).ok()?;
        from.into_single().map(|mailbox| mailbox.email)
    }

    /// Writes a mail.
    ///
    /// # Errors
    /// Why the message is none.
    pub fn write(
        &self,
        config: &EmailDestinationConfig,
        message: &OutboundMessage,
        now: SystemTime,
    ) -> Result<Mail, NoMail> {
        let size = message.content.len();
        if size > config.max_size {
            return Err(NoMail::TooLarge {
                size,
                limit: config.max_size,
            });
        }
        let values = &message.parameters;
        let from = self.from.fill(values)?.into_single().ok_or(NoMail::Address)?;
        let message_id = message_id(message, &from.email);
        let mut builder = Message::builder()
            .from(from.clone())
            .date(now)
            .message_id(Some(message_id.clone()))
            .subject(line(&self.subject, values)?);
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.fill(values)?.into_single().ok_or(NoMail::Address)?);
        }
        let mut recipients = Vec::new();
        type Add = fn(MessageBuilder, Mailbox) -> MessageBuilder;
        let lists: [(&[AddressPattern], Add); 3] = [
            (&self.to, MessageBuilder::to),
            (&self.cc, MessageBuilder::cc),
            // Nobody sees a blind copy's recipient: there is no header of it.
            (&self.bcc, |builder, _| builder),
        ];
        for (patterns, add) in lists {
            for pattern in patterns {
                for mailbox in pattern.fill(values)? {
                    recipients.push(mailbox.email.clone());
                    builder = add(builder, mailbox);
                }
            }
        }
        check_recipients(&recipients, &config.recipient_domains)?;
        for (name, pattern) in &self.headers {
            builder = builder.raw_header(HeaderValue::new(name.clone(), line(pattern, values)?));
        }
        // Without To and Cc the envelope is ours all the same.
        let envelope = lettre::address::Envelope::new(Some(from.email.clone()), recipients.clone());
        builder = builder.envelope(envelope.map_err(unwritten)?);
        let written = self.body(config, message, builder)?;
        Ok(Mail {
            from: from.email,
            recipients,
            bytes: written.formatted(),
            message_id,
        })
    }

    fn body(
        &self,
        config: &EmailDestinationConfig,
        message: &OutboundMessage,
        builder: MessageBuilder,
    ) -> Result<Message, NoMail> {
        let text = || {
            std::str::from_utf8(&message.content)
                .map(str::to_owned)
                .map_err(|_| NoMail::NoText)
        };
        match config.content_as {
            ContentAs::Text => builder.singlepart(SinglePart::plain(text()?)),
            ContentAs::Html => builder.singlepart(SinglePart::html(text()?)),
            ContentAs::Attachment => {
                let name = line(&self.attachment_name, &message.parameters)?;
                let text = self.text.fill(&message.parameters, |value, text| {
                    text.push_str(value);
                    true
                });
                let attachment = Attachment::new(name).body(message.content.to_vec(), self.attachment_type.clone());
                let parts = MultiPart::mixed().singlepart(SinglePart::plain(text.map_err(NoMail::Parameter)?));
                builder.multipart(parts.singlepart(attachment))
            }
        }
        .map_err(unwritten)
    }
}

fn pattern_problem<T>(headers: &mut Vec<Result<T, ConfigProblem>>, path: String, message: &str) {
    headers.push(Err(ConfigProblem::new(path, message)));
}

fn unwritten(error: impl std::fmt::Display) -> NoMail {
    NoMail::Unwritten(error.to_string())
}

/// Fills a text that is one line.
fn line(pattern: &ParameterPattern, values: &BTreeMap<String, String>) -> Result<String, NoMail> {
    let filled = pattern.fill(values, |value, text| {
        text.push_str(value);
        is_one_line(value)
    });
    filled.map_err(NoMail::Parameter)
}

fn is_one_line(value: &str) -> bool {
    value.len() <= LONGEST_VALUE && !value.chars().any(char::is_control)
}

/// What may be a part of a name or an address and changes nothing around it.
fn is_part_of_address(value: &str) -> bool {
    value
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '\'' | '+'))
}

fn check_recipients(recipients: &[Address], domains: &[String]) -> Result<(), NoMail> {
    if recipients.is_empty() || recipients.len() > MOST_RECIPIENTS {
        return Err(NoMail::Recipients);
    }
    let is_known = |address: &Address| {
        domains
            .iter()
            .any(|domain| domain.eq_ignore_ascii_case(address.domain()))
    };
    if !domains.is_empty() && !recipients.iter().all(is_known) {
        return Err(NoMail::Domain);
    }
    Ok(())
}

/// The same on every attempt (RFC 5322 §3.6.4).
fn message_id(message: &OutboundMessage, from: &Address) -> String {
    let mut id = "<".to_owned();
    for byte in &Sha256::digest(message.idempotency_key.as_bytes())[..16] {
        let _ = write!(id, "{byte:02x}");
    }
    id + "@" + from.domain() + ">"
}
