//! The conditions of a question as SQL on the table `message m`.

use nilecare_types::MessageId;
use rusqlite::types::Value;

use super::super::{Reading, rows};
use crate::seal::Vault;
use crate::sqlite::pack::{CONTROL_ID, METADATA, PATIENT_ID, plain_value, value_bytes};
use crate::sqlite::policies::kind_name;
use crate::sqlite::writer::QUEUED_RECENTLY;
use crate::{Comparison, MessageQuery, MetadataCondition, MetadataValue, Status, StoreError};

/// A part of a statement with its values, in the order of their question marks.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    pub sql: String,
    pub values: Vec<Value>,
    /// No message can have what is asked for.
    pub is_impossible: bool,
}

impl Conditions {
    fn and(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    fn and_one_of(&mut self, column: &str, values: Vec<Value>) {
        let marks = vec!["?"; values.len()].join(", ");
        self.and(&format!("{column} IN ({marks})"), values);
    }
}

/// Returns what a value is found by: as it is, and as its hash where there is a key.
pub(super) fn keys(vault: &Vault, kind: i64, value: Value) -> Vec<Value> {
    let hash = vault.hash(kind, &value_bytes(&value)).map(Value::Blob);
    std::iter::once(value).chain(hash).collect()
}

/// The columns, of all channels in question, that a condition on metadata is about.
#[derive(Debug)]
pub(super) struct Columns {
    pub numbers: Vec<i64>,
}

impl Reading<'_> {
    pub(super) fn columns(self, query: &MessageQuery, condition: &MetadataCondition) -> Result<Columns, StoreError> {
        let kind = kind_name(condition.value.kind());
        let numbers = rows(
            self.connection,
            "SELECT number FROM metadata_column WHERE name = ?1 AND kind = ?2 AND (?3 IS NULL OR channel = ?3)",
            (&condition.column, kind, query.channel.map(|channel| channel.0)),
            |row| row.get(0),
        )?;
        Ok(Columns { numbers })
    }

    pub(super) fn conditions(self, query: &MessageQuery) -> Result<Conditions, StoreError> {
        let mut all = Conditions::default();
        if let Some(channel) = query.channel {
            all.and("m.channel = ?", [channel.0.into()]);
        }
        for (column, kind, value) in [
            ("m.control_id", CONTROL_ID, &query.control_id),
            ("m.patient_id", PATIENT_ID, &query.patient_id),
        ] {
            if let Some(value) = value {
                all.and_one_of(column, keys(self.vault, kind, value.clone().into()));
            }
        }
        if let Some(message_type) = &query.message_type {
            all.and("m.message_type = ?", [message_type.clone().into()]);
        }
        if let Some(since) = query.since {
            all.and("m.received_at >= ?", [since.as_millisecond().into()]);
        }
        if let Some(until) = query.until {
            all.and("m.received_at < ?", [until.as_millisecond().into()]);
        }
        if let Some(MessageId(origin)) = query.origin {
            all.and("m.origin = ?", [origin.into()]);
        }
        if let Some(is_wanted) = query.has_attachment {
            let not = if is_wanted { "" } else { "NOT " };
            all.and(
                &format!("{not}EXISTS (SELECT 1 FROM attachment a WHERE a.message = m.id)"),
                [],
            );
        }
        at_connector(&mut all, query);
        for condition in &query.metadata {
            self.metadata_condition(&mut all, query, condition)?;
        }
        Ok(all)
    }

    fn metadata_condition(
        self,
        all: &mut Conditions,
        query: &MessageQuery,
        condition: &MetadataCondition,
    ) -> Result<(), StoreError> {
        let columns = self.columns(query, condition)?;
        if columns.numbers.is_empty() {
            all.is_impossible = true;
            return Ok(());
        }
        let mut any = Vec::new();
        let mut values = Vec::new();
        for number in columns.numbers {
            let (sql, value) = compared(condition)?;
            let mut alternatives = vec![value.clone()];
            if condition.comparison == Comparison::Equal {
                alternatives = keys(self.vault, METADATA + number, value);
            }
            for value in alternatives {
                any.push(format!("(d.number = {number} AND {sql})"));
                values.push(value);
            }
        }
        let any = any.join(" OR ");
        let exists = format!("EXISTS (SELECT 1 FROM metadata d WHERE d.message = m.id AND ({any}))");
        all.and(&exists, values);
        Ok(())
    }
}

