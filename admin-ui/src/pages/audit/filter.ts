// The conditions of a search in the audit log: in the page, in its address, and as the hub takes them.

export interface Filter {
  patient: string;
  actor: string;
  action: string;
  outcome: string;
  /** As a field for date and time gives it, in this browser's zone. */
  from: string;
  to: string;
}

/** What is in an address; conditions on patients are not. */
const SHOWN = ['actor', 'action', 'outcome', 'from', 'to'] as const;

export function filterOf(params: URLSearchParams): Omit<Filter, 'patient'> {
  const [actor = '', action = '', outcome = '', from = '', to = ''] = SHOWN.map((name) => params.get(name) ?? '');
  return { actor, action, outcome, from, to };
}

export function addressOf(filter: Filter): Record<string, string> {
  return given(SHOWN.map((name) => [name, filter[name]]));
}

/** Times with their zone; what is empty or no time is left out. */
export function queryOf(filter: Filter): Record<string, string> {
  const { from, to, ...rest } = filter;
  const all = { ...rest, from: instant(from), to: instant(to) };
  return given(Object.entries(all).map(([name, value]) => [name, value.trim()]));
}

function given(conditions: [string, string][]): Record<string, string> {
  return Object.fromEntries(conditions.filter(([, value]) => value !== ''));
}

function instant(local: string): string {
  const date = new Date(local);
  return local === '' || Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
