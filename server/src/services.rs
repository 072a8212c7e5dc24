//! The domain services of this process, made known to one another.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use jiff::SignedDuration;
use nilecare_appointment::AppointmentService;
use nilecare_audit::{AuditKey, AuditLog, Recorder};
use nilecare_auth::{AuthOptions, AuthService};
use nilecare_billing::BillingService;
use nilecare_bus::{Consumer, EventBus, LocalBus, Relay};
use nilecare_business::BusinessService;
use nilecare_cds::CdsService;
use nilecare_clinical::ClinicalService;
use nilecare_contracts::cds::CdsClient;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::facility::FacilityClient;
use nilecare_contracts::{
    ENGINE_PERMISSIONS, appointment, auth, billing, business, cds, clinical, device, ehr, facility, inventory, lab,
    medication, notification, payment,
};
use nilecare_device::{DeviceService, Upkeep};
use nilecare_ehr::EhrService;
use nilecare_facility::FacilityService;
use nilecare_http::{
    Auditor, HttpOptions, InProcess, OpenApiRouter, ServiceIdentity, TokenIssuer, TokenKey, TokenVerifier, finish,
};
use nilecare_inventory::InventoryService;
use nilecare_lab::LabService;
use nilecare_live::LiveHub;
use nilecare_medication::MedicationService;
use nilecare_notification::NotificationService;
use nilecare_payment::PaymentService;
use nilecare_sql::Db;
use nilecare_tasks::{LocalTasks, TaskQueue, Worker};
use nilecare_types::{Clock, Secret};

use crate::live;
use crate::settings::Settings;

/// Events that a channel or service did not read by then are gone for it.
const KEEP_EVENTS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How soon a day in a bed is charged after it has ended.
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);
/// How exactly reminders are told, and offers passed on.
const MINUTE: Duration = Duration::from_secs(60);

/// The services, running.
pub struct Services {
    /// The routes of sign-in.
    pub auth: OpenApiRouter,
    /// Checks tokens and API keys.
    pub verifier: TokenVerifier,
    /// Puts accesses to patients' data on record.
    pub auditor: Arc<dyn Auditor>,
    /// The routes of the others.
    pub routers: Vec<OpenApiRouter>,
    /// Calls them as the engine.
    pub caller: Arc<InProcess>,
    /// Carries their events.
    pub bus: Arc<dyn EventBus>,
    /// Bring their events to the bus; to be run.
    pub relays: Vec<Relay>,
    /// Read the events of one another; to be run.
    pub consumers: Vec<Consumer>,
    /// What comes with time; to be run.
    pub rounds: Vec<Round>,
    /// Tells browsers what happens; to be run.
    pub live: LiveHub,
    /// Send mails and text messages; to be run.
    pub workers: Vec<Worker>,
    /// Looks after alarms and devices; to be run.
    pub device_upkeep: Upkeep,
    /// The first user's password, when one was made up.
    pub first_password: Option<Secret<String>>,
    /// What is to be done daily.
    pub housekeeping: Housekeeping,
}

