// What is searched for. It is in the page's address under the names that the interface of the hub has, so that a search can be
// kept, sent to somebody and gone back to. Conditions that may name or quote a patient are not: addresses are kept in histories
// and logs. They are in memory for as long as the app is open, and the address has a number that stands for them.

export const STATUSES = ['error', 'queued', 'filtered', 'sent', 'received', 'transformed', 'pending'] as const;

/** A condition on a metadata column: `name`, and `op:value` as the hub reads it. */
export interface MetadataCondition {
  name: string;
  test: string;
}

export interface Search {
  channel: string;
  connector: string;
  status: string[];
  /** `15m`, `1h`, `24h`, `7d`, or empty for `since` and `until`. */
  last: string;
  since: string;
  until: string;
  patient_id: string;
  control_id: string;
  message_type: string;
  text: string;
  regex: string;
  attempts_from: string;
  has_attachment: boolean;
  origin: string;
  from: string;
  through: string;
  metadata: MetadataCondition[];
}

const TEXTS = ['channel', 'connector', 'last', 'since', 'until', 'patient_id', 'control_id', 'message_type', 'text', 'regex', 'attempts_from', 'origin', 'from', 'through'] as const;
/** The parameter with the number of the conditions that are in memory. */
export const OWN = 'own';
const PERSONAL = new Set(['patient_id', 'control_id', 'text', 'regex']);
const isPersonal = (name: string) => PERSONAL.has(name) || name.startsWith('metadata.');

const inMemory = new Map<string, [string, string][]>();

/** Returns the address of a search. */
export function addressOf(params: URLSearchParams): URLSearchParams {
  const entries = [...params];
  const personal = entries.filter(([name]) => isPersonal(name));
  const address = new URLSearchParams(entries.filter(([name]) => !isPersonal(name)));
  if (personal.length === 0) return address;
  const known = [...inMemory].find(([, one]) => JSON.stringify(one) === JSON.stringify(personal))?.[0];
  const number = known ?? String(inMemory.size + 1);
  inMemory.set(number, personal);
  address.set(OWN, number);
  return address;
}

/** Returns the search of an address; without its conditions on persons when the app was opened anew. */
export function searchAt(address: URLSearchParams): URLSearchParams {
  const params = new URLSearchParams([...address].filter(([name]) => name !== OWN));
  for (const [name, value] of inMemory.get(address.get(OWN) ?? '') ?? []) params.append(name, value);
  return params;
}

/** Whether an address stands for conditions that are no longer known. */
export function hasForgotten(address: URLSearchParams): boolean {
  return address.has(OWN) && !inMemory.has(address.get(OWN) ?? '');
}
const SECONDS: Record<string, number> = { m: 60, h: 3_600, d: 86_400 };
export const LIMIT = 100;

export function readSearch(params: URLSearchParams): Search {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, params.get(name) ?? ''])) as Record<(typeof TEXTS)[number], string>;
  const metadata = [...params].filter(([name]) => name.startsWith('metadata.')).map(([name, test]) => ({ name: name.slice('metadata.'.length), test }));
  const status = (params.get('status') ?? '').split(',').filter(Boolean);
  return { ...texts, status, has_attachment: params.get('has_attachment') === 'true', metadata };
}

export function writeSearch(search: Search): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of TEXTS) if (search[name].trim() !== '') params.set(name, search[name].trim());
  if (search.status.length > 0) params.set('status', search.status.join(','));
  if (search.has_attachment) params.set('has_attachment', 'true');
  for (const { name, test } of search.metadata) if (name && test) params.append(`metadata.${name}`, test);
  return params;
}

/** Whether there is something to search for; the newest of all are asked for with `newest`. */
export function isAsked(params: URLSearchParams): boolean {
  return [...params.keys()].some((name) => name !== 'before' && name !== 'at' && name !== 'with' && name !== OWN);
}

/** The conditions without those that are about a person. */
export function impersonal(params: URLSearchParams): string {
  const kept = [...params].filter(([name]) => !isPersonal(name) && name !== OWN && name !== 'before' && name !== 'at' && name !== 'with');
  return new URLSearchParams(kept).toString();
}

/** The search as parameters of the hub's interface. Times are told from now. */
export function parametersOf(search: Search, now: number): URLSearchParams {
  const params = writeSearch(search);
  params.delete('last');
  const match = /^(\d+)([mhd])$/.exec(search.last);
  if (match) params.set('since', new Date(now - Number(match[1]) * (SECONDS[match[2] ?? 'm'] ?? 60) * 1000).toISOString());
  for (const name of ['since', 'until']) {
    const date = new Date(params.get(name) ?? '');
    if (!Number.isNaN(date.getTime())) params.set(name, date.toISOString());
  }
  return params;
}

/** The search as the filter of bulk operations. */
export function filterOf(search: Search, now: number) {
  const params = Object.fromEntries(parametersOf({ ...search, metadata: [] }, now));
  const { attempts_from, has_attachment, status, ...texts } = params;
  return {
    ...texts,
    ...(status ? { status: status.split(',') } : {}),
    ...(attempts_from ? { attempts_from: Number(attempts_from) } : {}),
    ...(has_attachment ? { has_attachment: true } : {}),
    ...(search.metadata.length > 0 ? { metadata: Object.fromEntries(search.metadata.map(({ name, test }) => [name, test])) } : {}),
  };
}
