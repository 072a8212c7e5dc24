//! Statements of providers and banks against what we have: what is the same, and what is not.

use std::collections::HashSet;
use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use nilecare_contracts::life::step;
use nilecare_contracts::payment::{
    Difference, ProviderStatement, ReconciliationItem, ReconciliationStatus, ResolveRequest, Transaction,
};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::WriteTx;
use nilecare_sql::inbox::Command;
use nilecare_types::{ProviderStatementId, ReconciliationItemId, Timestamp, TransactionId};
use sha2::{Digest, Sha256};

use super::{Begun, allow, valid};
use crate::model::statement::{self, Line};
use crate::model::transaction as money;
use crate::store::records::{self, Filter, Record};
use crate::store::transactions;
use crate::{PaymentError, PaymentService};

/// Most payments of the days of a statement.
const MOST: i64 = 50_000;
/// Most open differences of one payment.
const MOST_OF_ONE: i64 = 100;

impl PaymentService {
    /// Takes a statement: each line is matched or is a difference, and so is what the statement should have and has not.
    pub(crate) async fn take_statement(
        &self,
        key: &IdempotencyKey,
        provider: &str,
        text: &str,
        by: &Principal,
    ) -> Result<ProviderStatement, PaymentError> {
        self.provider(provider)?;
        let lines = statement::read(text)?;
        let content = format!("{provider}\n{text}");
        let command = Command::new("statement", key.as_str(), content.as_bytes());
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let now = self.clock.now();
        let mut statement = head(provider, text, &lines, &by.username, now)?;
        let there = "this statement was taken already; look at its items";
        let inserted = records::insert(&mut tx, &statement).await;
        inserted.map_err(|error| PaymentError::from(error).if_there(there))?;
        let mut seen = HashSet::new();
        for line in &lines {
            let item = self.compare(&mut tx, &statement, line, &mut seen, now).await?;
            count(&mut statement, &item);
            records::insert(&mut tx, &item).await?;
        }
        for transaction in absent(&mut tx, &statement, &seen).await? {
            let item = missing(&statement, &transaction, now);
            count(&mut statement, &item);
            records::insert(&mut tx, &item).await?;
        }
        records::update(&mut tx, &statement).await?;
        self.finish(tx, &command, &statement).await?;
        Ok(statement)
    }

    async fn compare(
        &self,
        tx: &mut WriteTx,
        statement: &ProviderStatement,
        line: &Line,
        seen: &mut HashSet<TransactionId>,
        now: Timestamp,
    ) -> Result<ReconciliationItem, PaymentError> {
        let own = transactions::by_any_reference(&mut **tx, &statement.provider, &line.reference).await?;
        let difference = match &own {
            None => Some(Difference::Missing),
            Some(own) if !seen.insert(own.id) || is_matched(tx, own.id).await? => Some(Difference::Duplicate),
            Some(own) if own.amount != line.amount => Some(Difference::Amount),
            Some(own) => self.timing(own, line.booked_on),
        };
        if let (Some(own), None) = (&own, difference) {
            put_right(tx, own.id, now).await?;
        }
        Ok(ReconciliationItem {
            id: ReconciliationItemId::generate(),
            version: 1,
            statement_id: Some(statement.id),
            provider: statement.provider.clone(),
            line: Some(line.number),
            reference: line.reference.clone(),
            external_amount: Some(line.amount),
            external_fee: Some(line.fee),
            booked_on: Some(line.booked_on),
            transaction_id: own.as_ref().map(|own| own.id),
            own_amount: own.map(|own| own.amount),
            status: match difference {
                Some(_) => ReconciliationStatus::Mismatch,
                None => ReconciliationStatus::Matched,
            },
            difference,
            reason: None,
            resolved_by: None,
            created_at: now,
            updated_at: now,
        })
    }

    /// The days are those of UTC: a statement may be some days apart anyway.
    fn timing(&self, own: &Transaction, booked_on: Date) -> Option<Difference> {
        let confirmed = own.confirmed_at.filter(|_| money::counts(own.status)).map(utc_day);
        let apart = confirmed
            .and_then(|day| day.until(booked_on).ok())
            .map(|span| span.get_days().abs());
        let is_near = apart.is_some_and(|apart| apart <= i32::from(self.options.statement_days_apart));
        (!is_near).then_some(Difference::Timing)
    }