impl Services {
    /// Opens the databases and starts the services.
    pub async fn open(
        settings: &Settings,
        clock: &Arc<dyn Clock>,
        key: &TokenKey,
        audit_key: AuditKey,
        admin_password: Option<Secret<String>>,
    ) -> Result<Self> {
        let issuer = TokenIssuer::new(key, Arc::clone(clock));
        // Each caller has its own permissions.
        let calls_as = |name: &str, permissions: &[&str]| {
            Arc::new(InProcess::new(ServiceIdentity::new(name, permissions, issuer.clone())))
        };
        let engine_calls = calls_as("engine", &ENGINE_PERMISSIONS);
        let lab_calls = calls_as(lab::SERVICE, &nilecare_lab::SERVICE_PERMISSIONS);
        let cds_calls = calls_as(cds::SERVICE, &nilecare_cds::SERVICE_PERMISSIONS);
        let medication_calls = calls_as(medication::SERVICE, &nilecare_medication::SERVICE_PERMISSIONS);
        let facility_calls = calls_as(facility::SERVICE, &nilecare_facility::SERVICE_PERMISSIONS);
        let business_calls = calls_as(business::SERVICE, &nilecare_business::SERVICE_PERMISSIONS);
        let appointment_calls = calls_as(appointment::SERVICE, &nilecare_appointment::SERVICE_PERMISSIONS);
        let inventory_calls = calls_as(inventory::SERVICE, &nilecare_inventory::SERVICE_PERMISSIONS);
        let billing_calls = calls_as(billing::SERVICE, &nilecare_billing::SERVICE_PERMISSIONS);
        let payment_calls = calls_as(payment::SERVICE, &nilecare_payment::SERVICE_PERMISSIONS);
        let ehr_calls = calls_as(ehr::SERVICE, &nilecare_ehr::SERVICE_PERMISSIONS);
        let device_calls = calls_as(device::SERVICE, &nilecare_device::SERVICE_PERMISSIONS);
        let notification_calls = calls_as(notification::SERVICE, &nilecare_notification::SERVICE_PERMISSIONS);
        let live_calls = calls_as("live", &[clinical::PATIENTS_READ.as_str()]);
        let open = async |service: &str| {
            Db::open(&settings.store_url(service))
                .await
                .with_context(|| format!("opening the database of {service}"))
        };

        let auth = AuthService::new(open("auth").await?, Arc::clone(clock), key, auth_options(settings)?).await?;
        let verifier = auth.verifier().clone();
        let first_password = auth
            .ensure_admin(admin_password)
            .await
            .context("adding the first user")?;
        let audit = AuditLog::open(open("audit").await?, audit_key)
            .await
            .context("opening the audit log")?;
        let recorder = Recorder::new(audit.clone(), Arc::clone(clock));
        let clinical = ClinicalService::new(open(clinical::SERVICE).await?, Arc::clone(clock), verifier.clone())
            .await?
            .audited_by(Arc::new(recorder.clone()));
        let lab_clinical = ClinicalClient::new(lab_calls.clone());
        let lab = LabService::new(
            open(lab::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            lab_clinical,
        )
        .await?
        .audited_by(Arc::new(recorder.clone()));
        let cds_clinical = ClinicalClient::new(cds_calls.clone());
        let cds = CdsService::new(
            open(cds::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            cds_clinical,
        )
        .await?
        .audited_by(Arc::new(recorder.clone()));
        let medication = MedicationService::new(
            open(medication::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            ClinicalClient::new(medication_calls.clone()),
            CdsClient::new(medication_calls.clone()),
        )
        .await?
        .audited_by(Arc::new(recorder.clone()));
        let facility = FacilityService::new(
            open(facility::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            ClinicalClient::new(facility_calls.clone()),
        )
        .await?
        .audited_by(Arc::new(recorder.clone()));
        let business = BusinessService::new(
            open(business::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            FacilityClient::new(business_calls.clone()),
        )
        .await?;
        let appointment = AppointmentService::new(
            open(appointment::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            appointment_calls.clone(),
        )
        .await?
        .audited_by(Arc::new(recorder.clone()));
        let inventory = InventoryService::new(
            open(inventory::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            inventory_calls.clone(),
        )
        .await?
        .audited_by(Arc::new(recorder.clone()));
        let billing = BillingService::new(
            open(billing::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            billing_calls.clone(),
        )
        .await?
        .audited_by(Arc::new(recorder.clone()));
        let payment = PaymentService::new(
            open(payment::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            payment_calls.clone(),
            settings.payment.clone(),
        )
        .await
        .context("starting payment")?
        .audited_by(Arc::new(recorder.clone()));
        let ehr = EhrService::new(
            open(ehr::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            ehr_calls.clone(),
            settings.ehr.clone(),
        )
        .await?
        .audited_by(Arc::new(recorder.clone()));
        let devices = DeviceService::new(
            open(device::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            ClinicalClient::new(device_calls.clone()),
        )
        .await?
        .audited_by(Arc::new(recorder.clone()));

        let tasks = LocalTasks::open(open("tasks").await?, Arc::clone(clock))
            .await
            .context("opening the queue of tasks")?;
        let queue: Arc<dyn TaskQueue> = Arc::new(tasks.clone());
        let telling = NotificationService::new(
            open(notification::SERVICE).await?,
            Arc::clone(clock),
            verifier.clone(),
            notification_calls.clone(),
            Arc::clone(&queue),
        )
        .await?
        .carried_by(settings.notification.carriers(&settings.outbound.list())?)
        .with(settings.notification.options()?)
        .audited_by(Arc::new(recorder.clone()));

        let bus = LocalBus::open(open("bus").await?, Arc::clone(clock))
            .await
            .context("opening the event bus")?;
        let carrier: Arc<dyn EventBus> = Arc::new(bus.clone());
        let relays = vec![
            clinical.relay(Arc::clone(&carrier)),
            lab.relay(Arc::clone(&carrier)),
            cds.relay(Arc::clone(&carrier)),
            medication.relay(Arc::clone(&carrier)),
            facility.relay(Arc::clone(&carrier)),
            business.relay(Arc::clone(&carrier)),
            appointment.relay(Arc::clone(&carrier)),
            billing.relay(Arc::clone(&carrier)),
            inventory.relay(Arc::clone(&carrier)),
            payment.relay(Arc::clone(&carrier)),
            ehr.relay(Arc::clone(&carrier)),
            devices.relay(Arc::clone(&carrier)),
            telling.relay(Arc::clone(&carrier)),
        ];
        let consumers = vec![
            facility.consumer(Arc::clone(&carrier)),
            billing.consumer(Arc::clone(&carrier)),
            inventory.consumer(Arc::clone(&carrier)),
            telling.consumer(Arc::clone(&carrier)),
        ];
        let live = live::open(
            &bus,
            &verifier,
            audit.clone(),
            clock,
            ClinicalClient::new(live_calls.clone()),
        )
        .await?;

        lab_calls.register(clinical::SERVICE, plain(clinical.router()));
        cds_calls.register(clinical::SERVICE, plain(clinical.router()));
        medication_calls.register(clinical::SERVICE, plain(clinical.router()));
        medication_calls.register(cds::SERVICE, plain(cds.router()));
        facility_calls.register(clinical::SERVICE, plain(clinical.router()));
        business_calls.register(facility::SERVICE, plain(facility.router()));
        appointment_calls.register(clinical::SERVICE, plain(clinical.router()));
        appointment_calls.register(facility::SERVICE, plain(facility.router()));
        appointment_calls.register(business::SERVICE, plain(business.router()));
        billing_calls.register(clinical::SERVICE, plain(clinical.router()));
        billing_calls.register(facility::SERVICE, plain(facility.router()));
        inventory_calls.register(clinical::SERVICE, plain(clinical.router()));
        inventory_calls.register(facility::SERVICE, plain(facility.router()));
        payment_calls.register(clinical::SERVICE, plain(clinical.router()));
        payment_calls.register(facility::SERVICE, plain(facility.router()));
        payment_calls.register(billing::SERVICE, plain(billing.router()));
        ehr_calls.register(clinical::SERVICE, plain(clinical.router()));
        ehr_calls.register(medication::SERVICE, plain(medication.router()));
        ehr_calls.register(facility::SERVICE, plain(facility.router()));
        device_calls.register(clinical::SERVICE, plain(clinical.router()));
        notification_calls.register(auth::SERVICE, plain(auth.router()));
        notification_calls.register(clinical::SERVICE, plain(clinical.router()));
        notification_calls.register(facility::SERVICE, plain(facility.router()));
        notification_calls.register(business::SERVICE, plain(business.router()));
        notification_calls.register(lab::SERVICE, plain(lab.router()));
        live_calls.register(clinical::SERVICE, plain(clinical.router()));
        engine_calls.register(device::SERVICE, plain(devices.router()));
        engine_calls.register(clinical::SERVICE, plain(clinical.router()));
        engine_calls.register(lab::SERVICE, plain(lab.router()));
        Ok(Self {
            auth: auth.router(),
            auditor: Arc::new(recorder.clone()),
            routers: vec![
                clinical.router(),
                lab.router(),
                cds.router(),
                medication.router(),
                facility.router(),
                business.router(),
                appointment.router(),
                billing.router(),
                inventory.router(),
                payment.router(),
                ehr.router(),
                devices.router(),
                telling.router(),
                nilecare_tasks::router(queue, &verifier),
                live.router(),
                audit.router(&verifier, recorder),
            ],
            verifier,
            caller: engine_calls,
            bus: carrier,
            relays,
            consumers,
            rounds: vec![
                Round::new(
                    "reminders and the waiting list",
                    MINUTE,
                    &appointment,
                    |service| async move { service.do_what_is_due().await },
                ),
                Round::new("days in beds and prices", HOUR, &billing, |service| async move {
                    service.do_what_is_due().await
                }),
                Round::new(
                    "reservations and days of expiry of stock",
                    MINUTE,
                    &inventory,
                    |service| async move { service.do_what_is_due().await },
                ),
                Round::new(
                    "payments that are on their way",
                    MINUTE,
                    &payment,
                    |service| async move { service.do_what_is_due().await },
                ),
                Round::new(
                    "critical results that nobody acknowledged",
                    MINUTE,
                    &lab,
                    |service| async move { service.escalate().await },
                ),
                Round::new("notifications without a task", MINUTE, &telling, |service| async move {
                    service.do_what_is_due().await
                }),
            ],
            live,
            workers: telling.workers(settings.notification.sms_rate()),
            device_upkeep: devices.upkeep(),
            first_password,
            housekeeping: Housekeeping {
                clinical,
                lab,
                cds,
                medication,
                appointment,
                billing,
                inventory,
                payment,
                ehr,
                devices,
                notification: telling,
                tasks,
                bus,
            },
        })
    }
}

/// Reads the settings of auth.
pub fn auth_options(settings: &Settings) -> Result<AuthOptions> {
    let roles = settings.auth.second_factor_roles.clone();
    if let Some(unknown) = roles.iter().find(|role| nilecare_auth::roles::find(role).is_none()) {
        bail!("auth.second_factor_roles: there is no role {unknown:?}");
    }
    Ok(AuthOptions {
        second_factor_roles: roles,
        ..AuthOptions::default()
    })
}

fn plain(router: OpenApiRouter) -> axum::Router {
    finish(router.split_for_parts().0, HttpOptions::default())
}

/// What is to be done once a day.
pub struct Housekeeping {
    clinical: ClinicalService,
    lab: LabService,
    cds: CdsService,
    medication: MedicationService,
    appointment: AppointmentService,
    billing: BillingService,
    inventory: InventoryService,
    payment: PaymentService,
    ehr: EhrService,
    devices: DeviceService,
    notification: NotificationService,
    tasks: LocalTasks,
    bus: LocalBus,
}

impl Housekeeping {
    /// Runs until it is aborted.
    pub async fn run(self) {
        loop {
            tell(
                "forgetting old commands of the clinical service",
                self.clinical.forget_old_commands().await,
            );
            tell(
                "forgetting old commands of the laboratory",
                self.lab.forget_old_commands().await,
            );
            tell(
                "forgetting old commands of decision support",
                self.cds.forget_old_commands().await,
            );
            tell(
                "forgetting old commands of medication",
                self.medication.forget_old_commands().await,
            );
            tell(
                "ending prescriptions whose last day has gone by",
                self.medication.end_old().await,
            );
            tell(
                "forgetting old commands of appointments",
                self.appointment.forget_old_commands().await,
            );
            tell(
                "forgetting old commands of billing",
                self.billing.forget_old_commands().await,
            );
            tell(
                "forgetting old commands of inventory",
                self.inventory.forget_old_commands().await,
            );
            tell(
                "forgetting old commands of payment",
                self.payment.forget_old_commands().await,
            );
            tell(
                "forgetting old commands of the record",
                self.ehr.forget_old_commands().await,
            );
            tell(
                "forgetting old commands of devices",
                self.devices.forget_old_commands().await,
            );
            tell(
                "forgetting old commands of notifications",
                self.notification.forget_old_commands().await,
            );
            tell("forgetting tasks that were done", self.tasks.forget_done().await);
            tell("putting old vital signs together", self.devices.compact().await);
            tell("forgetting old events", self.bus.forget_older_than(KEEP_EVENTS).await);
            tokio::time::sleep(DAY).await;
        }
    }
}

/// What a service does from time to time.
pub struct Round {
    what: &'static str,
    every: Duration,
    work: Work,
}

type Done = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;
type Work = Box<dyn Fn() -> Done + Send + Sync>;

impl Round {
    fn new<S, F, T, E>(
        what: &'static str,
        every: Duration,
        service: &S,
        work: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self
    where
        S: Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, E>> + Send + 'static,
        E: std::fmt::Display,
    {
        let service = service.clone();
        let work = move || -> Done {
            let round = work(service.clone());
            Box::pin(async move { round.await.map(|_| ()).map_err(|error| error.to_string()) })
        };
        Self {
            what,
            every,
            work: Box::new(work),
        }
    }

    /// Runs until it is aborted. What failed is tried again the next time.
    pub async fn run(self) {
        loop {
            if let Err(error) = (self.work)().await {
                tracing::warn!(%error, what = self.what, "a round of upkeep failed; it is done again at the next time");
            }
            tokio::time::sleep(self.every).await;
        }
    }
}

/// What failed is tried again the next day.
fn tell<T, E: std::fmt::Display>(task: &str, done: Result<T, E>) {
    if let Err(error) = done {
        tracing::warn!(%error, task, "a daily task failed");
    }
}
