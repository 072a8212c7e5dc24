//! Wallets of mobile operators, as data says: addresses, names of fields, words of states, signatures.
//!
//! A request is JSON; it is signed with HMAC-SHA256 over `TIME.BODY`, in hexadecimal, as its callbacks are.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, Method, Request, header};
use nilecare_contracts::payment::{ProviderCapabilities, ProviderKind, Transaction, TransactionRefund};
use nilecare_contracts::{Currency, Money};
use nilecare_signature::{Encoding, hmac_sha256, near, sign};
use nilecare_types::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::presets::Caller;
use super::{
    Answer, Notice, Own, Provider, ProviderError, RefundAnswer, Standing, Told, WebhookError, code_of,
    header as text_of,
};

const TOLERANCE: Duration = Duration::from_secs(300);

/// How an operator is talked to. Paths may have `{number}`, our number of the payment; places of fields are JSON pointers (RFC 6901).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wire {
    /// Where a payment is begun, with POST.
    pub initiate: String,
    /// Where it is asked for, with GET.
    pub query: String,
    /// Where money is given back, with POST; the header `Idempotency-Key` is the refund's id.
    pub refund: String,
    /// The header with the signature.
    pub signature_header: String,
    /// The header with the time, in seconds.
    pub time_header: String,
    /// How amounts are written.
    pub amount_form: AmountForm,
    /// Where what we say stands.
    pub fields: Fields,
    /// Where what the operator answers stands.
    pub answer: Places,
    /// Where what the operator tells stands.
    pub callback: Places,
    /// What its words mean, in small letters.
    pub statuses: Statuses,
}

/// How amounts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountForm {
    /// Whole minor units.
    Minor,
    /// A text with the currency's decimals, such as `125.50`.
    Decimal,
}

/// Names of fields of a request, each a pointer to a member of the body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// Our number of the payment.
    pub number: String,
    /// The amount.
    pub amount: String,
    /// The currency.
    pub currency: String,
    /// The number of the wallet.
    pub msisdn: String,
    /// Who we are.
    pub merchant: String,
}

/// Places of what an operator says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The id of an event; callbacks only.
    #[serde(default)]
    pub event: Option<String>,
    /// Our number of the payment.
    #[serde(default)]
    pub number: Option<String>,
    /// The operator's own id of it.
    pub reference: String,
    /// Its state.
    pub status: String,
    /// Why it failed, as a code.
    pub reason: String,
    /// How much.
    pub amount: String,
    /// In which currency.
    pub currency: String,
}

/// What the words of states mean. One that is in no list means that nothing is known.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statuses {
    /// The money is there, or went back.
    pub paid: Vec<String>,
    /// It did not happen.
    pub failed: Vec<String>,
    /// The payer or the operator is still at it.
    pub waiting: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Wallet {
    pub code: String,
    pub name: String,
    pub capabilities: ProviderCapabilities,
    pub caller: Caller,
    pub merchant_id: Option<String>,
    pub wire: Wire,
}

impl Wallet {
    fn body(&self, transaction: &Transaction, amount: Money, msisdn: Option<&str>) -> Value {
        let fields = &self.wire.fields;
        let amount_written = match self.wire.amount_form {
            AmountForm::Minor => json!(amount.amount),
            AmountForm::Decimal => json!(amount.to_string().split(' ').next().unwrap_or_default()),
        };
        let mut body = json!({});
        for (pointer, value) in [
            (&fields.number, json!(transaction.transaction_number)),
            (&fields.amount, amount_written),
            (&fields.currency, json!(amount.currency.as_str())),
            (&fields.merchant, json!(self.merchant_id)),
            (&fields.msisdn, json!(msisdn)),
        ] {
            if !value.is_null() {
                body[pointer.trim_start_matches('/')] = value;
            }
        }
        body
    }

