// The longitudinal record (`/api/v1/ehr`): entries of each kind, structured notes, documents, worklists, the summary.

import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query';
import { api, take, type Schemas } from './client';
import { listed, MOST, type Listed } from './lists';
import { ofVersion } from './once';
import { LIST_INTERVAL } from './queries';

/** So many entries are asked for at a time. */
const PART = 50;
const staleTime = 15_000;

export type SoapNote = Schemas['SoapNote'];
export type SoapNoteRequest = Schemas['SoapNoteRequest'];
export type ClinicalDocument = Schemas['ClinicalDocument'];
export type ProgressNote = Schemas['ProgressNote'];

/** What every entry of the record has. */
export interface Entry {
  id: string;
  version: number;
  patient_id: string;
  facility_id: string;
  encounter_id?: string | null;
  recorded_by: string;
  changed_by: string;
  created_at: string;
  updated_at: string;
  entered_in_error?: Schemas['EnteredInError'] | null;
}

interface Page<T> {
  items: T[];
  next?: string | null;
}

type Header = { 'Idempotency-Key': string };

/** The calls that every kind of entry has; some kinds have no change, and each its own commands. */
export interface Calls<E extends Entry, R> {
  /** The beginning of the keys of its lists. */
  kind: string;
  list: (patient: string, cursor?: string) => Promise<Page<E>>;
  record: (patient: string, body: R, header: Header) => Promise<E>;
  change?: (entry: E, body: R) => Promise<E>;
  error: (entry: E, reason: string) => Promise<E>;
  versions: (id: string) => Promise<Page<E>>;
}

const of = (id: string, cursor?: string) => ({ params: { path: { id }, query: { limit: PART, cursor } } });
const onto = <R>(id: string, header: Header, body: R) => ({ params: { path: { id }, header }, body });
const change = <R>(entry: Entry, body: R) => ({ ...ofVersion(entry), body });

export const problems: Calls<Schemas['ListedProblem'], Schemas['ListedProblemRequest']> = {
  kind: 'problems',
  list: (id, cursor) => take(api.GET('/api/v1/ehr/patients/{id}/problems', of(id, cursor))),
  record: (id, body, header) => take(api.POST('/api/v1/ehr/patients/{id}/problems', onto(id, header, body))),
  change: (entry, body) => take(api.PUT('/api/v1/ehr/problems/{id}', change(entry, body))),
  error: (entry, reason) => take(api.POST('/api/v1/ehr/problems/{id}/entered-in-error', change(entry, { reason }))),
  versions: (id) => take(api.GET('/api/v1/ehr/problems/{id}/versions', of(id))),
};

export const carePlans: Calls<Schemas['CarePlan'], Schemas['CarePlanRequest']> = {
  kind: 'care-plans',
  list: (id, cursor) => take(api.GET('/api/v1/ehr/patients/{id}/care-plans', of(id, cursor))),
  record: (id, body, header) => take(api.POST('/api/v1/ehr/patients/{id}/care-plans', onto(id, header, body))),
  change: (entry, body) => take(api.PUT('/api/v1/ehr/care-plans/{id}', change(entry, body))),
  error: (entry, reason) => take(api.POST('/api/v1/ehr/care-plans/{id}/entered-in-error', change(entry, { reason }))),
  versions: (id) => take(api.GET('/api/v1/ehr/care-plans/{id}/versions', of(id))),
};

export const familyHistory: Calls<Schemas['FamilyHistory'], Schemas['FamilyHistoryRequest']> = {
  kind: 'family-history',
  list: (id, cursor) => take(api.GET('/api/v1/ehr/patients/{id}/family-history', of(id, cursor))),
  record: (id, body, header) => take(api.POST('/api/v1/ehr/patients/{id}/family-history', onto(id, header, body))),
  change: (entry, body) => take(api.PUT('/api/v1/ehr/family-history/{id}', change(entry, body))),
  error: (entry, reason) => take(api.POST('/api/v1/ehr/family-history/{id}/entered-in-error', change(entry, { reason }))),
  versions: (id) => take(api.GET('/api/v1/ehr/family-history/{id}/versions', of(id))),
};

export const socialHistory: Calls<Schemas['SocialHistory'], Schemas['SocialHistoryRequest']> = {
  kind: 'social-history',
  list: (id, cursor) => take(api.GET('/api/v1/ehr/patients/{id}/social-history', of(id, cursor))),
  record: (id, body, header) => take(api.POST('/api/v1/ehr/patients/{id}/social-history', onto(id, header, body))),
  change: (entry, body) => take(api.PUT('/api/v1/ehr/social-history/{id}', change(entry, body))),
  error: (entry, reason) => take(api.POST('/api/v1/ehr/social-history/{id}/entered-in-error', change(entry, { reason }))),
  versions: (id) => take(api.GET('/api/v1/ehr/social-history/{id}/versions', of(id))),
};

