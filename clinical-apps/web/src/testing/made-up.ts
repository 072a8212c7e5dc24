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
