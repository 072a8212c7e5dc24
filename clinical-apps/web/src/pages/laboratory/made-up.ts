// Made-up laboratory work for tests, as small as the interface allows.

import type { Schemas } from '@/api/client';
import { FACILITY, ID } from '@/testing/made-up';

const AT = '2026-01-05T09:00:00Z';

export const labTest = (code: string, name: string, more: Partial<Schemas['LabTestRequest']> = {}): Schemas['LabTest'] => ({ id: `test-${code}`, version: 2, created_at: AT, updated_at: AT, test: { code: { system: 'LN', code, text: name }, category: 'chemistry', kind: 'numeric', unit: 'mmol/L', specimen_type: 'blood', active: true, stat_available: true, ...more } });

export const POTASSIUM = labTest('2823-3', 'Potassium', { ranges: [{ from_days: 6574, low: '3.5', high: '5.1' }] });
export const SODIUM = labTest('2951-2', 'Sodium');

export const labOrder = (more: Partial<Schemas['LabOrder']> = {}): Schemas['LabOrder'] => ({ id: 'order', order_number: 'LAB-1', patient_id: ID, facility_id: FACILITY, filler_numbers: [], status: 'active', priority: 'routine', tests: [POTASSIUM.test.code, SODIUM.test.code], needs_specimen: true, requested_at: AT, created_at: AT, updated_at: AT, ...more });

export const specimen = (more: Partial<Schemas['Specimen']> = {}): Schemas['Specimen'] => ({ id: 'specimen', version: 5, barcode: 'ABC123', order_id: 'order', patient_id: ID, specimen_type: 'blood', tests: [POTASSIUM.test.code, SODIUM.test.code], identification: 'scanned', collected_by: 'nurse.hala', collected_at: AT, status: 'received', custody: [{ status: 'collected', by: 'nurse.hala', at: AT }], created_at: AT, updated_at: AT, ...more });

export const critical = (more: Partial<Schemas['CriticalResult']> = {}): Schemas['CriticalResult'] => ({ id: 'critical', version: 3, result_id: 'result', order_id: 'order', patient_id: ID, code: POTASSIUM.test.code, status: 'open', level: 1, calls: [], created_at: AT, updated_at: AT, ...more });
