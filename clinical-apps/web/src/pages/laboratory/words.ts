// What the laboratory's terms are called on the screen. English here; translated when they are drawn.

import type { Schemas } from '@/api/client';
import type { Step } from './specimen-steps';

type Words<Term extends string> = Record<Term, string>;

export const SPECIMEN_STATUS: Words<Schemas['SpecimenStatus']> = { collected: 'Collected', 'in-transit': 'On its way', received: 'Received', processing: 'Being examined', analysed: 'Examined', stored: 'Stored', discarded: 'Discarded', rejected: 'Rejected' };

export const QUALITY: Words<Schemas['SpecimenQuality']> = { acceptable: 'Acceptable', hemolyzed: 'Hemolysed', clotted: 'Clotted', insufficient: 'Too little', contaminated: 'Contaminated', lipemic: 'Lipaemic', icteric: 'Icteric' };

export const IDENTIFICATION: Words<Schemas['PatientIdentification']> = { scanned: 'Wristband scanned', asked: 'Patient was asked' };

export const CRITICAL_STATUS: Words<Schemas['CriticalStatus']> = { open: 'Nobody has acknowledged it', acknowledged: 'Acknowledged', withdrawn: 'Withdrawn: it was corrected' };

export const CATEGORY: Words<Schemas['TestCategory']> = { hematology: 'Haematology', chemistry: 'Chemistry', microbiology: 'Microbiology', immunology: 'Immunology', pathology: 'Pathology', molecular: 'Molecular', toxicology: 'Toxicology', other: 'Other' };

export const TEST_KIND: Words<Schemas['TestKind']> = { numeric: 'A number', text: 'Words', coded: 'One of several answers' };

export const AGE_UNIT = { days: 'days', months: 'months', years: 'years' };

export const STEP: Words<Step> = { receive: 'Receive', send: 'Send on', reject: 'Reject', process: 'Begin to examine', finish: 'Examined wholly', store: 'Store', discard: 'Discard' };

/** Why somebody else has to verify. */
export const SECOND = { critical: 'It is critical, so somebody else than who entered it verifies it.', delta: 'It differs much from the last value, so somebody else than who entered it verifies it.' };

export const LIST_TITLE = { collect: 'To collect', receive: 'To receive', examine: 'To examine', verify: 'Results to verify', critical: 'Critical results' };

/** All of them, for the test that each is translated. */
export const LAB_WORDS = [SPECIMEN_STATUS, QUALITY, IDENTIFICATION, CRITICAL_STATUS, CATEGORY, TEST_KIND, AGE_UNIT, STEP, SECOND, LIST_TITLE];
