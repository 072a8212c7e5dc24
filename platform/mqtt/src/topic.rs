//! Topics, and the filters that match them (MQTT 5 §4.7, §4.8.2).

/// Topics are bounded by the protocol; so many levels are enough for any, and bound the work of matching.
const MAX_LEVELS: usize = 128;
/// The first level of a shared subscription.
const SHARED: &str = "$share/";

/// A text that is no topic, or no filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadTopic {
    /// It has no characters, or too many.
    #[error("must have 1 to 65535 bytes and at most {MAX_LEVELS} levels")]
    Length,
    /// It has a character that must not be there.
    #[error("must not hold U+0000")]
    Null,
    /// A topic has a wildcard.
    #[error("must not hold + or #; they belong into filters")]
    Wildcard,
    /// A wildcard shares its level, or `#` is not the last.
    #[error("+ and # must be alone in their level, and # must be the last")]
    Misplaced,
    /// A shared subscription has no group, or no filter.
    #[error("a shared subscription is $share/GROUP/FILTER, with a group without +, # and /")]
    Share,
}

/// Sees whether messages can be published there.
///
/// # Errors
/// Why not.
pub fn check_topic(topic: &str) -> Result<(), BadTopic> {
    check_text(topic)?;
    if topic.contains(['+', '#']) {
        return Err(BadTopic::Wildcard);
    }
    Ok(())
}

fn check_text(text: &str) -> Result<(), BadTopic> {
    if text.is_empty() || text.len() > usize::from(u16::MAX) || text.split('/').count() > MAX_LEVELS {
        return Err(BadTopic::Length);
    }
    if text.contains('\0') {
        return Err(BadTopic::Null);
    }
    Ok(())
}

/// Which topics a subscription is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    group: Option<String>,
    filter: String,
}

impl Filter {
    /// Reads a filter, shared or not.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, BadTopic> {
        check_text(text)?;
        let (group, filter) = match text.strip_prefix(SHARED) {
            None => (None, text),
            Some(rest) => {
                let (group, filter) = rest.split_once('/').ok_or(BadTopic::Share)?;
                if group.is_empty() || group.contains(['+', '#']) || filter.is_empty() {
                    return Err(BadTopic::Share);
                }
                (Some(group.to_owned()), filter)
            }
        };
        let mut levels = filter.split('/').peekable();
        while let Some(level) = levels.next() {
            let is_alone = level.len() == 1 || !level.contains(['+', '#']);
            let is_early_end = level == "#" && levels.peek().is_some();
            if !is_alone || is_early_end {
                return Err(BadTopic::Misplaced);
            }
        }
        Ok(Self {
            group,
            filter: filter.to_owned(),
        })
    }

    /// Returns the group that shares the messages.
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// Returns the filter without the group.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Tells whether messages of a topic are meant. A wildcard at the beginning leaves out topics that begin with `$`
    /// (§4.7.2).
    pub fn matches(&self, topic: &str) -> bool {
        if topic.starts_with('$') && self.filter.starts_with(['+', '#']) {
            return false;
        }
        let mut topic = topic.split('/');
        let mut filter = self.filter.split('/');
        loop {
            match (filter.next(), topic.next()) {
                (Some("#"), _) => return true,
                (Some("+"), Some(_)) => {}
                (Some(wanted), Some(level)) if wanted == level => {}
                (None, None) => return true,
                _ => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_match_as_the_standard_says() {
        for (filter, topic, matches) in [
            ("sport/tennis/player1/#", "sport/tennis/player1", true),
            ("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true),
            ("sport/#", "sport", true),
            ("#", "a/b", true),
            ("sport/+", "sport", false),
            ("sport/+", "sport/", true),
            ("+/+", "/finance", true),
            ("/+", "/finance", true),
            ("+", "/finance", false),
            ("#", "$SYS/uptime", false),
            ("+/monitor/Clients", "$SYS/monitor/Clients", false),
            ("$SYS/#", "$SYS/", true),
            ("$share/ward/vitals/+", "vitals/p1", true),
            ("vitals/é", "vitals/é", true),
            ("+/x", "é/x", true),
            ("a", "A", false),
        ] {
            let parsed = Filter::parse(filter).expect(filter);
            assert_eq!(parsed.matches(topic), matches, "{filter} {topic}");
        }
    }

    #[test]
    fn what_is_no_filter_or_topic_is_refused() {
        for text in [
            "",
            "a#",
            "a/#/b",
            "a+/b",
            "++",
            "$share/g",
            "$share//x",
            "$share/g+/x",
            "$share/g/",
            "a\0",
        ] {
            assert!(Filter::parse(text).is_err(), "{text:?}");
        }
        let deep = "/".repeat(MAX_LEVELS);
        for text in ["", "a/+", "#", "a\0b", &deep] {
            assert!(check_topic(text).is_err(), "{text:?}");
        }
        assert_eq!(check_topic("/vitals//x é"), Ok(()));
    }
}
