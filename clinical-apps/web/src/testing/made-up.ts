// Made-up answers for tests, as small as the interface allows.

import type { Alert, Patient, Prescription, Slot } from '@/api/queries';
import type { Schemas } from '@/api/client';

const AT = '2026-01-05T09:00:00Z';
export const ID = '01M8GP2E4XAJ92F4CQ0N8BWMSD';

export const patient = (more: Partial<Patient> = {}): Patient => ({
  id: ID,
  identifiers: [{ system: 'NILE', type: 'MR', value: '100234' }],
  names: [{ family: 'EVERYMAN', given: ['ADAM'] }],
  birth_date: '1970-03-05',
  gender: 'male',
  addresses: [],
  telecoms: [],
  active: true,
  former_ids: [],
  created_at: AT,
  updated_at: AT,
  ...more,
});

export const prescription = (more: Partial<Prescription> = {}): Prescription => ({
  id: '01M8GP2E4XAJ92F4CQ0N8BWMSE',
  prescription_number: 'RX-0N8BWMSE00',
  version: 3,
  patient_id: ID,
  drug: { name: 'warfarin' },
  route: 'oral',
  dose: { amount: 5, unit: 'mg', times_per_day: 1 },
  quantity: 28,
  refills_left: 0,
  priority: 'routine',
  starts_at: AT,
  high_alert: false,
  status: 'pending',
  check: { check_id: ID, conclusion: 'clear', open_alerts: [], overridden_alerts: [] },
  dispenses: [],
  history: [],
  prescribed_by: 'dr.osman',
  created_at: AT,
  updated_at: AT,
  ...more,
});

export const alert = (more: Partial<Alert> = {}): Alert => ({
  id: '01M8GP2E4XAJ92F4CQ0N8BWMSF',
  kind: 'interaction',
  severity: 'contraindicated',
  mode: 'blocking',
  drugs: ['warfarin', 'apixaban'],
  summary: 'warfarin with apixaban: bleeding',
  effect: 'bleeding (two anticoagulants)',
  management: 'never together',
  source: { kind: 'interactions', id: 'R022', source: 'seed facts' },
  state: { status: 'active' },
  ...more,
});

export const slot = (more: Partial<Slot> = {}): Slot => ({ prescription_id: '01M8GP2E4XAJ92F4CQ0N8BWMSE', drug: 'warfarin', due_at: AT, state: 'due', ...more });

export const me = (role: string, permissions: string[], username = 'nurse.hala'): Schemas['Me'] => ({ user_id: ID, username, roles: [role], permissions });

export const check = (more: Partial<Schemas['MedicationCheckReply']> = {}): Schemas['MedicationCheckReply'] => ({
  conclusion: 'clear',
  score: 0,
  checks: [{ kind: 'interaction', progress: 'complete' }],
  alerts: [],
  facts: { version: '2026.11', kinds: [] },
  ...more,
});

export const result = (value: string, flag: string, at: string, more: Partial<Schemas['LabResult']> = {}): Schemas['LabResult'] => ({
  id: `result ${value} ${at}`,
  order_id: 'order',
  patient_id: ID,
  code: { code: '2823-3', system: 'LN', text: 'Potassium' },
  value: { type: 'numeric', value },
  unit: 'mmol/L',
  reference_range: '3.5-5.1',
  flags: flag ? [{ code: flag }] : [],
  status: 'final',
  former: [],
  notes: [],
  observed_at: at,
  created_at: at,
  updated_at: at,
  ...more,
});

export const FACILITY = '01M8GP2E4XAJ92F4CQ0N8BWMSG';
export const PROVIDER = '01M8GP2E4XAJ92F4CQ0N8BWMSH';

export const facility = (more: Partial<Schemas['Facility']> = {}): Schemas['Facility'] => ({ id: FACILITY, version: 1, code: 'KRT', name: 'Khartoum Clinic', kind: 'hospital', time_zone: 'Africa/Khartoum', status: 'active', services: [], always_open: false, created_at: AT, updated_at: AT, ...more });

export const settings = (more: Partial<Schemas['SettingsRecord']> = {}): Schemas['SettingsRecord'] => ({ id: FACILITY, version: 0, appointment_minutes: 30, booking_days_ahead: 90, cancel_notice_hours: 24, no_show_minutes: 15, reminder_hours: [24, 2], walk_ins: true, automatic_bed_release: true, currency: 'SDG', language: 'ar', created_at: AT, updated_at: AT, ...more });

export const member = (more: Partial<Schemas['StaffMember']> = {}): Schemas['StaffMember'] => ({ id: PROVIDER, version: 1, number: 'D1', family: 'EVERYDOC', given: 'EVE', role: 'doctor', status: 'active', facility_ids: [FACILITY], created_at: AT, updated_at: AT, ...more });

export const freeSlot = (starts_at: string, more: Partial<Schemas['FreeSlot']> = {}): Schemas['FreeSlot'] => ({ starts_at, ends_at: new Date(Date.parse(starts_at) + 1_800_000).toISOString(), facility_id: FACILITY, ...more });

export const appointment = (more: Partial<Schemas['Appointment']> = {}): Schemas['Appointment'] => ({
  id: '01M8GP2E4XAJ92F4CQ0N8BWMSK',
  appointment_number: 'AP-0N8BWMSK00',
  version: 1,
  patient_id: ID,
  provider_id: 'd1',
  provider: 'EVE EVERYDOC',
  facility_id: FACILITY,
  resources: [],
  kind: 'consultation',
  priority: 'routine',
  status: 'scheduled',
  starts_at: '2026-11-30T07:00:00Z',
  ends_at: '2026-11-30T07:30:00Z',
  time_zone: 'Africa/Khartoum',
  is_outside_schedule: false,
  sequence: 0,
  history: [],
  created_at: AT,
  updated_at: AT,
  ...more,
});

