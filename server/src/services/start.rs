//! How each service is started: its database, whom it calls, what it does beside the requests.

use std::sync::Arc;

use anyhow::{Context, Result};
use nilecare_appointment::AppointmentService;
use nilecare_billing::BillingService;
use nilecare_business::BusinessService;
use nilecare_cds::CdsService;
use nilecare_clinical::ClinicalService;
use nilecare_contracts::cds::CdsClient;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::facility::FacilityClient;
use nilecare_contracts::{
    appointment, billing, business, cds, clinical, device, ehr, facility, inventory, lab, medication, notification,
    payment,
};
use nilecare_device::DeviceService;
use nilecare_ehr::EhrService;
use nilecare_facility::FacilityService;
use nilecare_inventory::InventoryService;
use nilecare_lab::LabService;
use nilecare_medication::MedicationService;
use nilecare_notification::NotificationService;
use nilecare_orchestrator::Orchestrator;
use nilecare_payment::PaymentService;
use nilecare_tasks::{LocalTasks, TaskQueue};

use super::round::{DAY, HOUR, MINUTE};
use super::{Round, Start};
use crate::roles::{MAIN, Roles};

impl Start<'_> {
    /// Starts the services of `roles`.
    pub(super) async fn services(&mut self, roles: &Roles) -> Result<()> {
        if roles.has(clinical::SERVICE) {
            self.clinical().await?;
        }
        if roles.has(lab::SERVICE) {
            self.lab().await?;
        }
        if roles.has(cds::SERVICE) {
            self.cds().await?;
        }
        if roles.has(medication::SERVICE) {
            self.medication().await?;
        }
        if roles.has(facility::SERVICE) {
            self.facility().await?;
        }
        if roles.has(business::SERVICE) {
            self.business().await?;
        }
        if roles.has(appointment::SERVICE) {
            self.appointment().await?;
        }
        if roles.has(billing::SERVICE) {
            self.billing().await?;
        }
        if roles.has(inventory::SERVICE) {
            self.inventory().await?;
        }
        if roles.has(payment::SERVICE) {
            self.payment().await?;
        }
        if roles.has(ehr::SERVICE) {
            self.ehr().await?;
        }
        if roles.has(device::SERVICE) {
            self.device().await?;
        }
        if roles.has(notification::SERVICE) {
            self.notification().await?;
        }
        if roles.has(MAIN) {
            let calls = self.calls.named("orchestrator", &[])?;
            let orchestrator = Orchestrator::new(calls.shared(), self.verifier.clone()).audited_by(self.auditor());
            self.routers.push((MAIN, orchestrator.router()));
        }
        Ok(())
    }

    async fn clinical(&mut self) -> Result<()> {
        let db = self.open(clinical::SERVICE).await?;
        let service = ClinicalService::new(db, Arc::clone(self.clock), self.verifier.clone()).await?;
        let service = service.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.daily(
            "forgetting old commands of the clinical service",
            &service,
            |service| async move { service.forget_old_commands().await },
        );
        self.routers.push((clinical::SERVICE, service.router()));
        Ok(())
    }

    async fn lab(&mut self) -> Result<()> {
        let calls = self.calls.named(lab::SERVICE, &nilecare_lab::SERVICE_PERMISSIONS)?;
        let db = self.open(lab::SERVICE).await?;
        let clinical = ClinicalClient::new(calls.shared());
        let service = LabService::new(db, Arc::clone(self.clock), self.verifier.clone(), clinical).await?;
        let service = service.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.work.rounds.push(Round::new(
            "critical results that nobody acknowledged",
            MINUTE,
            &service,
            |service| async move { service.escalate().await },
        ));
        self.daily(
            "forgetting old commands of the laboratory",
            &service,
            |service| async move { service.forget_old_commands().await },
        );
        self.routers.push((lab::SERVICE, service.router()));
        Ok(())
    }

    async fn cds(&mut self) -> Result<()> {
        let calls = self.calls.named(cds::SERVICE, &nilecare_cds::SERVICE_PERMISSIONS)?;
        let db = self.open(cds::SERVICE).await?;
        let clinical = ClinicalClient::new(calls.shared());
        let service = CdsService::new(db, Arc::clone(self.clock), self.verifier.clone(), clinical).await?;
        let service = service.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.daily(
            "forgetting old commands of decision support",
            &service,
            |service| async move { service.forget_old_commands().await },
        );
        self.routers.push((cds::SERVICE, service.router()));
        Ok(())
    }

    async fn medication(&mut self) -> Result<()> {
        let permissions = &nilecare_medication::SERVICE_PERMISSIONS;
        let calls = self.calls.named(medication::SERVICE, permissions)?;
        let db = self.open(medication::SERVICE).await?;
        let (clinical, cds) = (ClinicalClient::new(calls.shared()), CdsClient::new(calls.shared()));
        let service = MedicationService::new(db, Arc::clone(self.clock), self.verifier.clone(), clinical, cds).await?;
        let service = service.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.daily(
            "forgetting old commands of medication",
            &service,
            |service| async move { service.forget_old_commands().await },
        );
        self.daily(
            "ending prescriptions whose last day has gone by",
            &service,
            |service| async move { service.end_old().await },
        );
        self.routers.push((medication::SERVICE, service.router()));
        Ok(())
    }

    async fn facility(&mut self) -> Result<()> {
        let calls = self
            .calls
            .named(facility::SERVICE, &nilecare_facility::SERVICE_PERMISSIONS)?;
        let db = self.open(facility::SERVICE).await?;
        let clinical = ClinicalClient::new(calls.shared());
        let service = FacilityService::new(db, Arc::clone(self.clock), self.verifier.clone(), clinical).await?;
        let service = service.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.work.consumers.push(service.consumer(Arc::clone(&self.bus)));
        self.routers.push((facility::SERVICE, service.router()));
        Ok(())
    }

    async fn business(&mut self) -> Result<()> {
        let calls = self
            .calls
            .named(business::SERVICE, &nilecare_business::SERVICE_PERMISSIONS)?;
        let db = self.open(business::SERVICE).await?;
        let facility = FacilityClient::new(calls.shared());
        let service = BusinessService::new(db, Arc::clone(self.clock), self.verifier.clone(), facility).await?;
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.routers.push((business::SERVICE, service.router()));
        Ok(())
    }

    async fn appointment(&mut self) -> Result<()> {
        let permissions = &nilecare_appointment::SERVICE_PERMISSIONS;
        let calls = self.calls.named(appointment::SERVICE, permissions)?;
        let db = self.open(appointment::SERVICE).await?;
        let service = AppointmentService::new(db, Arc::clone(self.clock), self.verifier.clone(), calls.shared());
        let service = service.await?.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.work.rounds.push(Round::new(
            "reminders and the waiting list",
            MINUTE,
            &service,
            |service| async move { service.do_what_is_due().await },
        ));
        self.daily(
            "forgetting old commands of appointments",
            &service,
            |service| async move { service.forget_old_commands().await },
        );
        self.routers.push((appointment::SERVICE, service.router()));
        Ok(())
    }

    async fn billing(&mut self) -> Result<()> {
        let calls = self
            .calls
            .named(billing::SERVICE, &nilecare_billing::SERVICE_PERMISSIONS)?;
        let db = self.open(billing::SERVICE).await?;
        let service = BillingService::new(db, Arc::clone(self.clock), self.verifier.clone(), calls.shared());
        let service = service.await?.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.work.consumers.push(service.consumer(Arc::clone(&self.bus)));
        self.work.rounds.push(Round::new(
            "days in beds and prices",
            HOUR,
            &service,
            |service| async move { service.do_what_is_due().await },
        ));
        self.daily("forgetting old commands of billing", &service, |service| async move {
            service.forget_old_commands().await
        });
        self.routers.push((billing::SERVICE, service.router()));
        Ok(())
    }

    async fn inventory(&mut self) -> Result<()> {
        let calls = self
            .calls
            .named(inventory::SERVICE, &nilecare_inventory::SERVICE_PERMISSIONS)?;
        let db = self.open(inventory::SERVICE).await?;
        let service = InventoryService::new(db, Arc::clone(self.clock), self.verifier.clone(), calls.shared());
        let service = service.await?.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.work.consumers.push(service.consumer(Arc::clone(&self.bus)));
        self.work.rounds.push(Round::new(
            "reservations and days of expiry of stock",
            MINUTE,
            &service,
            |service| async move { service.do_what_is_due().await },
        ));
        self.daily("forgetting old commands of inventory", &service, |service| async move {
            service.forget_old_commands().await
        });
        self.routers.push((inventory::SERVICE, service.router()));
        Ok(())
    }

    async fn payment(&mut self) -> Result<()> {
        let calls = self
            .calls
            .named(payment::SERVICE, &nilecare_payment::SERVICE_PERMISSIONS)?;
        let db = self.open(payment::SERVICE).await?;
        let options = self.settings.payment.clone();
        let service = PaymentService::new(
            db,
            Arc::clone(self.clock),
            self.verifier.clone(),
            calls.shared(),
            options,
        );
        let service = service.await.context("starting payment")?.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.work.rounds.push(Round::new(
            "payments that are on their way",
            MINUTE,
            &service,
            |service| async move { service.do_what_is_due().await },
        ));
        self.daily("forgetting old commands of payment", &service, |service| async move {
            service.forget_old_commands().await
        });
        self.routers.push((payment::SERVICE, service.router()));
        Ok(())
    }

    async fn ehr(&mut self) -> Result<()> {
        let calls = self.calls.named(ehr::SERVICE, &nilecare_ehr::SERVICE_PERMISSIONS)?;
        let db = self.open(ehr::SERVICE).await?;
        let options = self.settings.ehr.clone();
        let service = EhrService::new(
            db,
            Arc::clone(self.clock),
            self.verifier.clone(),
            calls.shared(),
            options,
        );
        let service = service.await?.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.daily(
            "forgetting old commands of the record",
            &service,
            |service| async move { service.forget_old_commands().await },
        );
        self.routers.push((ehr::SERVICE, service.router()));
        Ok(())
    }

    async fn device(&mut self) -> Result<()> {
        let calls = self
            .calls
            .named(device::SERVICE, &nilecare_device::SERVICE_PERMISSIONS)?;
        let db = self.open(device::SERVICE).await?;
        let clinical = ClinicalClient::new(calls.shared());
        let service = DeviceService::new(db, Arc::clone(self.clock), self.verifier.clone(), clinical).await?;
        let service = service.audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.work.device_upkeep = Some(service.upkeep());
        self.daily("forgetting old commands of devices", &service, |service| async move {
            service.forget_old_commands().await
        });
        self.daily("putting old vital signs together", &service, |service| async move {
            service.compact().await
        });
        self.routers.push((device::SERVICE, service.router()));
        Ok(())
    }

    /// With the queue of tasks, which nobody else fills.
    async fn notification(&mut self) -> Result<()> {
        let tasks = LocalTasks::open(self.open("tasks").await?, Arc::clone(self.clock)).await;
        let tasks = tasks.context("opening the queue of tasks")?;
        let queue: Arc<dyn TaskQueue> = Arc::new(tasks.clone());
        let permissions = &nilecare_notification::SERVICE_PERMISSIONS;
        let calls = self.calls.named(notification::SERVICE, permissions)?;
        let settings = &self.settings.notification;
        let service = NotificationService::new(
            self.open(notification::SERVICE).await?,
            Arc::clone(self.clock),
            self.verifier.clone(),
            calls.shared(),
            Arc::clone(&queue),
        );
        let service = service
            .await?
            .carried_by(settings.carriers(&self.settings.outbound.list())?)
            .with(settings.options()?)
            .audited_by(self.auditor());
        self.work.relays.push(service.relay(Arc::clone(&self.bus)));
        self.work.consumers.push(service.consumer(Arc::clone(&self.bus)));
        self.work.workers.extend(service.workers(settings.sms_rate()));
        self.work.rounds.push(Round::new(
            "notifications without a task",
            MINUTE,
            &service,
            |service| async move { service.do_what_is_due().await },
        ));
        self.daily(
            "forgetting old commands of notifications",
            &service,
            |service| async move { service.forget_old_commands().await },
        );
        self.daily("forgetting tasks that were done", &tasks, |tasks| async move {
            tasks.forget_done().await
        });
        self.routers.push((notification::SERVICE, service.router()));
        self.routers
            .push(("tasks", nilecare_tasks::router(queue, &self.verifier)));
        Ok(())
    }

    /// What is old is forgotten once a day; what failed is tried again the next day.
    fn daily<S, F, T, E>(&mut self, what: &'static str, service: &S, work: impl Fn(S) -> F + Send + Sync + 'static)
    where
        S: Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, E>> + Send + 'static,
        E: std::fmt::Display,
    {
        self.work.rounds.push(Round::new(what, DAY, service, work));
    }
}