export const directives: Calls<Schemas['AdvanceDirective'], Schemas['AdvanceDirectiveRequest']> = {
  kind: 'directives',
  list: (id, cursor) => take(api.GET('/api/v1/ehr/patients/{id}/advance-directives', of(id, cursor))),
  record: (id, body, header) => take(api.POST('/api/v1/ehr/patients/{id}/advance-directives', onto(id, header, body))),
  change: (entry, body) => take(api.PUT('/api/v1/ehr/advance-directives/{id}', change(entry, body))),
  error: (entry, reason) => take(api.POST('/api/v1/ehr/advance-directives/{id}/entered-in-error', change(entry, { reason }))),
  versions: (id) => take(api.GET('/api/v1/ehr/advance-directives/{id}/versions', of(id))),
};

export const consents: Calls<Schemas['Consent'], Schemas['ConsentRequest']> = {
  kind: 'consents',
  list: (id, cursor) => take(api.GET('/api/v1/ehr/patients/{id}/consents', of(id, cursor))),
  record: (id, body, header) => take(api.POST('/api/v1/ehr/patients/{id}/consents', onto(id, header, body))),
  error: (entry, reason) => take(api.POST('/api/v1/ehr/consents/{id}/entered-in-error', change(entry, { reason }))),
  versions: (id) => take(api.GET('/api/v1/ehr/consents/{id}/versions', of(id))),
};

export const careTeam: Calls<Schemas['CareTeamMember'], Schemas['CareTeamMemberRequest']> = {
  kind: 'care-team',
  list: (id, cursor) => take(api.GET('/api/v1/ehr/patients/{id}/care-team', of(id, cursor))),
  record: (id, body, header) => take(api.POST('/api/v1/ehr/patients/{id}/care-team', onto(id, header, body))),
  change: (entry, body) => take(api.PUT('/api/v1/ehr/care-team/{id}', change(entry, body))),
  error: (entry, reason) => take(api.POST('/api/v1/ehr/care-team/{id}/entered-in-error', change(entry, { reason }))),
  versions: (id) => take(api.GET('/api/v1/ehr/care-team/{id}/versions', of(id))),
};

export const progressNotes: Calls<ProgressNote, Schemas['ProgressNoteRequest']> = {
  kind: 'progress-notes',
  list: (id, cursor) => take(api.GET('/api/v1/ehr/patients/{id}/progress-notes', of(id, cursor))),
  record: (id, body, header) => take(api.POST('/api/v1/ehr/patients/{id}/progress-notes', onto(id, header, body))),
  change: (entry, body) => take(api.PUT('/api/v1/ehr/progress-notes/{id}', change(entry, body))),
  error: (entry, reason) => take(api.POST('/api/v1/ehr/progress-notes/{id}/entered-in-error', change(entry, { reason }))),
  versions: (id) => take(api.GET('/api/v1/ehr/progress-notes/{id}/versions', of(id))),
};

export const documents: Calls<ClinicalDocument, Schemas['ClinicalDocumentRequest']> = {
  kind: 'documents',
  list: (id, cursor) => take(api.GET('/api/v1/ehr/patients/{id}/documents', of(id, cursor))),
  record: (id, body, header) => take(api.POST('/api/v1/ehr/patients/{id}/documents', onto(id, header, body))),
  change: (entry, body) => take(api.PUT('/api/v1/ehr/documents/{id}', change(entry, body))),
  error: (entry, reason) => take(api.POST('/api/v1/ehr/documents/{id}/entered-in-error', change(entry, { reason }))),
  versions: (id) => take(api.GET('/api/v1/ehr/documents/{id}/versions', of(id))),
};

/** The key of what is known of a patient's record, or of one kind of it. */
export function recordKey(patient: string, ...kind: string[]): string[] {
  return ['record', patient, ...kind];
}

