// The menu: the pages and the permission that each needs.

import AccountIcon from '@mui/icons-material/ManageAccountsOutlined';
import AlertsIcon from '@mui/icons-material/WarningAmberOutlined';
import AlarmIcon from '@mui/icons-material/NotificationsActiveOutlined';
import AppointmentsIcon from '@mui/icons-material/CalendarMonthOutlined';
import AuditIcon from '@mui/icons-material/HistoryOutlined';
import BedsIcon from '@mui/icons-material/HotelOutlined';
import BillingIcon from '@mui/icons-material/PaymentsOutlined';
import DosesIcon from '@mui/icons-material/VaccinesOutlined';
import HighAlertIcon from '@mui/icons-material/GppMaybeOutlined';
import InventoryIcon from '@mui/icons-material/Inventory2Outlined';
import RecordsIcon from '@mui/icons-material/AssignmentIndOutlined';
import PaymentsIcon from '@mui/icons-material/PointOfSaleOutlined';
import HomeIcon from '@mui/icons-material/SpaceDashboardOutlined';
import SitesIcon from '@mui/icons-material/ApartmentOutlined';
import ResultsIcon from '@mui/icons-material/QueryStatsOutlined';
import LabIcon from '@mui/icons-material/BiotechOutlined';
import PatientsIcon from '@mui/icons-material/PeopleOutlined';
import PharmacyIcon from '@mui/icons-material/LocalPharmacyOutlined';
import PrescriptionsIcon from '@mui/icons-material/ReceiptLongOutlined';
import type { SvgIconComponent } from '@mui/icons-material';

export interface Page {
  title: string;
  path: string;
  Icon: SvgIconComponent;
  permission?: string;
}

export const PAGES: Page[] = [
  { title: 'Home', path: '/home', Icon: HomeIcon },
  { title: 'Patients', path: '/patients', Icon: PatientsIcon, permission: 'patients:read' },
  { title: 'Appointments', path: '/appointments', Icon: AppointmentsIcon, permission: 'appointments:read' },
  { title: 'Records', path: '/records', Icon: RecordsIcon, permission: 'ehr:read' },
  { title: 'Beds', path: '/beds', Icon: BedsIcon, permission: 'beds:read' },
  { title: 'Alarms', path: '/alarms', Icon: AlarmIcon, permission: 'vitals:read' },
  { title: 'Prescriptions', path: '/prescriptions', Icon: PrescriptionsIcon, permission: 'prescriptions:read' },
  { title: 'Pharmacy queue', path: '/pharmacy', Icon: PharmacyIcon, permission: 'prescriptions:verify' },
  { title: 'Doses due', path: '/doses', Icon: DosesIcon, permission: 'administrations:write' },
  { title: 'Laboratory', path: '/laboratory', Icon: LabIcon, permission: 'lab-orders:read' },
  { title: 'Results by patient', path: '/lab', Icon: ResultsIcon, permission: 'lab-results:read' },
  { title: 'Safety alerts', path: '/alerts', Icon: AlertsIcon, permission: 'cds-alerts:read' },
  { title: 'High-alert drugs', path: '/high-alert', Icon: HighAlertIcon, permission: 'prescriptions:read' },
  { title: 'Inventory', path: '/inventory', Icon: InventoryIcon, permission: 'stock:read' },
  { title: 'Billing', path: '/billing', Icon: BillingIcon, permission: 'billing:read' },
  { title: 'Payments', path: '/payments', Icon: PaymentsIcon, permission: 'payments:read' },
  { title: 'Facilities and staff', path: '/sites', Icon: SitesIcon, permission: 'facilities:write' },
  { title: 'Access log', path: '/audit', Icon: AuditIcon, permission: 'audit:read' },
  { title: 'My account', path: '/account', Icon: AccountIcon },
];
