// The variables of templates: which a category may use, which a text uses, and what is wrong with them.

import { t } from '@kit/i18n';
import type { NotificationCategory } from '@/api/notifications';

const APPOINTMENT = ['facility', 'facility_phone', 'date', 'time', 'number'];
const CRITICAL = ['facility', 'time', 'level'];
const RECORD = ['facility', 'date', 'time'];
const READY = ['facility', 'facility_phone', 'date', 'number'];

/** As the hub allows them (`NotificationCategory::variables`), which no route tells; a test compares both. */
export const VARIABLES: Record<NotificationCategory, string[]> = {
  'appointment-booked': APPOINTMENT,
  'appointment-moved': APPOINTMENT,
  'appointment-reminder': APPOINTMENT,
  'appointment-cancelled': APPOINTMENT,
  'waitlist-offer': APPOINTMENT,
  'critical-vitals': CRITICAL,
  'critical-lab-result': CRITICAL,
  'account-security': ['username', 'date', 'time'],
  'cosignature-asked': RECORD,
  'draft-taken-over': RECORD,
  'prescription-ready': READY,
  'invoice-issued': READY,
  announcement: ['facility', 'title', 'text'],
};

/** What stands between `{{` and `}}`; `null` when a `{{` is not closed. */
export function variablesIn(text: string): string[] | null {
  const found = new Set<string>();
  let rest = text;
  for (let at = rest.indexOf('{{'); at >= 0; at = rest.indexOf('{{')) {
    const end = rest.indexOf('}}', at + 2);
    if (end < 0) return null;
    found.add(rest.slice(at + 2, end));
    rest = rest.slice(end + 2);
  }
  return [...found];
}

/** What is wrong with a text, in words; `null` when nothing is. */
export function wrongIn(text: string, category: NotificationCategory): string | null {
  const used = variablesIn(text);
  if (used === null) return t('There is a {{ that is not closed by }}.');
  const unknown = used.filter((name) => !VARIABLES[category].includes(name));
  return unknown.length > 0 ? t('These may not be used here: {names}', { names: unknown.map((name) => `{{${name}}}`).join(', ') }) : null;
}

/** Puts values in the place of variables, as the hub does; one without a value stands as its name. */
export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{([a-z_]+)\}\}/g, (_, name: string) => values[name] || name);
}

/** Made-up values, so that a preview reads as a message does. */
export function samples(): Record<string, string> {
  return { facility: 'Khartoum Clinic', facility_phone: '+249 100 000 000', date: '28 Nov 2026', time: '09:30', number: 'AP-0N8BWMSK00', level: '1', username: 'dr.osman', title: t('A title'), text: t('Some text') };
}