    async fn call(&self, method: Method, path: &str, body: Option<&Value>, key: &str) -> Result<Value, ProviderError> {
        let not_sent = |text: &str| ProviderError::NotSent(text.to_owned());
        let (Some(base), Some(secret)) = (&self.caller.base, &self.caller.secret) else {
            return Err(not_sent("its address or secret is not set"));
        };
        let body = body.map(Value::to_string).unwrap_or_default();
        let time = self.caller.clock.now().as_second().to_string();
        let signature = sign(secret, &[time.as_bytes(), b".", body.as_bytes()]);
        let request = Request::builder()
            .method(method)
            .uri(format!("{base}{path}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key)
            .header(self.wire.time_header.as_str(), time)
            .header(self.wire.signature_header.as_str(), signature)
            .body(Bytes::from(body));
        let request = request.map_err(|_| not_sent("the request cannot be made of its settings"))?;
        let reply = self.caller.http.send(request, self.caller.limits).await?;
        let status = reply.status();
        let parsed: Option<Value> = serde_json::from_slice(reply.body()).ok();
        match parsed {
            Some(body) if status.is_success() => Ok(body),
            // A refusal says that it failed; one without a word of that says nothing.
            Some(body) if status.is_client_error() && self.standing(&body, &self.wire.answer).is_some() => Ok(body),
            _ => Err(ProviderError::Unknown(format!("status {}", status.as_u16()))),
        }
    }

    fn standing(&self, body: &Value, places: &Places) -> Option<Standing> {
        let word = text_at(body, &places.status)?.to_ascii_lowercase();
        let statuses = &self.wire.statuses;
        if statuses.paid.contains(&word) {
            return Some(Standing::Paid);
        }
        if statuses.failed.contains(&word) {
            let reason = text_at(body, &places.reason).unwrap_or(word);
            return Some(Standing::Failed(code_of(&reason)));
        }
        statuses.waiting.contains(&word).then_some(Standing::Waiting)
    }

    fn read(&self, body: &Value, places: &Places) -> Option<Answer> {
        let standing = self.standing(body, places)?;
        let amount = self.amount(body, places);
        // That money is there counts only with how much.
        if standing == Standing::Paid && amount.is_none() {
            return None;
        }
        Some(Answer {
            standing,
            external_reference: text_at(body, &places.reference),
            amount,
            next_step: None,
        })
    }

    fn amount(&self, body: &Value, places: &Places) -> Option<Money> {
        let currency: Currency = text_at(body, &places.currency)?.parse().ok()?;
        let text = text_at(body, &places.amount)?;
        let minor = match self.wire.amount_form {
            AmountForm::Minor => text.parse().ok()?,
            AmountForm::Decimal => crate::model::statement::minor_units(&text, currency)?,
        };
        Some(Money::new(minor, currency))
    }

    fn path(template: &str, transaction: &Transaction) -> String {
        template.replace("{number}", &transaction.transaction_number)
    }
}

#[async_trait]
impl Provider for Wallet {
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn kind(&self) -> ProviderKind {
        ProviderKind::MobileMoney
    }
    fn capabilities(&self) -> &ProviderCapabilities {
        &self.capabilities
    }
    fn is_configured(&self) -> bool {
        self.caller.base.is_some() && self.caller.secret.is_some() && self.merchant_id.is_some()
    }
    fn is_local(&self) -> bool {
        false
    }

    async fn initiate(&self, transaction: &Transaction, msisdn: Option<&str>) -> Result<Answer, ProviderError> {
        let body = self.body(transaction, transaction.amount, msisdn);
        let path = Self::path(&self.wire.initiate, transaction);
        let reply = self
            .call(Method::POST, &path, Some(&body), &transaction.id.to_string())
            .await?;
        self.read(&reply, &self.wire.answer).ok_or_else(not_understood)
    }

    async fn query(&self, transaction: &Transaction) -> Result<Answer, ProviderError> {
        let path = Self::path(&self.wire.query, transaction);
        let reply = self.call(Method::GET, &path, None, &transaction.id.to_string()).await?;
        self.read(&reply, &self.wire.answer).ok_or_else(not_understood)
    }

    async fn refund(
        &self,
        transaction: &Transaction,
        refund: &TransactionRefund,
    ) -> Result<RefundAnswer, ProviderError> {
        let body = self.body(transaction, refund.amount, None);
        let path = Self::path(&self.wire.refund, transaction);
        let key = format!("{}-{}", refund.id, refund.attempts);
        let reply = self.call(Method::POST, &path, Some(&body), &key).await?;
        let reference = text_at(&reply, &self.wire.answer.reference);
        match self.standing(&reply, &self.wire.answer).ok_or_else(not_understood)? {
            Standing::Paid => Ok(RefundAnswer::Completed(reference)),
            Standing::Failed(code) => Ok(RefundAnswer::Failed(code)),
            Standing::Waiting | Standing::NeedsVerification => Ok(RefundAnswer::Waiting(reference)),
        }
    }

    fn webhook(&self, head: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Notice, WebhookError> {
        if self.caller.webhook_secrets.is_empty() {
            return Err(WebhookError::NotSetUp);
        }
        let shown = text_of(head, &self.wire.signature_header).ok_or(WebhookError::Forged)?;
        let time = text_of(head, &self.wire.time_header).ok_or(WebhookError::Forged)?;
        let signed_at = hmac_sha256(&self.caller.webhook_secrets, Encoding::Hex, shown, Some(time), body)?;
        near(signed_at.ok_or(WebhookError::Forged)?, now, TOLERANCE)?;
        let event: Value = serde_json::from_slice(body).map_err(|_| WebhookError::Unreadable)?;
        let places = &self.wire.callback;
        let at = |pointer: &Option<String>| pointer.as_ref().and_then(|pointer| text_at(&event, pointer));
        let answer = self.read(&event, places).ok_or(WebhookError::Unreadable)?;
        Ok(Notice {
            event_id: at(&places.event)
                .filter(|id| (1..=255).contains(&id.len()))
                .ok_or(WebhookError::Unreadable)?,
            event_type: code_of(&text_at(&event, &places.status).unwrap_or_default()),
            own: at(&places.number).map(Own::Number),
            external_reference: answer.external_reference.clone(),
            what: Told::Payment(answer),
        })
    }
}

fn not_understood() -> ProviderError {
    ProviderError::Unknown("the answer is not of the form that is set".to_owned())
}

fn text_at(body: &Value, pointer: &str) -> Option<String> {
    match body.pointer(pointer)? {
        Value::String(text) if text.len() <= 255 => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
