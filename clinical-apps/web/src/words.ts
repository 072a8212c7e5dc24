// What the hub's terms are called on the screen. English here; translated when they are drawn.

import type { Schemas } from './api/client';

type Words<Term extends string> = Record<Term, string>;

export const STATUS: Words<Schemas['PrescriptionStatus']> = {
  draft: 'Draft',
  pending: 'To be verified',
  active: 'Verified',
  'partially-dispensed': 'Partly handed out',
  dispensed: 'Handed out',
  'on-hold': 'On hold',
  completed: 'Completed',
  stopped: 'Stopped',
  cancelled: 'Cancelled',
  expired: 'Expired',
  'entered-in-error': 'Entered in error',
};

export const SEVERITY: Words<Schemas['Severity']> = { minor: 'Minor', moderate: 'Moderate', major: 'Major', contraindicated: 'Contraindicated' };

export const ALERT_KIND: Words<Schemas['AlertKind']> = {
  interaction: 'Interaction',
  allergy: 'Allergy',
  contraindication: 'Contraindication',
  duplicate: 'Duplicate therapy',
  dose: 'Dose',
  guideline: 'Guideline',
};

export const ALERT_STATE: Words<Schemas['AlertState']['status']> = { active: 'Open', acknowledged: 'Acknowledged', overridden: 'Overridden' };

export const OVERRIDE: Words<Schemas['OverrideReason']> = {
  'benefit-outweighs-risk': 'The benefit outweighs the risk',
  'tolerated-before': 'Tolerated before',
  'will-monitor': 'Will be monitored',
  'dose-adjusted': 'The dose was adjusted',
  'no-alternative': 'There is no alternative',
  'record-incorrect': 'The record is wrong',
  'specialist-advice': 'On the advice of a specialist',
  other: 'Another reason',
};

export const GENDER: Words<Schemas['Gender']> = { male: 'Male', female: 'Female', other: 'Other', unknown: 'Unknown' };

export const ENCOUNTER_CLASS: Words<Schemas['EncounterClass']> = {
  inpatient: 'Inpatient',
  outpatient: 'Outpatient',
  emergency: 'Emergency',
  preadmit: 'Pre-admission',
  recurring: 'Recurring',
  obstetrics: 'Obstetrics',
};

export const ENCOUNTER_STATUS: Words<Schemas['EncounterStatus']> = { planned: 'Planned', 'in-progress': 'In progress', finished: 'Finished', cancelled: 'Cancelled' };

export const RESULT_STATUS: Words<Schemas['ResultStatus']> = { preliminary: 'Preliminary', final: 'Final', corrected: 'Corrected', cancelled: 'Cancelled' };

export const PRIORITY: Words<Schemas['Priority']> = { routine: 'Routine', urgent: 'Urgent', asap: 'As soon as possible', stat: 'At once' };

export const ORDER_STATUS: Words<Schemas['OrderStatus']> = { active: 'Ordered', 'in-progress': 'In progress', completed: 'Completed', cancelled: 'Cancelled' };

export const DUE: Words<Schemas['DueState']> = { upcoming: 'Later', due: 'Due', overdue: 'Overdue', noted: 'Noted' };

export const DOSE_OUTCOME: Words<Schemas['AdministrationOutcome']> = { given: 'Given', refused: 'Refused', held: 'Held back', omitted: 'Left out' };

export const HIGH_ALERT: Words<Schemas['HighAlertKind']> = {
  'high-alert': 'An error does great harm',
  'look-alike-sound-alike': 'Easily taken for another',
  'narrow-therapeutic-index': 'Little between too little and too much',
  'high-risk-elderly': 'Not well for old people',
};

export const AUDIT_OUTCOME: Words<Schemas['Outcome']> = { begun: 'Begun', done: 'Done', refused: 'Refused|audit', failed: 'Failed' };

export const APPOINTMENT_STATUS: Words<Schemas['AppointmentStatus']> = {
  scheduled: 'Booked',
  confirmed: 'Confirmed',
  'checked-in': 'Waiting here',
  'in-progress': 'With the provider',
  completed: 'Over',
  cancelled: 'Cancelled',
  'no-show': 'Did not come',
};

export const APPOINTMENT_KIND: Words<Schemas['AppointmentKind']> = {
  consultation: 'Consultation',
  'follow-up': 'Follow-up',
  procedure: 'Procedure',
  lab: 'Laboratory',
  imaging: 'Imaging',
  emergency: 'Emergency',
  telehealth: 'By video or telephone',
};

export const APPOINTMENT_PRIORITY: Words<Schemas['AppointmentPriority']> = { routine: 'Routine', urgent: 'Urgent', emergency: 'Emergency' };

export const DAY_PART: Words<Schemas['DayPart']> = { any: 'Any time of day', morning: 'Morning, before 12', afternoon: 'Afternoon, 12 to 17', evening: 'Evening, from 17' };

export const WAITLIST_STATUS: Words<Schemas['WaitlistStatus']> = { offered: 'A time is offered', waiting: 'Waiting|list', booked: 'Booked', expired: 'Its last day has gone by', cancelled: 'Waits no more' };

