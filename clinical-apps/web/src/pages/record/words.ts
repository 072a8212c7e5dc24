// What the terms of the longitudinal record are called, and what each state may become (the hub has the same rules).

import type { Schemas } from '@/api/client';

type Words<Term extends string> = Record<Term, string>;

export const SOAP_STATUS: Words<Schemas['SoapNoteStatus']> = { draft: 'Draft', finalized: 'Signed', amended: 'Amended', discarded: 'Given up', 'entered-in-error': 'Entered in error' };
export const COSIGNATURE: Words<Schemas['CosignatureState']> = { asked: 'Co-signature asked for', signed: 'Co-signed', declined: 'Co-signature declined' };
/** In the order of a note; `diff` names fields by the same keys. */
export const PART: Words<'chief_complaint' | 'subjective' | 'objective' | 'assessment' | 'plan'> = { chief_complaint: 'Why the patient comes', subjective: 'Subjective', objective: 'Objective', assessment: 'Assessment', plan: 'Plan|note' };
export const FIELD: Words<string> = { ...PART, diagnoses: 'Diagnoses', orders: 'What it orders', follow_up: 'To be seen again', specialty: 'Specialty', confidential: 'Confidential', tags: 'Words to find it by', template: 'Template', encounter_id: 'Encounter|field', facility_id: 'Facility', vital_signs_id: 'Vital signs' };
export const PROBLEM_STATUS: Words<Schemas['ProblemStatus']> = { active: 'Active|condition', chronic: 'Chronic', intermittent: 'Comes and goes', recurrent: 'Came back', inactive: 'Inactive', resolved: 'Resolved' };
export const PROBLEM_PRIORITY: Words<Schemas['ProblemPriority']> = { high: 'High|priority', medium: 'Medium|priority', low: 'Low|priority' };
export const CONDITION_SEVERITY: Words<Schemas['ConditionSeverity']> = { mild: 'Mild', moderate: 'Moderate', severe: 'Severe' };
export const PLAN_STATUS: Words<Schemas['CarePlanStatus']> = { draft: 'Draft', active: 'Followed', 'on-hold': 'Paused', completed: 'Completed', revoked: 'Given up' };
export const GOAL_STATE: Words<Schemas['GoalState']> = { proposed: 'Proposed', accepted: 'Agreed|goal', active: 'Under way', 'on-hold': 'Paused', completed: 'Reached|goal', cancelled: 'Given up' };
export const ACTIVITY_STATE: Words<Schemas['ActivityState']> = { 'not-started': 'Not begun', scheduled: 'Planned', 'in-progress': 'Under way', 'on-hold': 'Paused', completed: 'Done', cancelled: 'Given up' };
export const RELATION: Words<Schemas['FamilyRelation']> = {
  mother: 'Mother', father: 'Father', sister: 'Sister', brother: 'Brother', daughter: 'Daughter', son: 'Son',
  'maternal-grandmother': 'Mother’s mother', 'maternal-grandfather': 'Mother’s father', 'paternal-grandmother': 'Father’s mother', 'paternal-grandfather': 'Father’s father',
  'maternal-aunt': 'Mother’s sister', 'maternal-uncle': 'Mother’s brother', 'paternal-aunt': 'Father’s sister', 'paternal-uncle': 'Father’s brother', cousin: 'Cousin', 'other-relative': 'Another relative',
};
export const SOCIAL: Words<Schemas['SocialCategory']> = { tobacco: 'Tobacco', alcohol: 'Alcohol', drugs: 'Other drugs', occupation: 'Work', education: 'Education', housing: 'Housing', household: 'Who lives there too', diet: 'Diet', exercise: 'Exercise', 'sexual-history': 'Sexual history', travel: 'Travel', other: 'Other' };
export const DIRECTIVE_KIND: Words<Schemas['DirectiveKind']> = { 'living-will': 'Living will', 'do-not-resuscitate': 'Do not resuscitate', 'do-not-intubate': 'Do not intubate', 'healthcare-proxy': 'Somebody else decides', 'organ-donation': 'Organ donation', other: 'Other' };
export const DIRECTIVE_STATUS: Words<Schemas['DirectiveStatus']> = { draft: 'Not confirmed', active: 'Counts|valid', revoked: 'Taken back', superseded: 'Replaced by another' };
export const CONSENT_SCOPE: Words<Schemas['ConsentScope']> = { treatment: 'Treatment', procedure: 'Procedure', research: 'Research', 'data-sharing': 'Giving data to others', 'third-party': 'Telling a third party', marketing: 'Advertising', photography: 'Photographs' };
export const CONSENT_DECISION: Words<Schemas['ConsentDecision']> = { permit: 'Agrees', deny: 'Refuses' };
export const CONSENT_STATUS: Words<Schemas['ConsentStatus']> = { active: 'Counts|valid', withdrawn: 'Withdrawn' };
export const TEAM_ROLE: Words<Schemas['CareTeamRole']> = { 'attending-physician': 'Attending physician', 'primary-care-physician': 'Primary care physician', consultant: 'Consultant', resident: 'Resident', nurse: 'Nurse', 'case-manager': 'Case manager', pharmacist: 'Pharmacist', dietitian: 'Dietitian', physiotherapist: 'Physiotherapist', 'social-worker': 'Social worker', caregiver: 'Caregiver', other: 'Other' };
export const TEAM_STATUS: Words<Schemas['CareTeamStatus']> = { active: 'Takes part', ended: 'Took part' };
export const DOCUMENT_KIND: Words<Schemas['DocumentKind']> = { 'discharge-summary': 'Discharge summary', consultation: 'Consultation', 'operative-report': 'Report of an operation', referral: 'Referral', 'imaging-report': 'Report of imaging', 'laboratory-report': 'Laboratory report', 'consent-form': 'Consent form', 'advance-directive': 'Advance directive', identification: 'Identity document', other: 'Other' };
export const DOCUMENT_STATUS: Words<Schemas['DocumentStatus']> = { draft: 'Draft', finalized: 'Final|document', amended: 'Amended', archived: 'Put away' };
export const PROGRESS_KIND: Words<Schemas['ProgressNoteKind']> = { daily: 'Daily', shift: 'Shift|note', discharge: 'Discharge', procedure: 'Procedure', consultation: 'Consultation', transfer: 'Hand-over', phone: 'By telephone' };
export const COURSE: Words<Schemas['Course']> = { improving: 'Getting better', stable: 'Stable', declining: 'Getting worse', critical: 'Critical' };
export const SHIFT: Words<Schemas['Shift']> = { day: 'Day|shift', evening: 'Evening', night: 'Night' };
export const ILLNESS: Words<Schemas['IllnessSeverity']> = { stable: 'Stable', watcher: 'To be watched', unstable: 'Unstable' };

