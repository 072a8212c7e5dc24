//! The instances of a service, and which of them answer.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::Uri;
use tokio::time::Instant;

/// So many failures in a row, and an instance is left alone for a time.
const FAILURES: u32 = 3;
/// How long it is left alone; then one request tries it.
const REST: Duration = Duration::from_secs(2);

/// One or several instances of a service, used in turn. One that fails three times in a row is left alone for two seconds (a circuit
/// breaker for each); when all are, the next in turn is tried all the same, so that a service that came back is found at once.
#[derive(Debug)]
pub struct Upstream {
    instances: Vec<Instance>,
    next: AtomicUsize,
}

#[derive(Debug)]
struct Instance {
    base: Uri,
    failures: AtomicU32,
    rests_until: Mutex<Option<Instant>>,
}

impl Upstream {
    /// Takes the base URLs, at least one, each of the form `http://host:port`; `None` when they are not.
    pub fn new(bases: &[Uri]) -> Option<Self> {
        // No TLS: services of one installation talk on its own network or through a TLS proxy.
        let is_base = |base: &Uri| base.scheme_str() == Some("http") && base.authority().is_some();
        if bases.is_empty() || !bases.iter().all(is_base) {
            return None;
        }
        let instance = |base: &Uri| Instance {
            base: base.clone(),
            failures: AtomicU32::new(0),
            rests_until: Mutex::new(None),
        };
        Some(Self {
            instances: bases.iter().map(instance).collect(),
            next: AtomicUsize::new(0),
        })
    }

    /// Returns how many instances there are.
    pub fn n_instances(&self) -> usize {
        self.instances.len()
    }

    /// Chooses the instance for the next attempt. Returns its number, for the answer, and the URL of `path` there; `None` when that is no path.
    pub fn choose(&self, path: &Uri) -> Option<(usize, Uri)> {
        let first = self.next.fetch_add(1, Ordering::Relaxed);
        let now = Instant::now();
        let n_instances = self.n_instances();
        let mut in_turn = (0..n_instances).map(|step| first.wrapping_add(step) % n_instances);
        let chosen = in_turn.find(|number| !self.instances[*number].rests(now));
        let number = chosen.unwrap_or(first % n_instances);
        Some((number, join(&self.instances[number].base, path)?))
    }

    /// Notes that an instance answered, whatever it said.
    pub fn answered(&self, number: usize) {
        let instance = &self.instances[number];
        if instance.failures.swap(0, Ordering::Relaxed) >= FAILURES {
            *instance.rest() = None;
        }
    }

    /// Notes that an instance could not be reached, or broke off.
    pub fn failed(&self, number: usize) {
        let instance = &self.instances[number];
        if instance.failures.fetch_add(1, Ordering::Relaxed) + 1 >= FAILURES {
            *instance.rest() = Some(Instant::now() + REST);
        }
    }

    /// Tells how many instances are not left alone.
    pub fn n_in_use(&self) -> usize {
        let now = Instant::now();
        self.instances.iter().filter(|instance| !instance.rests(now)).count()
    }
}

impl Instance {
    fn rest(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.rests_until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn rests(&self, now: Instant) -> bool {
        self.rest().is_some_and(|until| now < until)
    }
}

fn join(base: &Uri, path: &Uri) -> Option<Uri> {
    let prefix = base.path().trim_end_matches('/');
    let path_and_query = path.path_and_query()?;
    let mut parts = base.clone().into_parts();
    parts.path_and_query = Some(format!("{prefix}{path_and_query}").parse().ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upstream() -> Upstream {
        let bases: Vec<Uri> = ["http://a:1", "http://b:2"]
            .iter()
            .map(|base| base.parse().expect("a URL"))
            .collect();
        Upstream::new(&bases).expect("they are base URLs")
    }

    fn host(upstream: &Upstream) -> String {
        let (_, uri) = upstream.choose(&Uri::from_static("/x?y=1")).expect("it is a path");
        assert_eq!(uri.path_and_query().map(|path| path.as_str()), Some("/x?y=1"));
        uri.host().expect("it has one").to_owned()
    }

    #[tokio::test(start_paused = true)]
    async fn instances_take_turns_and_one_that_fails_rests() {
        let upstream = upstream();
        assert_eq!([host(&upstream), host(&upstream), host(&upstream)], ["a", "b", "a"]);
        (0..3).for_each(|_| upstream.failed(0));
        assert_eq!([host(&upstream), host(&upstream), host(&upstream)], ["b", "b", "b"]);
        assert_eq!(upstream.n_in_use(), 1);
        tokio::time::advance(REST).await;
        assert!((0..2).any(|_| host(&upstream) == "a"), "it is tried again");
        upstream.answered(0);
        assert_eq!(upstream.n_in_use(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn when_all_fail_the_next_in_turn_is_tried() {
        let upstream = upstream();
        (0..3).for_each(|_| upstream.failed(0));
        (0..3).for_each(|_| upstream.failed(1));
        assert_eq!([host(&upstream), host(&upstream)], ["a", "b"]);
    }

    #[test]
    fn base_urls_are_checked() {
        let bases = |text: &str| Upstream::new(&[text.parse().expect("a URI")]);
        assert!(bases("https://a:1").is_none() && bases("/path").is_none() && Upstream::new(&[]).is_none());
    }
}
