// The pages and where they are. Each is loaded when it is opened.

import { CacheProvider } from '@emotion/react';
import { CssBaseline, ThemeProvider, useMediaQuery } from '@mui/material';
import { useEffect, useMemo, useState } from 'react';
import { createBrowserRouter, Navigate, RouterProvider, type RouteObject } from 'react-router';
import { mark, type Spoken } from '@kit/languages';
import { Notices } from '@kit/notices';
import { usePreferences } from '@kit/preferences';
import { themeOf } from '@kit/theme';
import { load } from './i18n/languages';
import { Failure } from './layout/failure';
import { Shell } from './layout/shell';
import { HomePage } from './pages/home/page';

export const ROUTES: RouteObject[] = [
  {
    path: '/',
    Component: Shell,
    errorElement: <Failure />,
    children: [
      { index: true, element: <Navigate to="/home" replace /> },
      { path: 'home', Component: HomePage },
      { path: 'patients', lazy: async () => ({ Component: (await import('./pages/patients/page')).PatientsPage }) },
      { path: 'patients/new', lazy: async () => ({ Component: (await import('./pages/patients/register')).RegisterPage }) },
      {
        path: 'patients/:id',
        lazy: async () => ({ Component: (await import('./pages/chart/page')).ChartPage }),
        children: [
          { index: true, lazy: async () => ({ Component: (await import('./pages/chart/timeline-tab')).TimelineTab }) },
          { path: 'encounters', lazy: async () => ({ Component: (await import('./pages/chart/encounters-tab')).EncountersTab }) },
          { path: 'laboratory', lazy: async () => ({ Component: (await import('./pages/laboratory/orders-tab')).LabOrdersTab }) },
          { path: 'results', lazy: async () => ({ Component: (await import('./pages/chart/results-tab')).ResultsTab }) },
          { path: 'medication', lazy: async () => ({ Component: (await import('./pages/chart/medication-tab')).MedicationTab }) },
          { path: 'doses', lazy: async () => ({ Component: (await import('./pages/chart/doses-tab')).DosesTab }) },
          { path: 'allergies', lazy: async () => ({ Component: (await import('./pages/chart/allergies-tab')).AllergiesTab }) },
          { path: 'vitals', lazy: async () => ({ Component: (await import('./pages/chart/vitals-tab')).VitalsTab }) },
          { path: 'appointments', lazy: async () => ({ Component: (await import('./pages/chart/appointments-tab')).AppointmentsTab }) },
          { path: 'problems', lazy: async () => ({ Component: (await import('./pages/chart/records-tab')).ProblemsTab }) },
          { path: 'procedures', lazy: async () => ({ Component: (await import('./pages/chart/records-tab')).ProceduresTab }) },
          { path: 'immunizations', lazy: async () => ({ Component: (await import('./pages/chart/records-tab')).ImmunizationsTab }) },
          { path: 'notes', lazy: async () => ({ Component: (await import('./pages/chart/notes-tab')).NotesTab }) },
          { path: 'observations', lazy: async () => ({ Component: (await import('./pages/chart/observations-tab')).ObservationsTab }) },
          { path: 'billing', lazy: async () => ({ Component: (await import('./pages/chart/billing-tab')).BillingTab }) },
          {
            path: 'record',
            lazy: async () => ({ Component: (await import('./pages/record/frame')).RecordFrame }),
            children: [
              { index: true, lazy: async () => ({ Component: (await import('./pages/record/notes-tab')).SoapNotesTab }) },
              { path: 'notes/:note', lazy: async () => ({ Component: (await import('./pages/record/note-page')).SoapNotePage }) },
              { path: 'notes/:note/write', lazy: async () => ({ Component: (await import('./pages/record/note-editor')).WriteNotePage }) },
              { path: 'notes/:note/versions', lazy: async () => ({ Component: (await import('./pages/record/note-versions')).NoteVersionsPage }) },
              { path: 'problems', lazy: async () => ({ Component: (await import('./pages/record/entry-tabs')).ProblemListTab }) },
              { path: 'care-plans', lazy: async () => ({ Component: (await import('./pages/record/entry-tabs')).CarePlansTab }) },
              { path: 'histories', lazy: async () => ({ Component: (await import('./pages/record/entry-tabs')).HistoriesTab }) },
              { path: 'wishes', lazy: async () => ({ Component: (await import('./pages/record/entry-tabs')).WishesTab }) },
              { path: 'team', lazy: async () => ({ Component: (await import('./pages/record/entry-tabs')).CareTeamTab }) },
              { path: 'documents', lazy: async () => ({ Component: (await import('./pages/record/documents-tab')).DocumentsTab }) },
              { path: 'hand-over', lazy: async () => ({ Component: (await import('./pages/record/hand-over')).HandOverTab }) },
            ],
          },
          { path: 'prescribe', lazy: async () => ({ Component: (await import('./pages/prescribe/page')).PrescribePage }) },
        ],
      },
      { path: 'appointments', lazy: async () => ({ Component: (await import('./pages/appointments/page')).AppointmentsPage }) },
      { path: 'patients/:id/merge', lazy: async () => ({ Component: (await import('./pages/chart/merge')).MergePage }) },
      { path: 'patients/:id/print', lazy: async () => ({ Component: (await import('./pages/print/patient')).PrintPatientPage }) },
      { path: 'patients/:id/summary', lazy: async () => ({ Component: (await import('./pages/record/summary')).RecordSummaryPage }) },
      { path: 'patients/:id/notes/:note/print', lazy: async () => ({ Component: (await import('./pages/record/print-note')).PrintNotePage }) },
      { path: 'records', lazy: async () => ({ Component: (await import('./pages/record/worklists')).AttentionPage }) },
      { path: 'records/to-co-sign', lazy: async () => ({ Component: (await import('./pages/record/worklists')).ToCosignPage }) },
      { path: 'records/drafts', lazy: async () => ({ Component: (await import('./pages/record/worklists')).DraftsPage }) },
      { path: 'records/hand-over', lazy: async () => ({ Component: (await import('./pages/record/worklists')).WardHandOverPage }) },
      { path: 'records/care-plans', lazy: async () => ({ Component: (await import('./pages/record/worklists')).PlansDuePage }) },
      { path: 'appointments/today', lazy: async () => ({ Component: (await import('./pages/appointments/today')).TodayPage }) },
      { path: 'appointments/waiting', lazy: async () => ({ Component: (await import('./pages/appointments/waiting')).WaitingPage }) },
      { path: 'appointments/:id', lazy: async () => ({ Component: (await import('./pages/appointments/detail')).AppointmentPage }) },
      { path: 'beds', lazy: async () => ({ Component: (await import('./pages/beds/page')).BedsPage }) },
      { path: 'alarms', lazy: async () => ({ Component: (await import('./pages/alarms/page')).AlarmsPage }) },
      { path: 'prescriptions', lazy: async () => ({ Component: (await import('./pages/prescriptions/page')).PrescriptionsPage }) },
      { path: 'prescriptions/:id', lazy: async () => ({ Component: (await import('./pages/prescriptions/detail')).PrescriptionPage }) },
      { path: 'prescriptions/:id/print', lazy: async () => ({ Component: (await import('./pages/print/prescription')).PrintPrescriptionPage }) },
      { path: 'pharmacy', lazy: async () => ({ Component: (await import('./pages/pharmacy/page')).PharmacyPage }) },
      { path: 'doses', lazy: async () => ({ Component: (await import('./pages/doses/page')).DosesPage }) },
      { path: 'billing', lazy: async () => ({ Component: (await import('./pages/billing/invoices')).InvoicesPage }) },
      { path: 'billing/charges', lazy: async () => ({ Component: (await import('./pages/billing/charges')).ChargesPage }) },
      { path: 'billing/claims', lazy: async () => ({ Component: (await import('./pages/billing/claims')).ClaimsPage }) },
      { path: 'billing/claims/:id', lazy: async () => ({ Component: (await import('./pages/billing/claims')).ClaimPage }) },
      { path: 'billing/approvals', lazy: async () => ({ Component: (await import('./pages/billing/approvals')).ApprovalsPage }) },
      { path: 'billing/prices', lazy: async () => ({ Component: (await import('./pages/billing/prices')).PricesPage }) },
      { path: 'billing/prices/:id', lazy: async () => ({ Component: (await import('./pages/billing/prices')).PriceListPage }) },
      { path: 'billing/reports', lazy: async () => ({ Component: (await import('./pages/billing/reports')).ReportsPage }) },
      { path: 'billing/accounts/:id', lazy: async () => ({ Component: (await import('./pages/billing/account')).AccountPage }) },
      { path: 'billing/invoices/:id', lazy: async () => ({ Component: (await import('./pages/billing/invoice')).InvoicePage }) },
      { path: 'billing/invoices/:id/print', lazy: async () => ({ Component: (await import('./pages/billing/print')).PrintInvoicePage }) },
      { path: 'billing/statements/:id', lazy: async () => ({ Component: (await import('./pages/billing/print')).StatementPage }) },
      { path: 'inventory', lazy: async () => ({ Component: (await import('./pages/inventory/stock')).StockPage }) },
      { path: 'inventory/alerts', lazy: async () => ({ Component: (await import('./pages/inventory/alerts')).StockAlertsPage }) },
      { path: 'inventory/orders', lazy: async () => ({ Component: (await import('./pages/inventory/orders')).OrdersPage }) },
      { path: 'inventory/batches/:id', lazy: async () => ({ Component: (await import('./pages/inventory/batch')).BatchPage }) },
      { path: 'lab', lazy: async () => ({ Component: (await import('./pages/lab/page')).LabPage }) },
      { path: 'laboratory', lazy: async () => ({ Component: (await import('./pages/laboratory/page')).LaboratoryPage }) },
      { path: 'laboratory/orders/:id', lazy: async () => ({ Component: (await import('./pages/laboratory/order')).LabOrderPage }) },
      { path: 'laboratory/specimens/:id', lazy: async () => ({ Component: (await import('./pages/laboratory/specimen')).SpecimenPage }) },
      { path: 'laboratory/specimens/:id/label', lazy: async () => ({ Component: (await import('./pages/laboratory/label')).SpecimenLabelPage }) },
      { path: 'laboratory/critical/:id', lazy: async () => ({ Component: (await import('./pages/laboratory/critical')).CriticalResultPage }) },
      { path: 'laboratory/catalogue', lazy: async () => ({ Component: (await import('./pages/laboratory/catalogue')).CataloguePage }) },
      { path: 'laboratory/catalogue/tests/:id', lazy: async () => ({ Component: (await import('./pages/laboratory/test')).LabTestPage }) },
      { path: 'laboratory/catalogue/panels/:id', lazy: async () => ({ Component: (await import('./pages/laboratory/panel')).LabPanelPage }) },
      { path: 'alerts', lazy: async () => ({ Component: (await import('./pages/alerts/page')).AlertsPage }) },
      { path: 'high-alert', lazy: async () => ({ Component: (await import('./pages/high-alert/page')).HighAlertPage }) },
      { path: 'inventory/counts', lazy: async () => ({ Component: (await import('./pages/inventory/counts')).CountsPage }) },
      { path: 'inventory/counts/:id', lazy: async () => ({ Component: (await import('./pages/inventory/counts')).CountPage }) },
      { path: 'inventory/items', lazy: async () => ({ Component: (await import('./pages/inventory/catalogue')).ItemsPage }) },
      { path: 'inventory/places', lazy: async () => ({ Component: (await import('./pages/inventory/catalogue')).StockPlacesPage }) },
      { path: 'inventory/suppliers', lazy: async () => ({ Component: (await import('./pages/inventory/catalogue')).SuppliersPage }) },
      { path: 'sites', lazy: async () => ({ Component: (await import('./pages/sites/facilities')).FacilitiesPage }) },
      { path: 'sites/organizations', lazy: async () => ({ Component: (await import('./pages/sites/organizations')).OrganizationsPage }) },
      { path: 'sites/staff', lazy: async () => ({ Component: (await import('./pages/sites/staff')).StaffPage }) },
      { path: 'sites/staff/:id', lazy: async () => ({ Component: (await import('./pages/sites/member')).StaffMemberPage }) },
      { path: 'sites/:id', lazy: async () => ({ Component: (await import('./pages/sites/facility')).FacilityPage }) },
      { path: 'notifications', lazy: async () => ({ Component: (await import('./pages/notifications/page')).NotificationsPage }) },
      { path: 'notifications/preferences', lazy: async () => ({ Component: (await import('./pages/notifications/preferences')).PreferencesPage }) },
      { path: 'notifications/templates', lazy: async () => ({ Component: (await import('./pages/notifications/templates')).TemplatesPage }) },
      { path: 'notifications/templates/:id', lazy: async () => ({ Component: (await import('./pages/notifications/template')).TemplatePage }) },
      { path: 'notifications/sent', lazy: async () => ({ Component: (await import('./pages/notifications/sent')).SentPage }) },
      { path: 'payments', lazy: async () => ({ Component: (await import('./pages/payments/list')).PaymentsPage }) },
      { path: 'payments/verification', lazy: async () => ({ Component: (await import('./pages/payments/verification')).VerificationPage }) },
      { path: 'payments/refunds', lazy: async () => ({ Component: (await import('./pages/payments/refunds')).PaymentRefundsPage }) },
      { path: 'payments/reconciliation', lazy: async () => ({ Component: (await import('./pages/payments/reconciliation')).ReconciliationPage }) },
      { path: 'payments/plans', lazy: async () => ({ Component: (await import('./pages/payments/plans')).PlansPage }) },
      { path: 'payments/plans/:id', lazy: async () => ({ Component: (await import('./pages/payments/plans')).PlanPage }) },
      { path: 'payments/disputes', lazy: async () => ({ Component: (await import('./pages/payments/disputes')).DisputesPage }) },
      { path: 'payments/daily', lazy: async () => ({ Component: (await import('./pages/payments/daily')).DailyPage }) },
      { path: 'payments/drawer', lazy: async () => ({ Component: (await import('./pages/payments/drawer')).DrawerPage }) },
      { path: 'payments/:id', lazy: async () => ({ Component: (await import('./pages/payments/detail')).PaymentPage }) },
      { path: 'audit', lazy: async () => ({ Component: (await import('./pages/audit/page')).AuditPage }) },
      { path: 'account', lazy: async () => ({ Component: (await import('./pages/account/page')).AccountPage }) },
      { path: '*', element: <Failure isMissing /> },
    ],
  },
];

const router = createBrowserRouter(ROUTES);

/** `initial`: the language that was loaded before the first drawing. */
export function App({ initial }: { initial: Spoken }) {
  const choice = usePreferences((preferences) => preferences.theme);
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const mode = choice === 'system' ? (prefersDark ? 'dark' : 'light') : choice;
  const [spoken, setSpoken] = useState(initial);
  const language = usePreferences((preferences) => preferences.language);
  useEffect(() => {
    let isWanted = true;
    if (spoken.language !== language) void load(language).then((next) => isWanted && setSpoken(next));
    return () => {
      isWanted = false;
    };
  }, [language, spoken]);
  useEffect(() => mark(spoken), [spoken]);
  const theme = useMemo(() => themeOf(mode, spoken.direction, spoken.words), [mode, spoken]);
  const app = (
    <ThemeProvider theme={theme}>
      <CssBaseline enableColorScheme />
      {/* Words are chosen while drawing, so another language draws everything anew. */}
      <RouterProvider key={spoken.language} router={router} />
      <Notices />
    </ThemeProvider>
  );
  return spoken.cache ? <CacheProvider value={spoken.cache}>{app}</CacheProvider> : app;
}
