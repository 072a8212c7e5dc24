//! Statements of accounts, made of the ledger.

use nilecare_contracts::Money;
use nilecare_contracts::billing::{Statement, StatementLine, StatementRequest};
use nilecare_sql::{documents, from_millis};
use nilecare_types::{BillingAccountId, Page, StatementId};

use super::accounts::account_of;
use super::number;
use crate::store::ledger;
use crate::store::records::{self, Filter, STATEMENTS};
use crate::{BillingError, BillingService};

/// Most lines of a statement.
const MOST_LINES: i64 = 1000;

impl BillingService {
    /// Makes and keeps the statement of a time.
    pub(crate) async fn make_statement(
        &self,
        id: BillingAccountId,
        request: &StatementRequest,
    ) -> Result<Statement, BillingError> {
        let account = account_of(self.db.readers(), id).await?;
        let place = self.place(account.facility_id).await?;
        let next = request.to.tomorrow();
        let (true, Ok(next)) = (request.from <= request.to, next) else {
            return Err(BillingError::Invalid(vec!["/to: must not be before from".to_owned()]));
        };
        let (from, until) = (place.start(request.from)?, place.start(next)?);
        let mut tx = self.db.begin_write().await?;
        let opening = ledger::owed_before(&mut *tx, id, from).await?;
        let movements = ledger::movements(&mut *tx, id, (from, until), MOST_LINES + 1).await?;
        if movements.len() as i64 > MOST_LINES {
            let problem = format!("/from: the time has more than {MOST_LINES} lines; choose a shorter one");
            return Err(BillingError::Invalid(vec![problem]));
        }
        let opening = Money::new(opening, account.currency);
        let mut balance = opening;
        let mut lines = Vec::with_capacity(movements.len());
        for (at, kind, reference, amount) in movements {
            let amount = Money::new(amount, account.currency);
            balance = balance.plus(amount)?;
            lines.push(StatementLine {
                at: from_millis("ledger_postings", "posted_at", at)?,
                kind,
                reference,
                amount,
                balance,
            });
        }
        let statement_id = StatementId::generate();
        let statement = Statement {
            id: statement_id,
            statement_number: number("ST", statement_id),
            account_id: id,
            patient_id: account.patient_id,
            currency: account.currency,
            from: request.from,
            to: request.to,
            opening,
            lines,
            closing: balance,
            created_at: self.clock.now(),
        };
        records::insert(&mut tx, &statement).await?;
        self.commit(tx).await?;
        Ok(statement)
    }

    pub(crate) async fn statement(&self, id: StatementId) -> Result<Statement, BillingError> {
        let found = documents::find(self.db.readers(), STATEMENTS, &id.to_string()).await?;
        found.ok_or(BillingError::NotFound("statement"))
    }

    pub(crate) async fn statements(
        &self,
        account: BillingAccountId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Statement>, BillingError> {
        account_of(self.db.readers(), account).await?;
        let filter = Filter {
            equal: vec![("account_id", Some(account.to_string()))],
            ..Filter::default()
        };
        let rows = records::list(self.db.readers(), STATEMENTS, &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |row: &Statement| row.id.to_string()))
    }
}
