// What the states of the chart's entries are called.

import type { Schemas } from '@/api/client';

export const CONDITION_STATUS: Record<Schemas['ConditionStatus'], string> = { active: 'Active|condition', recurrence: 'Came back', relapse: 'Relapse', inactive: 'Inactive', remission: 'In remission', resolved: 'Resolved' };
export const CERTAINTY: Record<Schemas['ConditionVerification'], string> = { unconfirmed: 'Not confirmed', provisional: 'Provisional', differential: 'Differential', confirmed: 'Confirmed', refuted: 'Refuted' };
export const PROCEDURE_STATUS: Record<Schemas['ProcedureStatus'], string> = { preparation: 'Being prepared', 'in-progress': 'Under way', 'not-done': 'Not done', 'on-hold': 'Paused', stopped: 'Broken off', completed: 'Completed|procedure' };
export const IMMUNIZATION_STATUS: Record<Schemas['ImmunizationStatus'], string> = { completed: 'Given', 'not-done': 'Not given' };
export const NOTE_KIND: Record<Schemas['NoteKind'], string> = { progress: 'Progress', nursing: 'Nursing', admission: 'Admission', discharge: 'Discharge', consultation: 'Consultation', procedure: 'Procedure', operative: 'Operation', 'history-and-physical': 'History and examination', other: 'Other' };
export const NOTE_STATUS: Record<Schemas['NoteStatus'], string> = { draft: 'Draft, seen by you alone', final: 'Signed', amended: 'Amended', 'entered-in-error': 'Entered in error' };
export const NEWS2_BAND: Record<Schemas['News2Band'], string> = { low: 'Low risk', 'low-medium': 'Low to medium risk', medium: 'Medium risk', high: 'High risk' };
export const NEWS2_PARAMETER: Record<Schemas['News2Parameter'], string> = { 'respiratory-rate': 'Respiration', spo2: 'Oxygen saturation', oxygen: 'Air or oxygen', systolic: 'Systolic pressure', 'heart-rate': 'Heart rate', consciousness: 'Consciousness', temperature: 'Temperature' };
export const CONSCIOUSNESS: Record<Schemas['Consciousness'], string> = { alert: 'Alert|mind', confusion: 'New confusion', voice: 'Responds to voice', pain: 'Responds to pain', unresponsive: 'Unresponsive' };

/** For the test that each is translated. */
export const RECORD_WORDS = [CONDITION_STATUS, CERTAINTY, PROCEDURE_STATUS, IMMUNIZATION_STATUS, NOTE_KIND, NOTE_STATUS, NEWS2_BAND, NEWS2_PARAMETER, CONSCIOUSNESS];
