// The numbers of the home page: which role sees which, and the list that each leads to. A number that the hub does not let the
// role ask for is not there.

export type LabList = 'collect' | 'receive' | 'examine' | 'verify' | 'critical';

export type Count =
  | { kind: 'prescriptions'; status: 'draft' | 'pending' | 'active' | 'partially-dispensed' | 'on-hold' }
  | { kind: 'in-use' }
  | { kind: 'alerts' }
  | { kind: 'patients' }
  | { kind: 'high-alert' }
  | { kind: 'users' }
  | { kind: 'refused' }
  | { kind: 'appointments'; which: 'expected' | 'here' | 'cancelled' }
  | { kind: 'laboratory'; list: LabList }
  | { kind: 'alarms' }
  | { kind: 'charges'; status: 'pending' | 'unpriced' }
  | { kind: 'overdue' }
  | { kind: 'claims' }
  | { kind: 'refunds' }
  | { kind: 'stock-alerts' }
  | { kind: 'record'; list: 'to-cosign' | 'unsigned' | 'attention' };

export interface Card {
  id: string;
  title: string;
  help: string;
  permission: string;
  count: Count;
  to: string;
}

const CARDS = {
  drafts: { title: 'Drafts to finish', help: 'Prescriptions whose alerts are not answered', permission: 'prescriptions:write', count: { kind: 'prescriptions', status: 'draft' }, to: '/prescriptions?status=draft' },
  waiting: { title: 'With the pharmacist', help: 'Written, and not verified yet', permission: 'prescriptions:read', count: { kind: 'prescriptions', status: 'pending' }, to: '/prescriptions?status=pending' },
  verify: { title: 'To verify', help: 'Prescriptions that wait for a pharmacist', permission: 'prescriptions:verify', count: { kind: 'prescriptions', status: 'pending' }, to: '/pharmacy' },
  'hand-out': { title: 'To hand out', help: 'Verified prescriptions', permission: 'prescriptions:dispense', count: { kind: 'prescriptions', status: 'active' }, to: '/pharmacy?list=hand-out' },
  part: { title: 'Partly handed out', help: 'The rest is still owed', permission: 'prescriptions:dispense', count: { kind: 'prescriptions', status: 'partially-dispensed' }, to: '/pharmacy?list=part' },
  active: { title: 'Verified prescriptions', help: 'Doses of them are given', permission: 'prescriptions:read', count: { kind: 'prescriptions', status: 'active' }, to: '/prescriptions?status=active' },
  held: { title: 'On hold', help: 'Prescriptions that are paused', permission: 'prescriptions:read', count: { kind: 'prescriptions', status: 'on-hold' }, to: '/prescriptions?status=on-hold' },
  doses: { title: 'Patients with medication', help: 'Their doses, due and overdue', permission: 'administrations:write', count: { kind: 'in-use' }, to: '/doses' },
  alerts: { title: 'Open safety alerts', help: 'Raised by decision support, and not answered', permission: 'cds-alerts:read', count: { kind: 'alerts' }, to: '/alerts?status=active' },
  expected: { title: 'To come today', help: 'Appointments of today that are still to come', permission: 'appointments:read', count: { kind: 'appointments', which: 'expected' }, to: '/appointments/today' },
  here: { title: 'Waiting here', help: 'Checked in, and not with the provider yet', permission: 'appointments:read', count: { kind: 'appointments', which: 'here' }, to: '/appointments/today' },
  'not-coming': { title: 'Cancelled today', help: 'Cancelled, or the patient did not come', permission: 'appointments:read', count: { kind: 'appointments', which: 'cancelled' }, to: '/appointments?view=list' },
  alarms: { title: 'Open alarms', help: 'Of monitors and vital signs; nobody has seen to them', permission: 'vitals:read', count: { kind: 'alarms' }, to: '/alarms' },
  'to-invoice': { title: 'To be invoiced', help: 'Charges that are on no invoice yet', permission: 'billing:read', count: { kind: 'charges', status: 'pending' }, to: '/billing/charges?status=pending' },
  unpriced: { title: 'Without a price', help: 'Charges that wait for a price or a facility', permission: 'billing:read', count: { kind: 'charges', status: 'unpriced' }, to: '/billing/charges?status=unpriced' },
  overdue: { title: 'Overdue invoices', help: 'Their day of payment has gone by', permission: 'billing:read', count: { kind: 'overdue' }, to: '/billing?status=overdue' },
  claims: { title: 'Claims at insurers', help: 'Submitted, and not answered yet', permission: 'billing:read', count: { kind: 'claims' }, to: '/billing/claims?status=submitted' },
  refunds: { title: 'Refunds to approve', help: 'They wait for a second person', permission: 'billing:read', count: { kind: 'refunds' }, to: '/billing/approvals' },
  'stock-alerts': { title: 'Low stock and expiry', help: 'Items that are low, expire or are recalled', permission: 'stock:read', count: { kind: 'stock-alerts' }, to: '/inventory/alerts' },
  'lab-collect': { title: 'To collect', help: 'Orders without a specimen, of all wards', permission: 'lab-orders:read', count: { kind: 'laboratory', list: 'collect' }, to: '/laboratory?list=collect' },
  'lab-receive': { title: 'To receive', help: 'Specimens on their way to the laboratory', permission: 'lab-specimens:read', count: { kind: 'laboratory', list: 'receive' }, to: '/laboratory?list=receive' },
  'lab-examine': { title: 'To examine', help: 'Specimens in the laboratory', permission: 'lab-specimens:read', count: { kind: 'laboratory', list: 'examine' }, to: '/laboratory?list=examine' },
  'lab-verify': { title: 'Results to verify', help: 'Entered, and not shown to others yet', permission: 'lab-results:write', count: { kind: 'laboratory', list: 'verify' }, to: '/laboratory?list=verify' },
  'lab-critical': { title: 'Critical results', help: 'Nobody has acknowledged them', permission: 'lab-critical-results:read', count: { kind: 'laboratory', list: 'critical' }, to: '/laboratory?list=critical' },
  cosign: { title: 'To co-sign', help: 'Notes whose authors asked you', permission: 'ehr:cosign', count: { kind: 'record', list: 'to-cosign' }, to: '/records/to-co-sign' },
  unsigned: { title: 'My drafts', help: 'Structured notes that you have not signed', permission: 'ehr:write', count: { kind: 'record', list: 'unsigned' }, to: '/records/drafts' },
  attention: { title: 'Need attention', help: 'Critical, getting worse, or somebody must see to it', permission: 'ehr:read', count: { kind: 'record', list: 'attention' }, to: '/records' },
  patients: { title: 'Patients', help: 'Everybody on record', permission: 'patients:read', count: { kind: 'patients' }, to: '/patients' },
  'high-alert': { title: 'High-alert drugs', help: 'They need a second person', permission: 'prescriptions:read', count: { kind: 'high-alert' }, to: '/high-alert' },
  users: { title: 'Users', help: 'Who may sign in', permission: 'users:manage', count: { kind: 'users' }, to: '/admin/users' },
  refused: { title: 'Refused today', help: 'Requests for patients’ data that were refused', permission: 'audit:read', count: { kind: 'refused' }, to: '/audit?outcome=refused' },
} satisfies Record<string, Omit<Card, 'id'>>;

