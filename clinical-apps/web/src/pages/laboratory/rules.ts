// Rules of the laboratory's pages: urgency, what a typed value means, which range counts, who has to verify.

import type { Code, LabOrder, LabResult, LabTest, Specimen } from '@/api/laboratory';
import type { Patient } from '@/api/queries';
import type { Schemas } from '@/api/client';
import { levelOf, timeOf } from '../chart/results';

const URGENCY: Record<Schemas['Priority'], number> = { stat: 0, asap: 1, urgent: 2, routine: 3 };
const DAY_MS = 86_400_000;

export function orderedAt({ requested_at, created_at }: Pick<LabOrder, 'requested_at' | 'created_at'>): string {
  return requested_at ?? created_at;
}

export interface Work<T> {
  item: T;
  order: LabOrder | undefined;
}

/** The most urgent first, of those the longest ordered. What is not known to be urgent is not put before what is. */
export function byUrgency<T>(one: Work<T>, other: Work<T>): number {
  const urgency = ({ order }: Work<T>) => (order ? URGENCY[order.priority] : 3.5);
  const since = ({ order }: Work<T>) => (order ? Date.parse(orderedAt(order)) : 0);
  return urgency(one) - urgency(other) || since(one) - since(other);
}

export const isSame = (one: Code, other: Code): boolean => (one.system ?? '') === (other.system ?? '') && one.code === other.code;

export const nameOfCode = ({ text, code }: Code): string => text ?? code;

const isUsable = ({ status }: Specimen): boolean => status !== 'rejected' && status !== 'discarded';

/** The specimens in which something can be found now. */
export const inLaboratory = (specimens: Specimen[]): Specimen[] => specimens.filter(({ status }) => ['received', 'processing', 'analysed', 'stored'].includes(status));

export interface Tube {
  type: string;
  container: string;
  tests: Code[];
  instructions: string[];
  isFasting: boolean;
}

/** What is to be taken: the tests without a specimen, together as far as they are examined in the same one. */
export function tubesOf(order: LabOrder, specimens: Specimen[], catalogue: LabTest[]): Tube[] {
  const covered = specimens.filter(isUsable).flatMap(({ tests }) => tests);
  const tubes: Tube[] = [];
  for (const code of order.tests.filter((one) => !covered.some((other) => isSame(one, other)))) {
    const test = catalogue.find((one) => isSame(one.test.code, code))?.test;
    const [type, container] = [test?.specimen_type ?? '', test?.container ?? ''];
    let tube = tubes.find((one) => one.type === type && one.container === container);
    if (!tube) tubes.push((tube = { type, container, tests: [], instructions: [], isFasting: false }));
    tube.tests.push(code);
    if (test?.instructions && !tube.instructions.includes(test.instructions)) tube.instructions.push(test.instructions);
    tube.isFasting ||= test?.fasting ?? false;
  }
  return tubes;
}

const NUMBER = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)';

/** What was typed, by the kind of the test; `null` when it is none. `5.4`, `<0.1`, `1:128`, `3-5` for a number. */
export function valueOfText(text: string, test: Schemas['LabTestRequest']): Schemas['ResultValue'] | null {
  const typed = text.trim();
  if (typed === '') return null;
  if (test.kind === 'text') return { type: 'text', value: typed };
  if (test.kind === 'coded') {
    const code = test.answers?.find((answer) => answer.code === typed);
    return code ? { type: 'coded', code } : null;
  }
  if (new RegExp(`^${NUMBER}$`).test(typed)) return { type: 'numeric', value: typed };
  const compared = typed.match(new RegExp(`^(>=|<=|<>|[<>=])\\s*(${NUMBER})$`));
  if (compared) return { type: 'structured', comparator: compared[1], number: compared[2] ?? '' };
  const pair = typed.match(/^(\d+\.?\d*)\s*([-+/:])\s*(\d+\.?\d*)$/);
  return pair ? { type: 'structured', number: pair[1] ?? '', separator: pair[2], second_number: pair[3] } : null;
}

/** What stands in the field for a value that is there. */
export function textOfValue(value: Schemas['ResultValue'] | null | undefined): string {
  if (!value) return '';
  if (value.type === 'coded') return value.code.code;
  return value.type === 'structured' ? [value.comparator, value.number, value.separator, value.second_number].filter(Boolean).join('') : value.value;
}

/** The youngest and the oldest in days that somebody can be; of a date without a day both differ. */
function ageInDays(birth: string, now: number): [number, number] | null {
  const [year, month, day] = birth.split('-').map(Number);
  if (!year || Number.isNaN(year)) return null;
  const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const last = day ? first : month ? Date.UTC(year, month, 0) : Date.UTC(year, 11, 31);
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return [(today - last) / DAY_MS, (today - first) / DAY_MS];
}

/** The first range that fits the patient, as the hub chooses it; none when the age that it asks for is not known. */
export function rangeFor(test: Schemas['LabTestRequest'], patient: Pick<Patient, 'gender' | 'birth_date'> | undefined, now = Date.now()): Schemas['ReferenceRange'] | undefined {
  if (!patient) return undefined;
  const age = patient.birth_date ? ageInDays(patient.birth_date, now) : null;
  return test.ranges?.find((range) => {
    if (range.gender && range.gender !== patient.gender) return false;
    if (range.from_days == null && range.to_days == null) return true;
    return age !== null && (range.from_days == null || age[0] >= range.from_days) && (range.to_days == null || age[1] < range.to_days);
  });
}

/** As laboratories write it: `3.9-5.8`, `<5.0`, `>1.0`. */
export function textOfRange(range: Schemas['ReferenceRange'] | undefined): string {
  if (range?.low != null && range.high != null) return `${range.low}-${range.high}`;
  if (range?.high != null) return `<${range.high}`;
  return range?.low != null ? `>${range.low}` : '';
}

export const isToVerify = ({ status, entered_by, verified_by }: LabResult): boolean => status === 'preliminary' && Boolean(entered_by) && !verified_by;

/** Why another person than the one who entered a result has to verify it. */
export function secondPerson(result: LabResult): 'critical' | 'delta' | null {
  if (levelOf(result) === 'critical') return 'critical';
  return result.flags.some(({ code }) => code === 'U' || code === 'D') ? 'delta' : null;
}

/** The patient's last result of a test in another order, by when it was observed: what is filed late is not what was found last. */
export function lastOf(code: Code, order: string, results: LabResult[]): LabResult | undefined {
  const others = results.filter((result) => result.order_id !== order && result.status !== 'cancelled' && isSame(result.code, code));
  return others.sort((one, other) => Date.parse(timeOf(other)) - Date.parse(timeOf(one)))[0];
}
