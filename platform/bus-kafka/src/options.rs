//! Where the brokers are.

use std::collections::BTreeMap;

use nilecare_types::Secret;

/// Partitions of a topic that is made: so many processes of one service can share its events.
const PARTITIONS: i32 = 3;
/// By the brokers' own setting.
const REPLICATION: i32 = -1;

/// The cluster, and how topics are made there.
#[derive(Debug, Clone)]
pub struct KafkaOptions {
    /// `host:port`, several with commas between.
    pub brokers: String,
    /// Partitions of topics that are made.
    pub partitions: i32,
    /// Copies of topics that are made; -1 as the brokers are set.
    pub replication: i32,
    /// Settings of librdkafka beside ours, such as `security.protocol` and `sasl.password`.
    pub settings: BTreeMap<String, Secret<String>>,
}

/// The text is no URL of Kafka.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidKafkaUrl;

impl std::fmt::Display for InvalidKafkaUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            "a bus over Kafka is kafka://HOST:PORT, several brokers with commas between, with ?partitions=N&replication=N if wanted",
        )
    }
}

impl std::error::Error for InvalidKafkaUrl {}

impl KafkaOptions {
    /// Reads `kafka://a:9092,b:9092?partitions=6&replication=3`.
    ///
    /// # Errors
    /// When it is something else.
    pub fn from_url(url: &str, settings: BTreeMap<String, Secret<String>>) -> Result<Self, InvalidKafkaUrl> {
        let rest = url.strip_prefix("kafka://").ok_or(InvalidKafkaUrl)?;
        let (brokers, query) = rest.split_once('?').unwrap_or((rest, ""));
        let brokers = brokers.trim_end_matches('/');
        let is_broker = |broker: &str| {
            broker
                .rsplit_once(':')
                .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
        };
        if !brokers.split(',').all(is_broker) {
            return Err(InvalidKafkaUrl);
        }
        let mut options = Self {
            brokers: brokers.to_owned(),
            partitions: PARTITIONS,
            replication: REPLICATION,
            settings,
        };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, number) = pair.split_once('=').ok_or(InvalidKafkaUrl)?;
            let number: i32 = number
                .parse()
                .ok()
                .filter(|n| (1..=1000).contains(n))
                .ok_or(InvalidKafkaUrl)?;
            match name {
                "partitions" => options.partitions = number,
                "replication" => options.replication = number,
                _ => return Err(InvalidKafkaUrl),
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read() {
        let read = |url: &str| KafkaOptions::from_url(url, BTreeMap::new());
        let options = read("kafka://a:9092,b:9093?partitions=6&replication=3").expect("it is one");
        assert_eq!(
            (options.brokers.as_str(), options.partitions, options.replication),
            ("a:9092,b:9093", 6, 3)
        );
        let plain = read("kafka://a:9092").expect("it is one");
        assert_eq!((plain.partitions, plain.replication), (PARTITIONS, REPLICATION));
        for bad in [
            "kafka://",
            "kafka://a",
            "amqp://a:1",
            "kafka://a:9092?partitions=0",
            "kafka://a:9092?x=1",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