type Id = keyof typeof CARDS;

const OF_ROLE: Record<string, Id[]> = {
  doctor: ['lab-critical', 'cosign', 'attention', 'unsigned', 'expected', 'here', 'alarms', 'drafts', 'waiting', 'active', 'alerts', 'patients'],
  nurse: ['alarms', 'attention', 'doses', 'lab-collect', 'lab-critical', 'here', 'alerts', 'high-alert', 'held', 'patients'],
  pharmacist: ['verify', 'hand-out', 'part', 'stock-alerts', 'alerts', 'high-alert'],
  'lab-technician': ['lab-critical', 'lab-collect', 'lab-receive', 'lab-examine', 'lab-verify', 'patients'],
  receptionist: ['expected', 'here', 'not-coming', 'patients'],
  'billing-clerk': ['to-invoice', 'unpriced', 'overdue', 'claims', 'refunds', 'patients'],
  'billing-manager': ['refunds', 'unpriced', 'overdue', 'claims', 'to-invoice', 'patients'],
  'compliance-officer': ['refused'],
  administrator: ['users', 'refused', 'patients', 'alerts', 'verify', 'active'],
};

/** For the test that each is translated. */
export const CARD_TEXTS = Object.values(CARDS).flatMap(({ title, help }) => [title, help]);

/** Returns the cards of the roles, in their order, that the permissions allow; of roles without own ones, all that are allowed. */
export function cardsOf(roles: string[], may: (permission: string) => boolean): Card[] {
  const own = roles.flatMap((role) => OF_ROLE[role] ?? []);
  const ids = own.length > 0 ? [...new Set(own)] : (Object.keys(CARDS) as Id[]);
  return ids.map((id) => ({ id, ...CARDS[id] })).filter(({ permission }) => may(permission));
}
