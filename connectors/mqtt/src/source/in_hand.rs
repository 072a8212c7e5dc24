//! Messages that are being stored, in the order in which they came.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use nilecare_engine_api::{AcceptError, Accepted};

type Accepting<'a> = Pin<Box<dyn Future<Output = Result<Accepted, AcceptError>> + Send + 'a>>;

/// How a message wants to be acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// Not at all.
    None,
    /// PUBACK.
    Once(u16),
    /// PUBREC.
    Exactly(u16),
}

enum State<'a> {
    Waiting(Accepting<'a>),
    Done(Result<Accepted, AcceptError>),
}

/// All messages that are being stored. They are looked at one after the other, oldest first, so that they reach the store in
/// that order.
#[derive(Default)]
pub(super) struct InHand<'a>(VecDeque<(Token, State<'a>)>);

impl<'a> InHand<'a> {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, token: Token, accepting: Accepting<'a>) {
        self.0.push_back((token, State::Waiting(accepting)));
    }

    /// Waits for the oldest; never ends when there is none. Nothing is lost when the future is dropped.
    pub(super) async fn next(&mut self) -> (Token, Result<Accepted, AcceptError>) {
        poll_fn(|context| {
            for (_, state) in &mut self.0 {
                if let State::Waiting(accepting) = state
                    && let Poll::Ready(result) = accepting.as_mut().poll(context)
                {
                    *state = State::Done(result);
                }
            }
            match self.0.pop_front() {
                Some((token, State::Done(result))) => Poll::Ready((token, result)),
                Some(waiting) => {
                    self.0.push_front(waiting);
                    Poll::Pending
                }
                None => Poll::Pending,
            }
        })
        .await
    }

    /// Takes the oldest if it is done, without looking at the others again.
    pub(super) fn next_now(&mut self) -> Option<(Token, Result<Accepted, AcceptError>)> {
        match self.0.pop_front()? {
            (token, State::Done(result)) => Some((token, result)),
            waiting => {
                self.0.push_front(waiting);
                None
            }
        }
    }
}
