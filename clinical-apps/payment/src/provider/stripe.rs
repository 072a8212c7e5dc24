//! Stripe: PaymentIntents, refunds and webhooks by its documented API (docs.stripe.com/api).
//!
//! The card's number goes from the payer's browser to Stripe with the `client_secret` of the intent; we see ids and amounts. Each call
//! that changes something has an idempotency key of ours, so it can be sent again after a broken connection.

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode, header};
use nilecare_contracts::Money;
use nilecare_contracts::payment::{NextStep, ProviderCapabilities, ProviderKind, Transaction, TransactionRefund};
use nilecare_signature::{near, stripe};
use nilecare_types::Timestamp;
use serde_json::Value;
use std::time::Duration;

use super::presets::Caller;
use super::{
    Answer, Notice, Own, Provider, ProviderError, RefundAnswer, Standing, Told, WebhookError, code_of,
    header as text_of,
};

/// How old a signature may be.
const TOLERANCE: Duration = Duration::from_secs(300);
/// The version whose forms are read here.
const API_VERSION: &str = "2024-06-20";

#[derive(Debug)]
pub(super) struct Stripe {
    pub code: String,
    pub name: String,
    pub capabilities: ProviderCapabilities,
    pub caller: Caller,
}

/// What Stripe said: a body, or an error's code.
enum Said {
    Body(Value),
    Refused(String),
}

impl Stripe {
    /// Posts a form when there is one, or else gets.
    async fn call(
        &self,
        path: &str,
        form: Option<&[(&str, String)]>,
        key: Option<&str>,
    ) -> Result<Said, ProviderError> {
        let not_sent = |text: &str| ProviderError::NotSent(text.to_owned());
        let (Some(base), Some(secret)) = (&self.caller.base, &self.caller.secret) else {
            return Err(not_sent("its secret is not set"));
        };
        let address = format!("{base}{path}");
        let mut request = match form {
            Some(_) => Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
            None => Request::get(address),
        };
        request = request
            .header(header::AUTHORIZATION, format!("Bearer {}", secret.expose()))
            .header("stripe-version", API_VERSION);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let request = request
            .body(encode(form.unwrap_or_default()))
            .map_err(|_| not_sent("its secret is no header"))?;
        let reply = self.caller.http.send(request, self.caller.limits).await?;
        read(reply.status(), reply.body())
    }
}

fn encode(form: &[(&str, String)]) -> Bytes {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.extend_pairs(form).finish().into()
}

/// Tells refusals, after which nothing was done, from answers that say nothing (docs.stripe.com/api/errors).
fn read(status: StatusCode, body: &[u8]) -> Result<Said, ProviderError> {
    let unknown = |text: String| ProviderError::Unknown(text);
    let parsed: Option<Value> = serde_json::from_slice(body).ok();
    if status.is_success() {
        return parsed
            .map(Said::Body)
            .ok_or_else(|| unknown("the answer is no JSON".to_owned()));
    }
    let error = parsed.as_ref().map(|body| &body["error"]);
    let field = |name: &str| error.and_then(|error| error[name].as_str());
    let is_of_key = field("type") == Some("idempotency_error");
    match status.as_u16() {
        // Another attempt with the key is under way, too many requests, or their fault: ask again.
        409 | 429 | 500.. => Err(unknown(format!("status {}", status.as_u16()))),
        _ if is_of_key => Err(unknown("the idempotency key is in use".to_owned())),
        401 | 403 => {
            tracing::error!(
                status = status.as_u16(),
                "Stripe does not take our secret key; set payment.providers.stripe.secret"
            );
            Ok(Said::Refused("provider-refused-our-key".to_owned()))
        }
        400 | 402 | 404 => {
            let code = field("decline_code")
                .or_else(|| field("code"))
                .or_else(|| field("type"));
            Ok(Said::Refused(code_of(code.unwrap_or("refused"))))
        }
        other => Err(unknown(format!("status {other}"))),
    }
}

#[async_trait]
impl Provider for Stripe {
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn kind(&self) -> ProviderKind {
        ProviderKind::Stripe
    }
    fn capabilities(&self) -> &ProviderCapabilities {
        &self.capabilities
    }
    fn is_configured(&self) -> bool {
        self.caller.secret.is_some()
    }
    fn is_local(&self) -> bool {
        false
    }

    /// Creates the intent (docs.stripe.com/api/payment_intents/create).
    async fn initiate(&self, transaction: &Transaction, _: Option<&str>) -> Result<Answer, ProviderError> {
        let form = [
            ("amount", transaction.amount.amount.to_string()),
            ("currency", transaction.amount.currency.as_str().to_ascii_lowercase()),
            ("automatic_payment_methods[enabled]", "true".to_owned()),
            // Nothing of the patient: ids of ours only.
            ("description", transaction.transaction_number.clone()),
            ("metadata[transaction_id]", transaction.id.to_string()),
            ("metadata[transaction_number]", transaction.transaction_number.clone()),
        ];
        let key = format!("payment-{}", transaction.id);
        let said = self.call("/v1/payment_intents", Some(&form), Some(&key)).await?;
        answer(said)
    }

    /// Asks for the intent; when its id never reached us, creates it again with the same key, which gives the same one.
    async fn query(&self, transaction: &Transaction) -> Result<Answer, ProviderError> {
        let Some(id) = &transaction.external_reference else {
            return self.initiate(transaction, None).await;
        };
        let said = self.call(&format!("/v1/payment_intents/{id}"), None, None).await?;
        match said {
            // It was there; what is gone now was not paid for certain, so a person looks.
            Said::Refused(code) => Err(ProviderError::Unknown(code)),
            said @ Said::Body(_) => answer(said),
        }
    }

