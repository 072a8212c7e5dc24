// The menu: the pages, the permission that each needs, and the key that follows `g`.

import AccountsIcon from '@mui/icons-material/VpnKeyOutlined';
import AlertsIcon from '@mui/icons-material/NotificationsOutlined';
import AuditIcon from '@mui/icons-material/PolicyOutlined';
import ConnectionsIcon from '@mui/icons-material/CableOutlined';
import ConfigurationIcon from '@mui/icons-material/TuneOutlined';
import DashboardIcon from '@mui/icons-material/SpaceDashboardOutlined';
import EventsIcon from '@mui/icons-material/HistoryOutlined';
import LibrariesIcon from '@mui/icons-material/CodeOutlined';
import LookupsIcon from '@mui/icons-material/TableChartOutlined';
import MessagesIcon from '@mui/icons-material/MailOutlined';
import ScriptsIcon from '@mui/icons-material/DataObjectOutlined';
import SecurityIcon from '@mui/icons-material/ShieldOutlined';
import SettingsIcon from '@mui/icons-material/SettingsOutlined';
import UsersIcon from '@mui/icons-material/PeopleOutlined';
import type { SvgIconComponent } from '@mui/icons-material';

export interface Page {
  title: string;
  path: string;
  key: string;
  Icon: SvgIconComponent;
  permission?: string;
  /** Where else its things are shown. */
  elsewhere?: string;
}

export const PAGES: Page[] = [
  { title: 'Dashboard', path: '/dashboard', key: 'd', Icon: DashboardIcon, permission: 'channels:read', elsewhere: '/channels' },
  { title: 'Messages', path: '/messages', key: 'm', Icon: MessagesIcon, permission: 'messages:read' },
  { title: 'Alerts', path: '/alerts', key: 'a', Icon: AlertsIcon, permission: 'channels:read', elsewhere: '/items/alert' },
  { title: 'Connections', path: '/items/connection', key: 'n', Icon: ConnectionsIcon, permission: 'channels:read' },
  { title: 'Code templates', path: '/items/library', key: 't', Icon: LibrariesIcon, permission: 'channels:read' },
  { title: 'Lookup tables', path: '/items/lookup', key: 'l', Icon: LookupsIcon, permission: 'channels:read' },
  { title: 'Global scripts', path: '/items/script', key: 's', Icon: ScriptsIcon, permission: 'channels:read' },
  { title: 'Configuration map', path: '/configuration', key: 'c', Icon: ConfigurationIcon, permission: 'configuration:read', elsewhere: '/items/configuration' },
  { title: 'Events', path: '/events', key: 'e', Icon: EventsIcon, permission: 'events:read' },
  { title: 'Audit', path: '/audit', key: 'i', Icon: AuditIcon, permission: 'audit:read' },
  { title: 'Users', path: '/users', key: 'u', Icon: UsersIcon, permission: 'users:manage' },
  { title: 'Service accounts', path: '/service-accounts', key: 'p', Icon: AccountsIcon, permission: 'service-accounts:manage' },
  { title: 'My security', path: '/security', key: 'y', Icon: SecurityIcon },
  { title: 'Settings', path: '/settings', key: ',', Icon: SettingsIcon },
];