    /// Says what became of a difference.
    pub(crate) async fn resolve(
        &self,
        id: ReconciliationItemId,
        version: IfMatch,
        request: &ResolveRequest,
        by: &Principal,
    ) -> Result<ReconciliationItem, PaymentError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let found: Option<ReconciliationItem> = records::find(&mut *tx, id).await?;
        let mut item = found.ok_or(PaymentError::NotFound("reconciliation item"))?;
        allow(version, item.version)?;
        step(&mut item.status, request.status)?;
        item.reason = Some(request.reason.clone());
        item.resolved_by = Some(by.username.clone());
        item.version += 1;
        item.updated_at = self.clock.now();
        records::update(&mut tx, &item).await?;
        self.commit(tx).await?;
        Ok(item)
    }
}

fn utc_day(at: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(at).date()
}

fn head(
    provider: &str,
    text: &str,
    lines: &[Line],
    by: &str,
    now: Timestamp,
) -> Result<ProviderStatement, PaymentError> {
    let mut digest = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(digest, "{byte:02x}");
    }
    let days = || lines.iter().map(|line| line.booked_on);
    let none = || PaymentError::Invalid(vec!["/: must have a line".to_owned()]);
    Ok(ProviderStatement {
        id: ProviderStatementId::generate(),
        provider: provider.to_owned(),
        digest,
        from: days().min().ok_or_else(none)?,
        until: days().max().ok_or_else(none)?,
        n_lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
        n_matched: 0,
        n_differences: 0,
        by: by.to_owned(),
        created_at: now,
    })
}

fn count(statement: &mut ProviderStatement, item: &ReconciliationItem) {
    if item.difference.is_none() {
        statement.n_matched += 1;
    } else {
        statement.n_differences += 1;
    }
}

async fn is_matched(tx: &mut WriteTx, id: TransactionId) -> Result<bool, PaymentError> {
    let filter = Filter::by("matched_key", id);
    let found: Vec<ReconciliationItem> = records::list(&mut **tx, ReconciliationItem::TABLE, &filter, "", 1).await?;
    Ok(!found.is_empty())
}

async fn open_of(tx: &mut WriteTx, id: TransactionId) -> Result<Vec<ReconciliationItem>, PaymentError> {
    let mut filter = Filter::by("transaction_id", id);
    filter.equal.push(("status", Some("mismatch".to_owned())));
    filter.equal.push(("difference", Some("missing".to_owned())));
    Ok(records::list(&mut **tx, ReconciliationItem::TABLE, &filter, "", MOST_OF_ONE).await?)
}

/// A payment that an earlier statement did not have is in this one.
async fn put_right(tx: &mut WriteTx, id: TransactionId, now: Timestamp) -> Result<(), PaymentError> {
    for mut item in open_of(tx, id).await? {
        step(&mut item.status, ReconciliationStatus::Resolved)?;
        item.reason = Some("a later statement has it".to_owned());
        item.version += 1;
        item.updated_at = now;
        records::update(tx, &item).await?;
    }
    Ok(())
}

/// Lists what was confirmed in the days of a statement and is neither in it nor in another one.
async fn absent(
    tx: &mut WriteTx,
    statement: &ProviderStatement,
    seen: &HashSet<TransactionId>,
) -> Result<Vec<Transaction>, PaymentError> {
    let beyond = || PaymentError::Invalid(vec!["/booked_on: is beyond what the calendar has".to_owned()]);
    let start = |day: Date| day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
    let from = start(statement.from).map_err(|_| beyond())?;
    let until = statement
        .until
        .checked_add(1.day())
        .and_then(start)
        .map_err(|_| beyond())?;
    let mut absent = Vec::new();
    for transaction in transactions::confirmed(&mut **tx, &statement.provider, (from, until), MOST).await? {
        let is_known = seen.contains(&transaction.id)
            || is_matched(tx, transaction.id).await?
            || !open_of(tx, transaction.id).await?.is_empty();
        if !is_known {
            absent.push(transaction);
        }
    }
    Ok(absent)
}

fn missing(statement: &ProviderStatement, own: &Transaction, now: Timestamp) -> ReconciliationItem {
    let external = own.external_reference.clone();
    let proof = own.proof.as_ref().map(|proof| proof.reference.clone());
    ReconciliationItem {
        id: ReconciliationItemId::generate(),
        version: 1,
        statement_id: Some(statement.id),
        provider: statement.provider.clone(),
        line: None,
        reference: external.or(proof).unwrap_or_else(|| own.transaction_number.clone()),
        external_amount: None,
        external_fee: None,
        booked_on: None,
        transaction_id: Some(own.id),
        own_amount: Some(own.amount),
        status: ReconciliationStatus::Mismatch,
        difference: Some(Difference::Missing),
        reason: None,
        resolved_by: None,
        created_at: now,
        updated_at: now,
    }
}