/** For the test that each is translated. */
export const LONGITUDINAL_WORDS: Record<string, string>[] = [SOAP_STATUS, COSIGNATURE, PART, FIELD, PROBLEM_STATUS, PROBLEM_PRIORITY, CONDITION_SEVERITY, PLAN_STATUS, GOAL_STATE, ACTIVITY_STATE, RELATION, SOCIAL, DIRECTIVE_KIND, DIRECTIVE_STATUS, CONSENT_SCOPE, CONSENT_DECISION, CONSENT_STATUS, TEAM_ROLE, TEAM_STATUS, DOCUMENT_KIND, DOCUMENT_STATUS, PROGRESS_KIND, COURSE, SHIFT, ILLNESS];

type Next<State extends string> = Record<State, State[]>;

export const PROBLEM_NEXT: Next<Schemas['ProblemStatus']> = {
  active: ['chronic', 'intermittent', 'inactive', 'resolved'],
  recurrent: ['chronic', 'intermittent', 'inactive', 'resolved'],
  chronic: ['intermittent', 'inactive', 'resolved'],
  intermittent: ['active', 'chronic', 'inactive', 'resolved'],
  inactive: ['active', 'recurrent', 'resolved'],
  resolved: ['recurrent', 'active'],
};
export const PLAN_NEXT: Next<Schemas['CarePlanStatus']> = { draft: ['active', 'revoked'], active: ['on-hold', 'completed', 'revoked'], 'on-hold': ['active', 'completed', 'revoked'], completed: [], revoked: [] };
export const DIRECTIVE_NEXT: Next<Schemas['DirectiveStatus']> = { draft: ['active', 'revoked'], active: ['revoked', 'superseded'], revoked: [], superseded: [] };
/** A document becomes amended by another content, not by a step. */
export const DOCUMENT_NEXT: Next<Schemas['DocumentStatus']> = { draft: ['finalized'], finalized: ['archived'], amended: ['archived'], archived: [] };
