// What the channels and states of notifications are called, and how they look.

import type { Schemas } from '@/api/client';
import type { Tone } from '@/parts/tag';

export const CHANNEL: Record<Schemas['NotificationChannel'], string> = { email: 'Mail', sms: 'Text message', 'in-app': 'In this app' };
export const NOTIFICATION_STATUS: Record<Schemas['NotificationStatus'], string> = { queued: 'Waits to be sent', sent: 'Sent', delivered: 'Arrived', failed: 'Failed', bounced: 'No such address', 'not-sent': 'Not sent', withdrawn: 'Withdrawn' };
export const NOTIFICATION_TONE: Record<Schemas['NotificationStatus'], Tone> = { queued: 'info', sent: 'info', delivered: 'success', failed: 'error', bounced: 'error', 'not-sent': 'warning', withdrawn: 'neutral' };
export const DELIVERY: Record<Schemas['DeliveryStatus'], string> = { queued: 'The provider has it', sent: 'Handed on', delivered: 'Arrived', failed: 'Failed', bounced: 'No such address', opened: 'Opened|mail' };
export const RECIPIENT: Record<Schemas['RecipientKind'], string> = { user: 'A user', staff: 'Somebody of the staff', patient: 'A patient' };
export const LANGUAGE: Record<string, string> = { en: 'English', ar: 'Arabic' };
/** What a variable of a template stands for. */
export const VARIABLE: Record<string, string> = {
  facility: 'Name of the facility',
  facility_phone: 'Its telephone number',
  date: 'The day',
  time: 'The time of day',
  number: 'Number of the appointment, prescription or invoice',
  level: 'How often it was passed on',
  username: 'User name',
  title: 'Title of the announcement',
  text: 'Text of the announcement',
};

/** For the test that each is translated. */
export const NOTIFICATION_WORDS = [CHANNEL, NOTIFICATION_STATUS, DELIVERY, RECIPIENT, LANGUAGE, VARIABLE];
