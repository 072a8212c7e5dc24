import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { APPOINTMENT_STEP } from '@/pages/appointments/actions';
import { CLAIM_STEP } from '@/pages/billing/claims';
import { BILLING_TABS } from '@/pages/billing/frame';
import { BILLING_WORDS } from '@/pages/billing/words';
import { TAKEN } from '@/pages/appointments/refused-time';
import { BED_STEP, FEATURE } from '@/pages/beds/words';
import { SPAN_WORDS } from '@/pages/chart/vitals-tab';
import { WHAT_WORDS } from '@/pages/print/patient';
import { LIVE_LOOKS } from '@/layout/live-mark';
import { LIST_TEXTS } from '@/pages/pharmacy/page';
import { STEP_TITLES } from '@/pages/account/second-factor';
import { INVENTORY_TABS } from '@/pages/inventory/frame';
import { INVENTORY_WORDS } from '@/pages/inventory/words';
import { NOTIFICATION_TABS } from '@/pages/notifications/frame';
import { NOTIFICATION_WORDS } from '@/pages/notifications/words';
import { PAYMENT_TABS } from '@/pages/payments/frame';
import { PAYMENT_WORDS } from '@/pages/payments/words';
import { SITE_TABS } from '@/pages/sites/frame';
import { SITE_WORDS } from '@/pages/sites/words';
import { OBSERVATION_WORDS } from '@/pages/chart/observations-tab';
import { RECORD_WORDS } from '@/pages/chart/record-words';
import { TAB_TITLES } from '@/pages/chart/page';
import { RECORD_TABS } from '@/pages/record/frame';
import { SUMMARY_WORDS } from '@/pages/record/summary';
import { LONGITUDINAL_WORDS } from '@/pages/record/words';
import { WORKLIST_TABS } from '@/pages/record/worklists';
import { LAB_WORDS } from '@/pages/laboratory/words';
import { NEEDS } from '@/pages/doses/note-dose';
import { CARD_TEXTS } from '@/pages/home/cards';
import { HOW_WORDS } from '@/pages/prescribe/page';
import { STEP_WORDS } from '@/pages/prescriptions/actions';
import { PAGES } from '@/layout/pages';
import { ALL } from '@/words';
import { dictionary } from './ar';

const ROOT = join(import.meta.dirname, '../../../..');
/** The kit's parts that this app has, and its own sources. */
const KIT = ['api/problem.ts', 'api/transport.ts', 'confirm.tsx', 'format.ts', 'notices.tsx', 'parts.tsx'].map((name) => join(ROOT, 'admin-ui/kit', name));
const OWN = readdirSync(join(ROOT, 'clinical-apps/web/src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|i18n|schema\.d/.test(path))
  .map((path) => join(ROOT, 'clinical-apps/web/src', path));
const text = [...KIT, ...OWN].map((path) => readFileSync(path, 'utf8')).join('\n');

const CONSTANTS = [...RECORD_TABS, ...SUMMARY_WORDS, ...WORKLIST_TABS, ...BILLING_TABS, ...INVENTORY_TABS, ...NOTIFICATION_TABS, ...PAYMENT_TABS, ...SITE_TABS, ...[...NOTIFICATION_WORDS, ...PAYMENT_WORDS, ...SITE_WORDS, ...BILLING_WORDS, ...RECORD_WORDS, ...LONGITUDINAL_WORDS, ...INVENTORY_WORDS, ...OBSERVATION_WORDS, CLAIM_STEP].flatMap((words) => Object.values<string>(words)), ...ALL.flatMap((words) => Object.values(words)), ...LIST_TEXTS, ...STEP_TITLES, ...TAB_TITLES, ...Object.values(NEEDS), ...CARD_TEXTS, ...HOW_WORDS, ...Object.values(STEP_WORDS), ...PAGES.map(({ title }) => title), ...[...LAB_WORDS, APPOINTMENT_STEP, TAKEN, BED_STEP, FEATURE, SPAN_WORDS, WHAT_WORDS].flatMap((words) => Object.values(words)), ...Object.values(LIVE_LOOKS).flatMap(({ word, help }) => [word, help])];
const asked = [...new Set([...[...text.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, one]) => one ?? ''), ...CONSTANTS])];

test('every text that pages ask for is in Arabic', () => {
  expect(asked.length).toBeGreaterThan(300);
  expect(asked.filter((one) => !(one in dictionary.texts))).toEqual([]);
});

test('no translation is left of a text that is gone', () => {
  expect(Object.keys(dictionary.texts).filter((one) => !asked.includes(one) && !text.includes(`'${one}'`))).toEqual([]);
});

test('translations are Arabic, and have the values of their texts', () => {
  const values = (one: string) => [...one.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [one, told] of Object.entries(dictionary.texts)) {
    expect(told, one).toMatch(/\p{Script=Arabic}|^\{amount\}/u);
    expect(values(told), one).toEqual(values(one));
  }
});

test('counted words have all the forms that Arabic has', () => {
  const counted = [...text.matchAll(/\bplural\([^;]*?, '([^']+)'/g)].map(([, one]) => one ?? '');
  expect(counted.length).toBeGreaterThan(4);
  expect(counted.filter((one) => !(one in dictionary.counted))).toEqual([]);
  for (const forms of Object.values(dictionary.counted)) expect(Object.keys(forms).sort()).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
});