export const BED_STATUS: Words<Schemas['BedStatus']> = {
  available: 'Free',
  reserved: 'Reserved',
  occupied: 'Occupied',
  cleaning: 'To be cleaned',
  maintenance: 'Under repair',
  blocked: 'Blocked',
  'out-of-service': 'Out of use',
};

export const BED_KIND: Words<Schemas['BedKind']> = {
  standard: 'Standard',
  icu: 'Intensive care',
  isolation: 'Isolation',
  maternity: 'Maternity',
  pediatric: 'Children',
  bariatric: 'For heavy patients',
  observation: 'Observation',
  recovery: 'Recovery',
};

export const WARD_KIND: Words<Schemas['WardKind']> = {
  general: 'General',
  icu: 'Intensive care',
  emergency: 'Emergency',
  maternity: 'Maternity',
  pediatric: 'Children',
  surgical: 'Surgical',
  medical: 'Medical',
  psychiatric: 'Psychiatric',
  isolation: 'Isolation',
};

export const WARD_GENDER: Words<Schemas['WardGender']> = { male: 'Men', female: 'Women', mixed: 'Men and women' };

export const VITAL: Words<Schemas['VitalParameter']> = {
  'heart-rate': 'Heart rate',
  'respiratory-rate': 'Respiration',
  systolic: 'Systolic pressure',
  diastolic: 'Diastolic pressure',
  'mean-pressure': 'Mean pressure',
  'oxygen-saturation': 'Oxygen saturation',
  temperature: 'Temperature',
};

export const ALARM_KIND: Words<Schemas['AlarmKind']> = {
  'vital-sign': 'Vital sign beyond its limits',
  'lead-off': 'Lead or sensor off',
  'battery-low': 'Battery low',
  'device-malfunction': 'Device does not work as it should',
  'calibration-required': 'Device must be calibrated',
};

export const ALARM_SEVERITY: Words<Schemas['AlarmSeverity']> = { warning: 'Warning', critical: 'Critical' };

export const ALARM_STATE: Words<Schemas['AlarmState']> = { active: 'Nobody has seen to it', acknowledged: 'Somebody sees to it', resolved: 'Over' };

/** By the names of the hub's roles; another role is shown by its name. */
export const ROLE: Record<string, string> = {
  administrator: 'Administrator',
  analyst: 'Analyst',
  doctor: 'Doctor',
  nurse: 'Nurse',
  receptionist: 'Receptionist',
  pharmacist: 'Pharmacist',
  'lab-technician': 'Laboratory technician',
  'billing-clerk': 'Billing clerk',
  'billing-manager': 'Billing manager',
  'compliance-officer': 'Compliance officer',
};

export const CATEGORY: Words<Schemas['NotificationCategory']> = {
  'appointment-booked': 'Appointment booked',
  'appointment-moved': 'Appointment moved',
  'appointment-reminder': 'Reminder of an appointment',
  'appointment-cancelled': 'Appointment cancelled',
  'waitlist-offer': 'A time for who waits',
  'critical-vitals': 'Critical vital signs',
  'critical-lab-result': 'Critical laboratory result',
  'account-security': 'Security of the account',
  'cosignature-asked': 'A note to be co-signed',
  'draft-taken-over': 'A draft was taken over',
  'prescription-ready': 'Medicine can be collected',
  'invoice-issued': 'Invoice made',
  announcement: 'Announcement',
};

export const ALLERGY_CATEGORY: Words<Schemas['AllergyCategory']> = { medication: 'Medication|allergy', food: 'Food', environment: 'Environment', biologic: 'Biologic' };

export const CRITICALITY: Words<Schemas['Criticality']> = { low: 'Low risk', high: 'High risk', 'unable-to-assess': 'Risk not known' };

export const REACTION_SEVERITY: Words<Schemas['ReactionSeverity']> = { mild: 'Mild', moderate: 'Moderate', severe: 'Severe' };

/** What it is called that no allergies are known: a statement about drugs says nothing of others. */
export function noneKnown(statements: Schemas['AllergyStatement'][]): string {
  return statements.some(({ scope }) => (scope ?? 'any') === 'any') ? 'No known allergies' : 'No known drug allergies';
}

export const ALLERGY_VERIFICATION: Words<Schemas['AllergyVerification']> = { unconfirmed: 'Not confirmed', confirmed: 'Confirmed', refuted: 'Refuted' };

/** All of them, for the test that each is translated. */
export const ALL = [CATEGORY, ALLERGY_CATEGORY, CRITICALITY, REACTION_SEVERITY, ALLERGY_VERIFICATION, STATUS, SEVERITY, ALERT_KIND, ALERT_STATE, OVERRIDE, GENDER, ENCOUNTER_CLASS, ENCOUNTER_STATUS, RESULT_STATUS, PRIORITY, ORDER_STATUS, DUE, DOSE_OUTCOME, HIGH_ALERT, AUDIT_OUTCOME, ROLE, APPOINTMENT_STATUS, APPOINTMENT_KIND, APPOINTMENT_PRIORITY, DAY_PART, WAITLIST_STATUS, BED_STATUS, BED_KIND, WARD_KIND, WARD_GENDER, VITAL, ALARM_KIND, ALARM_SEVERITY, ALARM_STATE];