export const WARD = '01M8GP2E4XAJ92F4CQ0N8BWMSM';

export const ward = (more: Partial<Schemas['Ward']> = {}): Schemas['Ward'] => ({ id: WARD, version: 1, facility_id: FACILITY, code: 'W1', name: 'Ward 1', kind: 'medical', gender: 'mixed', status: 'active', created_at: AT, updated_at: AT, ...more });

export const bed = (more: Partial<Schemas['Bed']> = {}): Schemas['Bed'] => ({
  id: '01M8GP2E4XAJ92F4CQ0N8BWMSN',
  version: 4,
  facility_id: FACILITY,
  ward_id: WARD,
  status: 'available',
  number: '1',
  kind: 'standard',
  has_oxygen: false,
  has_monitor: false,
  has_ventilator: false,
  can_isolate: false,
  created_at: AT,
  updated_at: AT,
  ...more,
});

export const encounter = (more: Partial<Schemas['Encounter']> = {}): Schemas['Encounter'] => ({ id: '01M8GP2E4XAJ92F4CQ0N8BWMSP', patient_id: ID, class: 'inpatient', status: 'in-progress', locations: [], admit_time: AT, created_at: AT, updated_at: AT, ...more });

export const reading = (more: Partial<Schemas['VitalReading']> = {}): Schemas['VitalReading'] => ({ patient_id: ID, device_id: 'd', at: AT, values: {}, lead_off: false, artifact: false, ...more });

export const deviceAlarm = (more: Partial<Schemas['DeviceAlarm']> = {}): Schemas['DeviceAlarm'] => ({ id: '01M8GP2E4XAJ92F4CQ0N8BWMSQ', kind: 'vital-sign', severity: 'critical', state: 'active', device_id: 'd', facility: 'KRT', patient_id: ID, parameter: 'heart-rate', value: 150, limit: 120, last_value: 140, n_normal: 0, raised_at: AT, escalation_level: 0, ...more });

export const allergy = (substance: string, more: Partial<Schemas['Allergy']> = {}): Schemas['Allergy'] => ({ id: '01M8GP2E4XAJ92F4CQ0N8BWMSQ', version: 1, patient_id: ID, substance: { code: substance, text: substance }, recorded_by: 'dr.osman', changed_by: 'dr.osman', created_at: AT, updated_at: AT, ...more });

export const allergies = (knowledge: Schemas['AllergyKnowledge'], ...known: Schemas['Allergy'][]): Schemas['AllergySummary'] => ({ patient_id: ID, knowledge, allergies: known, statements: [], has_more: false });

export const statement = (scope: Schemas['AllergyScope']): Schemas['AllergyStatement'] => ({ id: '01M8GP2E4XAJ92F4CQ0N8BWMSR', version: 1, patient_id: ID, scope, recorded_by: 'dr.osman', changed_by: 'dr.osman', created_at: AT, updated_at: AT });

export const sdg = (amount: number): Schemas['Money'] => ({ amount, currency: 'SDG' });

export const charge = (more: Partial<Schemas['Charge']> = {}): Schemas['Charge'] => ({ id: 'charge', version: 1, patient_id: ID, by: 'billing', category: 'laboratory', codes: ['718-7'], description: 'Haemoglobin', quantity: 1, service_at: AT, source: 'lab-order', source_reference: 'r', status: 'unpriced', unpriced_reason: 'facility-unknown', created_at: AT, updated_at: AT, ...more });

export const invoice = (more: Partial<Schemas['Invoice']> = {}): Schemas['Invoice'] => ({
  id: 'invoice',
  version: 2,
  account_id: 'account',
  patient_id: ID,
  facility_id: FACILITY,
  currency: 'SDG',
  status: 'issued',
  invoice_number: 'INV-KRT-000001',
  issued_at: AT,
  due_on: '2026-02-04',
  due_days: 30,
  lines: [{ line_number: 1, charge_id: 'charge', category: 'laboratory', code: '718-7', description: 'Haemoglobin', quantity: 1, service_at: AT, unit_price: sdg(10_000), net: sdg(10_000), tax_rate: 1500, tax: sdg(1_500), total: sdg(11_500) }],
  net: sdg(10_000),
  tax: sdg(1_500),
  total: sdg(11_500),
  adjusted: sdg(0),
  written_off: sdg(0),
  paid: sdg(0),
  balance: sdg(11_500),
  by: 'clerk.sara',
  created_at: AT,
  updated_at: AT,
  ...more,
});

export const payment = (more: Partial<Schemas['Payment']> = {}): Schemas['Payment'] => ({ id: 'payment', version: 1, account_id: 'account', patient_id: ID, facility_id: FACILITY, amount: sdg(1_050), allocated: sdg(1_050), unallocated: sdg(0), held: sdg(0), refunded: sdg(0), method: 'card', receipt_number: 'RCT-1', status: 'posted', by: 'clerk.sara', created_at: AT, updated_at: AT, ...more });

export const refund = (more: Partial<Schemas['Refund']> = {}): Schemas['Refund'] => ({ id: 'refund', version: 1, account_id: 'account', payment_id: 'payment', patient_id: ID, facility_id: FACILITY, amount: sdg(500), method: 'cash', reason: 'paid twice', status: 'pending', by: 'clerk.omar', created_at: AT, updated_at: AT, ...more });

export const note = (more: Partial<Schemas['Note']> = {}): Schemas['Note'] => ({ id: 'note', version: 1, patient_id: ID, kind: 'progress', status: 'draft', text: 'Some text', author: 'dr.osman', changed_by: 'dr.osman', addenda: [], created_at: AT, updated_at: AT, ...more });