    /// Refunds (docs.stripe.com/api/refunds/create).
    async fn refund(
        &self,
        transaction: &Transaction,
        refund: &TransactionRefund,
    ) -> Result<RefundAnswer, ProviderError> {
        let Some(intent) = &transaction.external_reference else {
            return Ok(RefundAnswer::Failed("no-payment-intent".to_owned()));
        };
        let known = refund.external_reference.as_deref();
        if let Some(id) = known {
            return match self.call(&format!("/v1/refunds/{id}"), None, None).await? {
                Said::Refused(code) => Err(ProviderError::Unknown(code)),
                Said::Body(body) => Ok(of_refund(&body)),
            };
        }
        let form = [
            ("payment_intent", intent.clone()),
            ("amount", refund.amount.amount.to_string()),
            ("metadata[refund_id]", refund.id.to_string()),
        ];
        // After a refusal a new attempt has a new key: Stripe repeats its answer to a key.
        let key = format!("refund-{}-{}", refund.id, refund.attempts);
        Ok(match self.call("/v1/refunds", Some(&form), Some(&key)).await? {
            Said::Refused(code) => RefundAnswer::Failed(code),
            Said::Body(body) => of_refund(&body),
        })
    }

    fn webhook(&self, head: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Notice, WebhookError> {
        if self.caller.webhook_secrets.is_empty() {
            return Err(WebhookError::NotSetUp);
        }
        let shown = text_of(head, "stripe-signature").ok_or(WebhookError::Forged)?;
        let signed_at = stripe(&self.caller.webhook_secrets, shown, body)?;
        near(signed_at, now, TOLERANCE)?;
        let event: Value = serde_json::from_slice(body).map_err(|_| WebhookError::Unreadable)?;
        notice(&event).ok_or(WebhookError::Unreadable)
    }
}

fn answer(said: Said) -> Result<Answer, ProviderError> {
    match said {
        Said::Refused(code) => Ok(Answer::of(Standing::Failed(code))),
        Said::Body(intent) => {
            of_intent(&intent).ok_or_else(|| ProviderError::Unknown("the answer is no intent".to_owned()))
        }
    }
}

/// Reads an intent (docs.stripe.com/api/payment_intents/object).
fn of_intent(intent: &Value) -> Option<Answer> {
    let error = intent["last_payment_error"]["code"].as_str();
    let (standing, amount) = match intent["status"].as_str()? {
        "succeeded" => (Standing::Paid, Some(money(intent, "amount_received")?)),
        "canceled" => (Standing::Failed("canceled".to_owned()), None),
        "requires_payment_method" if error.is_some() => (Standing::Failed(code_of(error.unwrap_or_default())), None),
        _ => (Standing::Waiting, None),
    };
    let client_secret = intent["client_secret"].as_str().map(str::to_owned);
    Some(Answer {
        next_step: client_secret
            .filter(|_| standing == Standing::Waiting)
            .map(|secret| NextStep {
                client_secret: Some(secret),
                redirect_url: None,
            }),
        standing,
        external_reference: Some(intent["id"].as_str()?.to_owned()),
        amount,
    })
}

/// Reads a refund (docs.stripe.com/api/refunds/object).
fn of_refund(refund: &Value) -> RefundAnswer {
    let id = refund["id"].as_str().map(str::to_owned);
    match refund["status"].as_str() {
        Some("succeeded") => RefundAnswer::Completed(id),
        Some("failed" | "canceled") => {
            RefundAnswer::Failed(code_of(refund["failure_reason"].as_str().unwrap_or("failed")))
        }
        _ => RefundAnswer::Waiting(id),
    }
}

/// Reads an event (docs.stripe.com/api/events/types).
fn notice(event: &Value) -> Option<Notice> {
    let object = &event["data"]["object"];
    let event_type = event["type"].as_str()?.to_owned();
    let of_charge = object["payment_intent"].as_str();
    let (what, external) = match event_type.as_str() {
        "payment_intent.succeeded" => (Told::Payment(of_intent(object)?), object["id"].as_str()),
        "payment_intent.canceled" | "payment_intent.payment_failed" => {
            let code = object["last_payment_error"]["code"].as_str().unwrap_or("failed");
            let code = if event_type.ends_with("canceled") {
                "canceled"
            } else {
                code
            };
            let failed = Answer::of(Standing::Failed(code_of(code)));
            (Told::Payment(failed), object["id"].as_str())
        }
        "charge.refunded" => (Told::Refunded(money(object, "amount_refunded")?), of_charge),
        "charge.dispute.created" => {
            let told = Told::Disputed {
                id: object["id"].as_str()?.to_owned(),
                amount: money(object, "amount")?,
                reason: code_of(object["reason"].as_str().unwrap_or("general")),
            };
            (told, of_charge)
        }
        "charge.dispute.closed" => {
            let told = Told::DisputeClosed {
                id: object["id"].as_str()?.to_owned(),
                is_won: matches!(object["status"].as_str()?, "won" | "warning_closed"),
            };
            (told, of_charge)
        }
        _ => (Told::Other, None),
    };
    let own = object["metadata"]["transaction_id"].as_str();
    Some(Notice {
        event_id: event["id"]
            .as_str()
            .filter(|id| (1..=255).contains(&id.len()))?
            .to_owned(),
        own: own.and_then(|id| id.parse().ok()).map(Own::Id),
        external_reference: external.map(str::to_owned),
        event_type,
        what,
    })
}

/// Amounts are in minor units, and the currency in small letters.
fn money(object: &Value, field: &str) -> Option<Money> {
    let currency = object["currency"].as_str()?.to_ascii_uppercase().parse().ok()?;
    Some(Money::new(object[field].as_i64()?, currency))
}
