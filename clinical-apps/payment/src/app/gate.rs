//! How many webhooks are taken: anybody can send them, before it is seen whether they are signed.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

use nilecare_types::Timestamp;

/// So many a minute from one address. Providers repeat what was not taken.
const MOST_A_MINUTE: u32 = 600;
/// So many addresses are counted each by itself; further ones together.
const MOST_ADDRESSES: usize = 10_000;

/// Counts requests by address, a minute at a time.
#[derive(Debug, Default)]
pub(crate) struct Gate(Mutex<Minute>);

#[derive(Debug, Default)]
struct Minute {
    number: i64,
    requests: HashMap<Option<IpAddr>, u32>,
}

impl Gate {
    /// Tells whether one more is taken from an address.
    pub(crate) fn lets_in(&self, address: Option<IpAddr>, now: Timestamp) -> bool {
        let mut minute = self.0.lock().expect("no holder of this lock can panic");
        let number = now.as_second().div_euclid(60);
        if minute.number != number {
            *minute = Minute {
                number,
                requests: HashMap::new(),
            };
        }
        let is_full = minute.requests.len() >= MOST_ADDRESSES && !minute.requests.contains_key(&address);
        let count = minute.requests.entry(if is_full { None } else { address }).or_default();
        *count = count.saturating_add(1);
        *count <= MOST_A_MINUTE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_let_in_so_often_a_minute() {
        let gate = Gate::default();
        let at = |second| Timestamp::from_second(second).expect("a moment");
        let (one, other) = (Some(IpAddr::from([10, 0, 0, 1])), Some(IpAddr::from([10, 0, 0, 2])));
        let n_in = (0..MOST_A_MINUTE + 5).filter(|_| gate.lets_in(one, at(60))).count();
        assert_eq!(n_in, MOST_A_MINUTE as usize);
        assert!(gate.lets_in(other, at(60)));
        assert!(!gate.lets_in(one, at(119)));
        assert!(gate.lets_in(one, at(120)));
    }
}
