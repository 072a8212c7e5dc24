// What is done with beds and what they have, in words.

import type { BedStep, Feature } from './board';

export const BED_STEP: Record<BedStep, string> = {
  assign: 'Put a patient in',
  transfer: 'Transfer',
  release: 'Release',
  reserve: 'Reserve',
  lift: 'Lift the reservation',
  cleaned: 'It is clean',
  'to-clean': 'To be cleaned',
  close: 'Take out of use',
  reopen: 'Back in use',
};

export const FEATURE: Record<Feature, string> = { oxygen: 'Oxygen', monitor: 'Monitor', ventilator: 'Ventilator', isolation: 'Can be isolated' };
