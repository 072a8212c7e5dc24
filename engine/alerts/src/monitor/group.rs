//! One group of a rule: what has its own throttle and its own beginning and end.
//!
//! ```text
//!            begins                      ends
//!   quiet ───────────► active, told ───────────► quiet, recovery told
//!     │                      ▲
//!     │ within the throttle  │ when the throttle has passed
//!     └─────► active, not told ───ends───► quiet, nothing told
//! ```

use std::time::Duration;

use nilecare_types::Timestamp;

use crate::hours::elapsed;
use crate::notice::{Counted, Facts, NoticeKind};
use crate::{AlertRule, Notice};

/// Errors that did not come again for this time are over, however short the throttle is.
const QUIET_AT_LEAST: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
pub(super) struct Group {
    facts: Facts,
    is_active: bool,
    is_told: bool,
    since: Option<Timestamp>,
    last_notice: Option<Timestamp>,
    last_time: Option<Timestamp>,
    /// So often since the last notice.
    count: u64,
    suppressed: u64,
}

impl Group {
    pub fn is_active(&self) -> bool {
        self.is_active
    }

    pub fn is_raised(&self) -> bool {
        self.is_active && self.is_told
    }

    /// Tells whether nothing is to be remembered any more. The throttle is: what begins again soon is held back.
    pub fn is_over(&self) -> bool {
        !self.is_active && self.last_notice.is_none()
    }

    /// Takes an error.
    pub fn occurred(&mut self, rule: &AlertRule, now: Timestamp, facts: Facts) -> Option<Notice> {
        self.facts = facts;
        self.is_active = true;
        self.last_time = Some(now);
        self.since.get_or_insert(now);
        self.count += 1;
        if self.is_held_back(rule, now) {
            self.suppressed += 1;
            return None;
        }
        Some(self.tell(rule, now))
    }

    /// Looks whether errors that were held back are to be told, or errors are over.
    pub fn time_passed(&mut self, rule: &AlertRule, now: Timestamp) -> Option<Notice> {
        if self.suppressed > 0 && !self.is_held_back(rule, now) {
            return Some(self.tell(rule, now));
        }
        let quiet = rule.file.throttle.get().max(QUIET_AT_LEAST);
        let is_quiet = self.last_time.is_none_or(|last| elapsed(last, now) >= quiet);
        if self.is_active && is_quiet {
            return self.ended(rule, now);
        }
        self.forget_throttle(rule, now);
        None
    }

    /// Takes that a condition holds.
    pub fn lasts(&mut self, rule: &AlertRule, now: Timestamp, facts: Facts, since: Timestamp) -> Option<Notice> {
        self.facts = facts;
        if !self.is_active {
            self.is_active = true;
            self.since = Some(since);
            self.count += 1;
            if self.is_held_back(rule, now) {
                self.suppressed += 1;
            }
        }
        (!self.is_told && !self.is_held_back(rule, now)).then(|| self.tell(rule, now))
    }

    /// Takes that it is over.
    pub fn ended(&mut self, rule: &AlertRule, now: Timestamp) -> Option<Notice> {
        let was_told = std::mem::take(&mut self.is_told);
        let was_active = std::mem::take(&mut self.is_active);
        let since = self.since.take().unwrap_or(now);
        self.forget_throttle(rule, now);
        let counted = Counted {
            count: self.count,
            suppressed: self.suppressed,
            since,
            at: now,
        };
        let is_worth_it = was_active && was_told && rule.file.recovery;
        is_worth_it.then(|| Notice::new(rule, NoticeKind::Recovered, &self.facts, &counted))
    }

    fn is_held_back(&self, rule: &AlertRule, now: Timestamp) -> bool {
        let throttle = rule.file.throttle.get();
        self.last_notice.is_some_and(|last| elapsed(last, now) < throttle)
    }

    fn forget_throttle(&mut self, rule: &AlertRule, now: Timestamp) {
        if !self.is_active && !self.is_held_back(rule, now) {
            self.last_notice = None;
        }
    }

    fn tell(&mut self, rule: &AlertRule, now: Timestamp) -> Notice {
        self.is_told = true;
        self.last_notice = Some(now);
        let counted = Counted {
            count: std::mem::take(&mut self.count),
            suppressed: std::mem::take(&mut self.suppressed),
            since: self.since.unwrap_or(now),
            at: now,
        };
        Notice::new(rule, NoticeKind::Raised, &self.facts, &counted)
    }
}
