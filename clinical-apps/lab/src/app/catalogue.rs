//! Tests and panels.

use nilecare_contracts::lab::{LabPanel, LabPanelRequest, LabTest, LabTestRequest, TestCategory};
use nilecare_http::{IdempotencyKey, IfMatch};
use nilecare_sql::{Executor, WriteTx, json};
use nilecare_types::{LabPanelId, LabTestId, Page};

use super::{command, insert, of, update, valid};
use crate::store::records;
use crate::{LabError, LabService};

/// Which tests a list has; what is absent is not asked for.
#[derive(Debug, Default)]
pub(crate) struct TestsWanted {
    pub code: Option<String>,
    pub category: Option<TestCategory>,
    pub active: Option<bool>,
}

impl LabService {
    pub(crate) async fn add_test(&self, key: &IdempotencyKey, request: &LabTestRequest) -> Result<LabTest, LabError> {
        valid(request.validate())?;
        let command = command::new("lab-test", key, request);
        let mut tx = self.db.begin_write().await?;
        if let Some(reply) = command::first_reply(&mut tx, &command).await? {
            return Ok(reply);
        }
        let now = self.clock.now();
        let test = LabTest {
            id: LabTestId::generate(),
            version: 1,
            test: request.clone(),
            created_at: now,
            updated_at: now,
        };
        insert(&mut tx, &test).await?;
        command::remember(&mut tx, &command, &test, now).await?;
        tx.commit().await?;
        Ok(test)
    }

    pub(crate) async fn change_test(
        &self,
        id: LabTestId,
        version: IfMatch,
        request: &LabTestRequest,
    ) -> Result<LabTest, LabError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut test: LabTest = of(&mut *tx, id).await?;
        allow(version, test.version)?;
        test.test.clone_from(request);
        test.version += 1;
        test.updated_at = self.clock.now();
        update(&mut tx, &test).await?;
        tx.commit().await?;
        Ok(test)
    }

    pub(crate) async fn test(&self, id: LabTestId) -> Result<LabTest, LabError> {
        of(self.db.readers(), id).await
    }

    pub(crate) async fn tests(
        &self,
        wanted: TestsWanted,
        after: &str,
        limit: usize,
    ) -> Result<Page<LabTest>, LabError> {
        let equal = [
            ("code", wanted.code),
            ("category", wanted.category.as_ref().map(json::name)),
            ("active", wanted.active.map(|active| active.to_string())),
        ];
        let rows = records::list(self.db.readers(), &equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |test: &LabTest| test.id.to_string()))
    }

    pub(crate) async fn add_panel(
        &self,
        key: &IdempotencyKey,
        request: &LabPanelRequest,
    ) -> Result<LabPanel, LabError> {
        valid(request.validate())?;
        let command = command::new("lab-panel", key, request);
        let mut tx = self.db.begin_write().await?;
        if let Some(reply) = command::first_reply(&mut tx, &command).await? {
            return Ok(reply);
        }
        all_there(&mut tx, request).await?;
        let now = self.clock.now();
        let panel = LabPanel {
            id: LabPanelId::generate(),
            version: 1,
            panel: request.clone(),
            created_at: now,
            updated_at: now,
        };
        insert(&mut tx, &panel).await?;
        command::remember(&mut tx, &command, &panel, now).await?;
        tx.commit().await?;
        Ok(panel)
    }

    pub(crate) async fn change_panel(
        &self,
        id: LabPanelId,
        version: IfMatch,
        request: &LabPanelRequest,
    ) -> Result<LabPanel, LabError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut panel: LabPanel = of(&mut *tx, id).await?;
        allow(version, panel.version)?;
        all_there(&mut tx, request).await?;
        panel.panel.clone_from(request);
        panel.version += 1;
        panel.updated_at = self.clock.now();
        update(&mut tx, &panel).await?;
        tx.commit().await?;
        Ok(panel)
    }

    pub(crate) async fn panel(&self, id: LabPanelId) -> Result<LabPanel, LabError> {
        of(self.db.readers(), id).await
    }

    pub(crate) async fn panels(
        &self,
        active: Option<bool>,
        after: &str,
        limit: usize,
    ) -> Result<Page<LabPanel>, LabError> {
        let equal = [("active", active.map(|active| active.to_string()))];
        let rows = records::list(self.db.readers(), &equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |panel: &LabPanel| panel.id.to_string()))
    }
}

/// Finds the test that has a code.
pub(super) async fn test_of_code(db: impl Executor<'_>, code: &str) -> Result<Option<LabTest>, LabError> {
    let equal = [("code", Some(code.to_owned()))];
    Ok(records::list(db, &equal, "", 1).await?.pop())
}

/// Finds the panel that has a code.
pub(super) async fn panel_of_code(db: impl Executor<'_>, code: &str) -> Result<Option<LabPanel>, LabError> {
    let equal = [("code", Some(code.to_owned()))];
    Ok(records::list(db, &equal, "", 1).await?.pop())
}

async fn all_there(tx: &mut WriteTx, request: &LabPanelRequest) -> Result<(), LabError> {
    for (n, id) in request.test_ids.iter().enumerate() {
        let test: Option<LabTest> = records::find(&mut **tx, id).await?;
        if test.is_none() {
            return Err(LabError::Invalid(vec![format!(
                "/test_ids/{n}: is no test of the catalogue"
            )]));
        }
    }
    Ok(())
}

pub(super) fn allow(version: IfMatch, is: u64) -> Result<(), LabError> {
    if version.allows(is) {
        Ok(())
    } else {
        Err(LabError::OtherVersion { is })
    }
}
