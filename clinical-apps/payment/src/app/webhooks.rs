//! What providers tell: seen to be signed, kept without secrets, dealt with once.

use std::fmt::Write as _;
use std::net::IpAddr;

use http::HeaderMap;
use nilecare_contracts::holds_card_number;
use nilecare_contracts::payment::ReceivedWebhook;
use nilecare_sql::{DbErrorKind, json};
use nilecare_types::ReceivedWebhookId;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::confirm::Applied;
use super::notices::Outcome;
use crate::provider::{Notice, Told, WebhookError};
use crate::store::records;
use crate::{PaymentError, PaymentService};

/// Members that are secrets, or tell of cards and payers; nothing here needs them.
const LEFT_OUT: [&str; 20] = [
    "client_secret",
    "payment_method",
    "payment_method_details",
    "payment_method_options",
    "last_payment_error",
    "latest_charge",
    "charges",
    "billing_details",
    "source",
    "card",
    "customer",
    "customer_details",
    "shipping",
    "receipt_email",
    "receipt_url",
    "evidence",
    "email",
    "phone",
    "name",
    "msisdn",
];

impl PaymentService {
    /// Takes a webhook: refused when it is not signed, or else kept and dealt with in one transaction. Again it changes nothing.
    pub(crate) async fn receive(
        &self,
        code: &str,
        address: Option<IpAddr>,
        head: &HeaderMap,
        body: &[u8],
    ) -> Result<(), PaymentError> {
        let now = self.clock.now();
        if !self.gate.lets_in(address, now) {
            return Err(PaymentError::TooMany);
        }
        let provider = self.provider(code)?;
        let notice = provider.webhook(head, body, now).map_err(|why| refuse(code, why))?;
        let told = self.record(code, &notice, body);
        self.take_in(told, &notice).await
    }

    /// Keeps a webhook and applies it; one that is known is left alone.
    async fn take_in(&self, mut told: ReceivedWebhook, notice: &Notice) -> Result<(), PaymentError> {
        let subject = self.subject(&told.provider, notice).await?;
        let zone = match &subject {
            Some(subject) => Some(self.zone(subject.facility_id).await?),
            None => None,
        };
        let mut tx = self.db.begin_write().await?;
        match records::keep_webhook(&mut tx, &told, &json::write(notice)).await {
            Err(error) if error.kind() == DbErrorKind::UniqueViolation => return Ok(()),
            kept => kept?,
        }
        let outcome = match (&subject, &zone) {
            (Some(subject), Some(zone)) => Some(self.heed(&mut tx, subject, notice, zone).await?),
            // It is not of ours: the account at the provider may be used for other things too.
            _ if notice.what == Told::Other => Some(Outcome::Applied(Applied::Ignored)),
            _ => None,
        };
        note(&mut told, outcome);
        told.transaction_id = subject.map(|subject| subject.id);
        records::note_webhook(&mut tx, &told).await?;
        self.commit(tx).await
    }

    /// Tries a webhook again that came too early, by what was kept of it.
    pub(super) async fn heed_again(&self, mut told: ReceivedWebhook, notice: &str) -> Result<bool, PaymentError> {
        let notice: Notice = json::read("payment_webhooks", "notice", notice)?;
        let Some(subject) = self.subject(&told.provider, &notice).await? else {
            return Ok(false);
        };
        let zone = self.zone(subject.facility_id).await?;
        let mut tx = self.db.begin_write().await?;
        let outcome = self.heed(&mut tx, &subject, &notice, &zone).await?;
        note(&mut told, Some(outcome));
        told.transaction_id = Some(subject.id);
        records::note_webhook(&mut tx, &told).await?;
        self.commit(tx).await?;
        Ok(told.is_processed)
    }

    fn record(&self, code: &str, notice: &Notice, body: &[u8]) -> ReceivedWebhook {
        let mut digest = String::new();
        for byte in Sha256::digest(body) {
            let _ = write!(digest, "{byte:02x}");
        }
        let mut kept: Value = serde_json::from_slice(body).unwrap_or_default();
        clean(&mut kept);
        ReceivedWebhook {
            id: ReceivedWebhookId::generate(),
            provider: code.to_owned(),
            event_id: notice.event_id.clone(),
            event_type: notice.event_type.clone(),
            digest,
            body: kept,
            is_processed: false,
            attempts: 0,
            outcome: "unmatched".to_owned(),
            transaction_id: None,
            received_at: self.clock.now(),
        }
    }
}

fn note(told: &mut ReceivedWebhook, outcome: Option<Outcome>) {
    told.attempts += 1;
    (told.is_processed, told.outcome) = match outcome {
        Some(Outcome::Applied(applied)) => (true, applied.as_str().to_owned()),
        Some(Outcome::TooEarly) => (false, "too-early".to_owned()),
        None => (false, "unmatched".to_owned()),
    };
}

fn refuse(code: &str, why: WebhookError) -> PaymentError {
    let (label, error) = match why {
        WebhookError::NotSetUp => ("not-set-up", PaymentError::NotFound("webhook")),
        WebhookError::Forged => ("forged", PaymentError::Unsigned("no signature of it is right")),
        WebhookError::Late => (
            "late",
            PaymentError::Unsigned("it was signed more than 5 minutes from now"),
        ),
        WebhookError::Unreadable => {
            let problem = "/: is not an event of the form that the provider documents".to_owned();
            ("unreadable", PaymentError::Invalid(vec![problem]))
        }
    };
    let labels = [("provider", code.to_owned()), ("reason", label.to_owned())];
    metrics::counter!("nilecare_payment_webhooks_refused_total", &labels).increment(1);
    error
}

/// Leaves out what must not be kept, at any depth.
fn clean(node: &mut Value) {
    match node {
        Value::Object(fields) => {
            fields.retain(|name, _| !LEFT_OUT.contains(&name.as_str()));
            fields.values_mut().for_each(clean);
        }
        Value::Array(items) => items.iter_mut().for_each(clean),
        Value::String(text) if holds_card_number(text) => *node = Value::String("left out".to_owned()),
        Value::Number(number) if holds_card_number(&number.to_string()) => *node = Value::Null,
        _ => {}
    }
}