/** A patient's entries of one kind, part by part. */
export function entriesOf<E extends Entry, R>(calls: Calls<E, R>, patient: string) {
  return infiniteQueryOptions({
    queryKey: recordKey(patient, calls.kind),
    queryFn: ({ pageParam }) => calls.list(patient, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime,
  });
}

/** The parts that were asked for so far, as one list. */
export function joined<T>(data: InfiniteData<Page<T>> | undefined): Listed<T> | undefined {
  return data && { items: data.pages.flatMap(({ items }) => items), hasMore: false };
}

export const record = {
  /** Directives that count, for the banner. */
  activeDirectives: (id: string) => queryOptions({ queryKey: recordKey(id, 'directives', 'active'), queryFn: () => listed(take(api.GET('/api/v1/ehr/patients/{id}/advance-directives', { params: { path: { id }, query: { status: 'active', limit: MOST } } }))), staleTime: 30_000 }),
  notes: (patient: string, { text, status }: { text: string; status?: Schemas['SoapNoteStatus'] }) =>
    infiniteQueryOptions({
      queryKey: [...recordKey(patient, 'notes'), { text, status }],
      queryFn: ({ pageParam }): Promise<Page<SoapNote>> => take(api.GET('/api/v1/ehr/soap-notes', { params: { query: { patient, text: text || undefined, status, limit: PART, cursor: pageParam } } })),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      staleTime,
    }),
  note: (patient: string, id: string) => queryOptions({ queryKey: recordKey(patient, 'note', id), queryFn: () => take(api.GET('/api/v1/ehr/soap-notes/{id}', { params: { path: { id } } })) }),
  noteVersions: (patient: string, id: string) => queryOptions({ queryKey: recordKey(patient, 'note', id, 'versions'), queryFn: () => listed(take(api.GET('/api/v1/ehr/soap-notes/{id}/versions', { params: { path: { id }, query: { limit: MOST } } }))) }),
  noteDifference: (patient: string, id: string, from: number, to: number) => queryOptions({ queryKey: [...recordKey(patient, 'note', id, 'diff'), from, to], queryFn: () => take(api.GET('/api/v1/ehr/soap-notes/{id}/diff', { params: { path: { id }, query: { from, to } } })), enabled: from < to }),
  summary: (id: string) => queryOptions({ queryKey: recordKey(id, 'summary'), queryFn: () => take(api.GET('/api/v1/ehr/patients/{id}/summary', { params: { path: { id }, header: { Accept: 'application/json' } } })), refetchOnWindowFocus: false, staleTime: 60_000 }),
  toCosign: () => queryOptions({ queryKey: ['record-lists', 'to-cosign'], queryFn: () => listed(take(api.GET('/api/v1/ehr/worklists/to-cosign', { params: { query: { limit: MOST } } }))), refetchInterval: LIST_INTERVAL }),
  unsigned: () => queryOptions({ queryKey: ['record-lists', 'unsigned'], queryFn: () => listed(take(api.GET('/api/v1/ehr/worklists/unsigned', { params: { query: { limit: MOST } } }))), refetchInterval: LIST_INTERVAL }),
  attention: (facility?: string) => queryOptions({ queryKey: ['record-lists', 'attention', facility], queryFn: () => listed(take(api.GET('/api/v1/ehr/worklists/attention-required', { params: { query: { facility, limit: MOST } } }))), refetchInterval: LIST_INTERVAL }),
  carePlansDue: (facility: string | undefined, by: string) => queryOptions({ queryKey: ['record-lists', 'care-plans-due', facility, by], queryFn: () => listed(take(api.GET('/api/v1/ehr/worklists/care-plans-due', { params: { query: { facility, by, limit: MOST } } }))), refetchInterval: LIST_INTERVAL }),
  /** The newest progress notes of a patient: the hand-over of a ward's list is the first of them that has one. */
  latestProgress: (id: string) => queryOptions({ queryKey: recordKey(id, 'progress-notes', 'latest'), queryFn: () => listed(take(api.GET('/api/v1/ehr/patients/{id}/progress-notes', { params: { path: { id }, query: { limit: 10 } } }))), staleTime: 60_000, refetchOnWindowFocus: false }),
};

/** Gives the bytes of a document, of one of its versions when that is named. */
export function contentOf(id: string, version?: number): Promise<Blob> {
  return take(api.GET('/api/v1/ehr/documents/{id}/content', { params: { path: { id }, query: { version } }, parseAs: 'blob' }));
}

/** Brings the bytes of a document, with the reason where it is done already. */
export function bringContent(document: Pick<ClinicalDocument, 'id' | 'version'>, file: Blob, reason?: string): Promise<ClinicalDocument> {
  const { path, header } = ofVersion(document).params;
  return take(api.PUT('/api/v1/ehr/documents/{id}/content', { params: { path, header, query: { reason } }, headers: { 'Content-Type': file.type }, body: file as unknown as number[], bodySerializer: (bytes) => bytes as unknown as Blob }));
}

/** Gives the summary as a FHIR R4 document, as it is to be saved. */
export function fhirDocument(id: string): Promise<Blob> {
  return take(api.GET('/api/v1/ehr/patients/{id}/summary', { params: { path: { id }, header: { Accept: 'application/fhir+json' } }, parseAs: 'blob' }));
}