/// Returns a comparison with `d.value` and the value to put in. Hashes are blobs and compare with nothing but hashes.
fn compared(condition: &MetadataCondition) -> Result<(&'static str, Value), StoreError> {
    let value = plain_value(&condition.value);
    Ok(match (condition.comparison, &condition.value) {
        (Comparison::Equal, _) => ("d.value = ?", value),
        (Comparison::Less, _) => ("d.value < ?", value),
        (Comparison::Greater, _) => ("typeof(d.value) <> 'blob' AND d.value > ?", value),
        (Comparison::Contains, MetadataValue::Text(text)) => (
            "typeof(d.value) = 'text' AND instr(lower(d.value), ?) > 0",
            Value::Text(text.to_ascii_lowercase()),
        ),
        (Comparison::Prefix, MetadataValue::Text(_)) => ("typeof(d.value) = 'text' AND instr(d.value, ?) = 1", value),
        (Comparison::Contains | Comparison::Prefix, _) => {
            return Err(StoreError::invalid(
                "only a text can contain something or begin with it",
            ));
        }
    })
}

/// Conditions that must hold at one connector.
fn at_connector(all: &mut Conditions, query: &MessageQuery) {
    let mut sql = String::new();
    let mut values: Vec<Value> = Vec::new();
    if let Some(connector) = &query.connector {
        sql.push_str(" AND c.id = ?");
        values.push(connector.as_str().to_owned().into());
    }
    let n_named = values.len();
    if !query.statuses.is_empty() {
        let mut codes: Vec<i64> = query.statuses.iter().map(|status| *status as i64).collect();
        if query.statuses.contains(&Status::Queued) {
            codes.push(QUEUED_RECENTLY);
        }
        let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
        sql.push_str(&format!(" AND d.status IN ({})", codes.join(", ")));
    }
    if let Some(from) = query.attempts_from {
        sql.push_str(&format!(" AND d.attempts >= {from}"));
    }
    if let Some(through) = query.attempts_through {
        sql.push_str(&format!(" AND d.attempts <= {through}"));
    }
    if query.has_error == Some(true) {
        sql.push_str(" AND (d.status = 5 OR d.error IS NOT NULL)");
    }
    let of_message =
        "SELECT 1 FROM connector_message d JOIN connector c ON c.number = d.connector WHERE d.message = m.id";
    if !sql.is_empty() {
        let mut any = format!("EXISTS ({of_message}{sql})");
        let is_only_status = query.attempts_from.unwrap_or(0) == 0 && query.has_error != Some(true);
        if query.statuses.contains(&Status::Received) && is_only_status {
            // Not processed: there is no row, and it stands at its source.
            let named = if n_named > 0 { " AND s.id = ?" } else { "" };
            any = format!(
                "({any} OR (NOT EXISTS (SELECT 1 FROM connector_message d WHERE d.message = m.id) AND EXISTS \
                 (SELECT 1 FROM connector s WHERE s.channel = m.channel AND s.is_source = 1{named})))"
            );
            values.extend(values.first().cloned());
        }
        all.and(&any, values);
    }
    if query.has_error == Some(false) {
        let named = query
            .connector
            .as_ref()
            .map(|connector| connector.as_str().to_owned().into());
        let of_connector = if named.is_some() { " AND c.id = ?" } else { "" };
        let none = format!("NOT EXISTS ({of_message} AND (d.status = 5 OR d.error IS NOT NULL){of_connector})");
        all.and(&none, named);
    }
}
