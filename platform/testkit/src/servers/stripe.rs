//! A server that answers as Stripe's API does (docs.stripe.com/api): intents, refunds, idempotency keys, errors.
//!
//! It is written after the documentation, for what NileCare uses of it. A test says what goes wrong next.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The secret key that the server knows.
pub const STRIPE_KEY: &str = "sk_test_of_the_test_kit";

/// What happens with the next request that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StripeFault {
    /// It is done, and no answer comes.
    DoneAndSilent,
    /// It is not done; status 500.
    Broken,
    /// It is refused: 402 with `card_declined`.
    Declined,
    /// It is refused: 400 with `charge_already_refunded`.
    AlreadyRefunded,
    /// Too many requests: 429.
    TooMany,
}

/// A running server; it ends with the test.
#[derive(Debug, Clone)]
pub struct StripeServer {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<Mutex<Books>>,
}

#[derive(Debug, Default)]
struct Books {
    intents: HashMap<String, Value>,
    refunds: HashMap<String, Value>,
    /// Answers by idempotency key.
    answers: HashMap<String, (u16, Value)>,
    faults: VecDeque<StripeFault>,
    bodies: Vec<String>,
    is_refund_slow: bool,
}

type Shared = Arc<Mutex<Books>>;

impl StripeServer {
    /// Starts one on a free port.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start() -> Self {
        let state = Shared::default();
        let router = Router::new()
            .route("/v1/payment_intents", post(create_intent))
            .route("/v1/payment_intents/{id}", get(read_intent))
            .route("/v1/refunds", post(create_refund))
            .route("/v1/refunds/{id}", get(read_refund))
            .with_state(Arc::clone(&state));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, state }
    }

    fn books(&self) -> std::sync::MutexGuard<'_, Books> {
        self.state.lock().expect("nobody panicked")
    }

    /// Says what goes wrong with the next request that changes something; several in order.
    pub fn fault(&self, fault: StripeFault) {
        self.books().faults.push_back(fault);
    }

    /// Lets refunds be `pending` until [`finish_refunds`](Self::finish_refunds).
    pub fn slow_refunds(&self) {
        self.books().is_refund_slow = true;
    }

    /// Makes refunds `succeeded`.
    pub fn finish_refunds(&self) {
        let mut books = self.books();
        books.is_refund_slow = false;
        books
            .refunds
            .values_mut()
            .for_each(|refund| refund["status"] = json!("succeeded"));
    }

    /// Returns the only intent that there is.
    ///
    /// # Panics
    /// When there is another number of them.
    pub fn only_intent(&self) -> Value {
        let books = self.books();
        assert_eq!(books.intents.len(), 1, "one intent");
        books.intents.values().next().cloned().expect("there is one")
    }

    /// Tells how many refunds there are, and their sum in minor units.
    pub fn refunds(&self) -> (usize, i64) {
        let books = self.books();
        let sum = books
            .refunds
            .values()
            .filter_map(|refund| refund["amount"].as_i64())
            .sum();
        (books.refunds.len(), sum)
    }

    /// The payer pays an intent with a card; `received` minor units come.
    ///
    /// # Panics
    /// When there is no such intent.
    pub fn pay(&self, id: &str, received: i64) -> Value {
        let mut books = self.books();
        let intent = books.intents.get_mut(id).expect("it was created");
        intent["status"] = json!("succeeded");
        intent["amount_received"] = json!(received);
        // What Stripe tells of a card and its holder; nothing of it is to be kept.
        intent["charges"] = json!({"data": [{"payment_method_details": {"card": {"last4": "4242"}},
                                             "billing_details": {"name": "EVE EVERYWOMAN", "email": "eve@example.org"}}]});
        intent.clone()
    }

    /// Returns the bodies of all requests that changed something.
    pub fn bodies(&self) -> Vec<String> {
        self.books().bodies.clone()
    }
}

fn error(status: u16, kind: &str, code: &str) -> (u16, Value) {
    (
        status,
        json!({"error": {"type": kind, "code": code, "message": "Your card number is not shown here."}}),
    )
}

fn reply((status, body): (u16, Value)) -> Response {
    (StatusCode::from_u16(status).expect("a status"), Json(body)).into_response()
}

fn is_signed_in(head: &HeaderMap) -> bool {
    let shown = head.get("authorization").and_then(|value| value.to_str().ok());
    shown == Some(&format!("Bearer {STRIPE_KEY}"))
}

