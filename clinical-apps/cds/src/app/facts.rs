//! Reading, changing and signing facts.

use std::sync::Arc;

use nilecare_contracts::cds::{Fact, FactKind, FactOrigin, FactRow, FactsState, ReviewRequest, Selector};
use nilecare_http::Principal;
use nilecare_types::Page;

use crate::knowledge::{Knowledge, shipped};
use crate::store::fact;
use crate::{CdsError, CdsService};

/// Longest id of a fact.
const MAX_ID: usize = 200;

/// A fact as somebody sends it.
#[derive(Debug)]
pub(crate) struct Change {
    pub fact: Fact,
    pub active: bool,
    pub source: Option<String>,
    /// Who stands for it, if anybody does.
    pub reviewer: Option<String>,
}

impl CdsService {
    /// Lists facts of a kind by their ids; `word` is part of the id or of the fact's text.
    pub(crate) fn facts(&self, kind: FactKind, word: Option<&str>, after: &str, limit: usize) -> Page<FactRow> {
        let knowledge = self.knowledge();
        let word = word.map(str::to_lowercase);
        let has_word = |row: &&FactRow| {
            let Some(word) = &word else { return true };
            let text = nilecare_sql::json::write(&row.fact);
            row.id.to_lowercase().contains(word) || text.to_lowercase().contains(word)
        };
        let rows: Vec<FactRow> = knowledge
            .rows(kind, after)
            .filter(has_word)
            .take(limit + 1)
            .cloned()
            .collect();
        Page::from_rows(rows, limit, |row| row.id.clone())
    }

    /// Gives a fact.
    pub(crate) fn fact(&self, kind: FactKind, id: &str) -> Result<FactRow, CdsError> {
        self.knowledge().row(kind, id).cloned().ok_or(CdsError::FactNotFound)
    }

    /// Tells what the facts are worth.
    pub(crate) fn facts_state(&self) -> FactsState {
        self.knowledge().state().clone()
    }

    /// Puts a fact of this site in place of the one with this id.
    pub(crate) async fn put_fact(&self, id: &str, change: Change, by: &Principal) -> Result<FactRow, CdsError> {
        let mut problems = change.fact.validate();
        let is_id = (1..=MAX_ID).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        if !is_id {
            problems.push("/id: must be 1 to 200 of A-Z a-z 0-9 - _ .".to_owned());
        }
        for (path, text, most) in [("/source", &change.source, 500), ("/reviewer", &change.reviewer, 200)] {
            if text
                .as_ref()
                .is_some_and(|text| text.trim().is_empty() || text.chars().count() > most)
            {
                problems.push(format!("{path}: must have 1 to {most} characters"));
            }
        }
        if !problems.is_empty() {
            return Err(CdsError::Invalid(problems));
        }
        let now = self.clock.now();
        let kind = change.fact.kind();
        if change.active && selects_nothing(&self.knowledge(), &change.fact) {
            return Err(CdsError::SelectsNothing { kind });
        }
        let row = FactRow {
            id: id.to_owned(),
            active: change.active,
            origin: FactOrigin::Site,
            source: change.source.unwrap_or_else(|| format!("entered by {}", by.username)),
            reviewed_at: change.reviewer.is_some().then_some(now),
            reviewed_by: change.reviewer,
            fact: change.fact,
        };
        let mut tx = self.db.begin_write().await?;
        fact::put(&mut tx, &row, &by.username, now).await?;
        self.commit_facts(tx).await?;
        Ok(row)
    }

    /// Removes the site's row, so that the shipped one counts again, if there is one.
    pub(crate) async fn remove_fact(&self, kind: FactKind, id: &str) -> Result<Option<FactRow>, CdsError> {
        let mut tx = self.db.begin_write().await?;
        if !fact::remove(&mut tx, kind, id).await? {
            return Err(CdsError::FactNotFound);
        }
        let knowledge = self.commit_facts(tx).await?;
        Ok(knowledge.row(kind, id).cloned())
    }

    /// Signs the shipped facts of a kind.
    pub(crate) async fn sign_facts(
        &self,
        kind: FactKind,
        review: &ReviewRequest,
        by: &Principal,
    ) -> Result<FactsState, CdsError> {
        let problems = review.validate();
        if !problems.is_empty() {
            return Err(CdsError::Invalid(problems));
        }
        if review.version != shipped::VERSION {
            let is = shipped::VERSION.to_owned();
            return Err(CdsError::OtherVersion { is });
        }
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        fact::sign(&mut tx, kind, shipped::VERSION, &review.reviewer, &by.username, now).await?;
        let knowledge: Arc<Knowledge> = self.commit_facts(tx).await?;
        Ok(knowledge.state().clone())
    }
}

fn selects_nothing(knowledge: &Knowledge, fact: &Fact) -> bool {
    let nothing = |selector: &Selector| knowledge.drugs.selected(selector).is_empty();
    match fact {
        Fact::Drugs(_) => false,
        Fact::Interactions(pair) => nothing(&pair.a) || nothing(&pair.b),
        Fact::CrossSensitivities(row) => nothing(&row.allergen) || nothing(&row.cross),
        Fact::Contraindications(row) => nothing(&row.drug),
        Fact::DoseLimits(row) => knowledge.drugs.by_id(&row.drug).is_none(),
        Fact::DuplicateClasses(row) => nothing(&Selector::Class(row.class.clone())),
        Fact::Guidelines(row) => nothing(&row.drug),
    }
}
