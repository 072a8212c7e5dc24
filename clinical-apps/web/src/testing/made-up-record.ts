// Made-up answers of the longitudinal record for tests, as small as the interface allows.

import type { Schemas } from '@/api/client';
import { ID } from './made-up';

const AT = '2026-01-05T09:00:00Z';
export const FACILITY = '01M8GP2E4XAJ92F4CQ0N8BWMF1';

const entry = { version: 3, patient_id: ID, facility_id: FACILITY, recorded_by: 'dr.osman', changed_by: 'dr.osman', created_at: AT, updated_at: AT };

export const facility = (more: Partial<Schemas['Facility']> = {}): Schemas['Facility'] => ({ id: FACILITY, version: 1, code: 'KRT', name: 'Khartoum Clinic', kind: 'hospital', status: 'active', time_zone: 'Africa/Khartoum', created_at: AT, updated_at: AT, ...more });

export const soapNote = (more: Partial<Schemas['SoapNote']> = {}): Schemas['SoapNote'] => ({ id: 'note', version: 4, patient_id: ID, facility_id: FACILITY, status: 'draft', author: 'dr.osman', contributors: [], changed_by: 'dr.osman', amendments: [], addenda: [], chief_complaint: 'Chest pain', subjective: 'Since the morning', created_at: AT, updated_at: AT, ...more });

export const signature: Schemas['NoteSignature'] = { by: 'dr.osman', at: AT, attestation: 'I wrote it.', version: 5, content_sha256: 'a'.repeat(64) };

export const listedProblem = (more: Partial<Schemas['ListedProblem']> = {}): Schemas['ListedProblem'] => ({ ...entry, id: 'problem', code: { code: 'E11.9', text: 'Type 2 diabetes' }, status: 'active', priority: 'high', monitoring: true, condition_id: '01M8GP2E4XAJ92F4CQ0N8BWMC1', ...more });

export const carePlan = (more: Partial<Schemas['CarePlan']> = {}): Schemas['CarePlan'] => ({ ...entry, id: 'plan', status: 'active', title: 'Diabetes', goals: [{ text: 'Sugar under control', state: 'active' }, { text: 'Walks every day', state: 'completed' }], activities: [{ text: 'HbA1c', state: 'scheduled' }], ...more });

export const directive = (more: Partial<Schemas['AdvanceDirective']> = {}): Schemas['AdvanceDirective'] => ({ ...entry, id: 'directive', status: 'active', kind: 'do-not-resuscitate', statement: 'Comfort only', valid_from: '2026-01-01', ...more });

export const consent = (more: Partial<Schemas['Consent']> = {}): Schemas['Consent'] => ({ ...entry, id: 'consent', status: 'active', scope: 'research', decision: 'deny', valid_from: '2026-01-01', ...more });

export const teamMember = (more: Partial<Schemas['CareTeamMember']> = {}): Schemas['CareTeamMember'] => ({ ...entry, id: 'member', status: 'active', member: { family: 'EVERYDOC', given: 'EVE', id: 'D1' }, role: 'attending-physician', from: '2026-01-01', ...more });

export const clinicalDocument = (more: Partial<Schemas['ClinicalDocument']> = {}): Schemas['ClinicalDocument'] => ({ ...entry, id: 'document', status: 'draft', kind: 'referral', title: 'Letter', ...more });

export const progressNote = (more: Partial<Schemas['ProgressNote']> = {}): Schemas['ProgressNote'] => ({ ...entry, id: 'progress', kind: 'transfer', condition: 'declining', text: 'Pressure falls', handover: { illness_severity: 'watcher', patient_summary: 'Septic, day 2', action_list: [{ text: 'Lactate', by_when: '22:00' }] }, ...more });

export const familyMember = (more: Partial<Schemas['FamilyHistory']> = {}): Schemas['FamilyHistory'] => ({ ...entry, id: 'mother', relation: 'mother', conditions: [], ...more });
