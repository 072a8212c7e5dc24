// Which lists a told event makes old: the beginnings of their keys.

import type { LiveEvent } from './frames';

/** What is only a notice names no patient, so it makes the lists of all old. */
function patientOf({ room }: LiveEvent): string | null {
  return room.startsWith('patient:') ? room.slice('patient:'.length) : null;
}

export function staleKeys(event: LiveEvent): unknown[][] {
  const patient = patientOf(event);
  const of = (...key: unknown[]) => (patient === null ? [key[0]] : key);
  const [subject] = event.topic.split('.');
  switch (subject) {
    case 'vitals':
      return [of('vitals', patient), ['alarms']];
    case 'device':
      return event.topic.startsWith('device.alarm') ? [['alarms']] : [['vitals']];
    case 'appointment':
      return [['appointments'], ['free-slots'], ['waitlist']];
    case 'bed':
      return [['beds']];
    case 'lab':
      return [of('patient', patient, 'results'), of('patient', patient, 'orders'), ['laboratory']];
    case 'prescription':
      return [['prescriptions'], ['doses', patient]];
    case 'medication':
      return [['doses', patient], ['prescriptions']];
    case 'encounter':
      return [of('patient', patient, 'encounters'), ['beds']];
    case 'notification':
      return [['notifications']];
    case 'ehr':
      return [of('record', patient), ['record-lists']];
    case 'clinical':
    case 'patient':
      return [of('patient', patient)];
    default:
      return [];
  }
}