/// Answers a request that changes something: by its key when it came before, or else by `change`.
async fn answer(
    state: Shared,
    head: HeaderMap,
    form: &[(String, String)],
    change: impl FnOnce(&mut Books, &HashMap<&str, &str>) -> (u16, Value),
) -> Response {
    if !is_signed_in(&head) {
        return reply(error(401, "invalid_request_error", "api_key_invalid"));
    }
    let fields: HashMap<&str, &str> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let key = head.get("idempotency-key").and_then(|key| key.to_str().ok());
    let Some(key) = key.map(str::to_owned) else {
        return reply(error(400, "invalid_request_error", "no_idempotency_key"));
    };
    let (done, is_silent) = {
        let mut books = state.lock().expect("nobody panicked");
        let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={value}")).collect();
        books.bodies.push(body.join("&"));
        let known = books.answers.get(&key).cloned();
        let fault = if known.is_none() {
            books.faults.pop_front()
        } else {
            None
        };
        let done = match (known, fault) {
            (Some(known), _) => known,
            // Stripe keeps no answer to what it did not begin.
            (None, Some(StripeFault::TooMany)) => return reply(error(429, "rate_limit_error", "rate_limit")),
            (None, Some(StripeFault::Broken)) => return reply(error(500, "api_error", "internal")),
            (None, Some(StripeFault::Declined)) => error(402, "card_error", "card_declined"),
            (None, Some(StripeFault::AlreadyRefunded)) => {
                error(400, "invalid_request_error", "charge_already_refunded")
            }
            (None, _) => change(&mut books, &fields),
        };
        books.answers.insert(key, done.clone());
        (done, fault == Some(StripeFault::DoneAndSilent))
    };
    if is_silent {
        std::future::pending::<()>().await;
    }
    reply(done)
}

async fn create_intent(
    State(state): State<Shared>,
    head: HeaderMap,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    answer(state, head, &form, |books, fields| {
        let id = format!("pi_{:06}", books.intents.len() + 1);
        let field = |name: &str| fields.get(name).copied().unwrap_or_default();
        let amount: i64 = field("amount").parse().unwrap_or_default();
        if amount < 1 {
            return error(400, "invalid_request_error", "parameter_invalid_integer");
        }
        let intent = json!({
            "id": id, "object": "payment_intent", "amount": amount, "amount_received": 0, "currency": field("currency"),
            "status": "requires_payment_method", "client_secret": format!("{id}_secret_of_the_payer"),
            "description": field("description"), "last_payment_error": null,
            "metadata": {"transaction_id": field("metadata[transaction_id]"),
                         "transaction_number": field("metadata[transaction_number]")},
        });
        books.intents.insert(id, intent.clone());
        (200, intent)
    })
    .await
}

async fn create_refund(
    State(state): State<Shared>,
    head: HeaderMap,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    answer(state, head, &form, |books, fields| {
        let field = |name: &str| fields.get(name).copied().unwrap_or_default();
        let amount: i64 = field("amount").parse().unwrap_or_default();
        let intent = books.intents.get(field("payment_intent"));
        let received = intent
            .and_then(|intent| intent["amount_received"].as_i64())
            .unwrap_or_default();
        let before: i64 = books
            .refunds
            .values()
            .filter(|refund| refund["payment_intent"] == field("payment_intent"))
            .filter_map(|refund| refund["amount"].as_i64())
            .sum();
        if before + amount > received {
            return error(400, "invalid_request_error", "charge_already_refunded");
        }
        let status = if books.is_refund_slow { "pending" } else { "succeeded" };
        let id = format!("re_{:06}", books.refunds.len() + 1);
        let refund = json!({"id": id, "object": "refund", "amount": amount, "status": status,
                            "payment_intent": field("payment_intent")});
        books.refunds.insert(id, refund.clone());
        (200, refund)
    })
    .await
}

async fn read_intent(State(state): State<Shared>, head: HeaderMap, Path(id): Path<String>) -> Response {
    read(&head, state.lock().expect("nobody panicked").intents.get(&id))
}

async fn read_refund(State(state): State<Shared>, head: HeaderMap, Path(id): Path<String>) -> Response {
    read(&head, state.lock().expect("nobody panicked").refunds.get(&id))
}

fn read(head: &HeaderMap, found: Option<&Value>) -> Response {
    if !is_signed_in(head) {
        return reply(error(401, "invalid_request_error", "api_key_invalid"));
    }
    reply(match found {
        Some(found) => (200, found.clone()),
        None => error(404, "invalid_request_error", "resource_missing"),
    })
}
