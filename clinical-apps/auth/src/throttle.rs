//! Slows down guessing.
//!
//! Each account and each address may fail a few times freely; then every further try has to wait twice as long as the one before, up to
//! a bound. Nothing is locked for good: who holds the right password waits a minute at the most. Kept in memory and bounded.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::Duration;

use jiff::SignedDuration;
use nilecare_types::Timestamp;

/// A hospital behind one address shares its count, so it is wider.
const ACCOUNT: Rule = Rule {
    free: 5,
    longest: Duration::from_secs(60),
};
/// Six digits are few, so whoever has the password and guesses codes waits longer: 288 tries a day, each with three in a million.
const CODES: Rule = Rule {
    free: 5,
    longest: Duration::from_secs(300),
};
const ADDRESS: Rule = Rule {
    free: 50,
    longest: Duration::from_secs(60),
};
/// After this time without a try, failures are forgotten.
const FORGET_AFTER: SignedDuration = SignedDuration::from_mins(15);
const MAX_ENTRIES: usize = 10_000;

#[derive(Debug, Clone, Copy)]
struct Rule {
    free: u32,
    longest: Duration,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

#[derive(Debug, Default)]
struct Counts {
    accounts: HashMap<String, Failures>,
    addresses: HashMap<IpAddr, Failures>,
}

/// Failures of late.
#[derive(Debug)]
pub(crate) struct Throttle {
    counts: Mutex<Counts>,
    account: Rule,
}

impl Throttle {
    /// Counts passwords.
    pub(crate) fn of_passwords() -> Self {
        Self::new(ACCOUNT)
    }

    /// Counts codes of second factors.
    pub(crate) fn of_codes() -> Self {
        Self::new(CODES)
    }

    fn new(account: Rule) -> Self {
        let counts = Mutex::default();
        Self { counts, account }
    }

    /// Counts a try as failed until [`succeeded`](Self::succeeded) says otherwise, so that tries side by side do not slip through.
    ///
    /// # Errors
    /// How long to wait; the try must not be made and does not count.
    pub(crate) fn admit(&self, account: &str, address: Option<IpAddr>, now: Timestamp) -> Result<(), Duration> {
        let mut counts = self.lock();
        let account_wait = wait(&counts.accounts, &account.to_owned(), self.account, now);
        let address_wait = address.map_or(Duration::ZERO, |address| {
            wait(&counts.addresses, &address, ADDRESS, now)
        });
        let longest = account_wait.max(address_wait);
        if longest > Duration::ZERO {
            return Err(longest);
        }
        count(&mut counts.accounts, account.to_owned(), now);
        if let Some(address) = address {
            count(&mut counts.addresses, address, now);
        }
        Ok(())
    }

    /// Forgets the failures of the account and takes back the one of the address.
    pub(crate) fn succeeded(&self, account: &str, address: Option<IpAddr>) {
        let mut counts = self.lock();
        counts.accounts.remove(account);
        if let Some(failures) = address.and_then(|address| counts.addresses.get_mut(&address)) {
            failures.count = failures.count.saturating_sub(1);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Counts> {
        self.counts.lock().expect("nobody panics while holding this lock")
    }
}

fn wait<K: Hash + Eq>(failures: &HashMap<K, Failures>, key: &K, rule: Rule, now: Timestamp) -> Duration {
    let Some(failures) = failures.get(key).filter(|failures| is_fresh(failures, now)) else {
        return Duration::ZERO;
    };
    if failures.count < rule.free {
        return Duration::ZERO;
    }
    let doublings = (failures.count - rule.free).min(16);
    let delay = Duration::from_secs(1 << doublings).min(rule.longest);
    let passed = Duration::try_from(now.duration_since(failures.last)).unwrap_or_default();
    delay.saturating_sub(passed)
}

fn count<K: Hash + Eq + Clone>(failures: &mut HashMap<K, Failures>, key: K, now: Timestamp) {
    make_room(failures, now);
    let entry = failures.entry(key).or_insert(Failures { count: 0, last: now });
    let before = if is_fresh(entry, now) { entry.count } else { 0 };
    *entry = Failures {
        count: before.saturating_add(1),
        last: now,
    };
}

fn make_room<K: Hash + Eq + Clone>(failures: &mut HashMap<K, Failures>, now: Timestamp) {
    if failures.len() < MAX_ENTRIES {
        return;
    }
    failures.retain(|_, failures| is_fresh(failures, now));
    if failures.len() >= MAX_ENTRIES {
        // Whoever failed least and longest ago is the least likely to be an attacker.
        let harmless = failures
            .iter()
            .min_by_key(|(_, failures)| (failures.count, failures.last));
        if let Some(key) = harmless.map(|(key, _)| key.clone()) {
            failures.remove(&key);
        }
    }
}

fn is_fresh(failures: &Failures, now: Timestamp) -> bool {
    now.duration_since(failures.last) < FORGET_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).expect("in range")
    }

    #[test]
    fn the_wait_grows_to_a_minute_and_ends() {
        let throttle = Throttle::of_passwords();
        for _ in 0..5 {
            assert_eq!(throttle.admit("amna", None, at(0)), Ok(()));
        }
        let mut now = 0;
        let mut waits = Vec::new();
        for _ in 0..8 {
            let wait = throttle.admit("amna", None, at(now)).expect_err("it has to wait");
            waits.push(wait.as_secs());
            now += wait.as_secs() as i64;
            assert_eq!(throttle.admit("amna", None, at(now)), Ok(()));
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(throttle.admit("idris", None, at(now)), Ok(()));
        throttle.succeeded("amna", None);
        assert_eq!(throttle.admit("amna", None, at(now)), Ok(()));
    }

    #[test]
    fn one_address_that_tries_many_names_has_to_wait_too() {
        let throttle = Throttle::of_passwords();
        let address = Some(IpAddr::from([127, 0, 0, 1]));
        for n in 0..50 {
            assert_eq!(throttle.admit(&n.to_string(), address, at(0)), Ok(()));
        }
        assert!(throttle.admit("another", address, at(0)).is_err());
        assert_eq!(
            throttle.admit("another", Some(IpAddr::from([127, 0, 0, 2])), at(0)),
            Ok(())
        );
        assert_eq!(throttle.admit("another", address, at(16 * 60)), Ok(()));
    }

    #[test]
    fn memory_stays_bounded_and_the_busiest_are_kept() {
        let throttle = Throttle::of_passwords();
        for _ in 0..5 {
            assert_eq!(throttle.admit("amna", None, at(0)), Ok(()));
        }
        for n in 0..MAX_ENTRIES + 10 {
            assert_eq!(throttle.admit(&n.to_string(), None, at(1)), Ok(()));
        }
        assert_eq!(throttle.lock().accounts.len(), MAX_ENTRIES);
        assert!(throttle.lock().accounts.contains_key("amna"));
    }
}
