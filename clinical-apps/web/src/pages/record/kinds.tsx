// What each kind of entry asks for, says, and may become: problems, histories, directives, consents, the care team.

import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { careTeam, consents, directives, familyHistory, problems, socialHistory } from '@/api/record';
import { partialDate } from '@/format';
import { wholeOf, wordsOf } from '@/parts/fields';
import { Ltr } from '@/parts/ltr';
import { some, type FieldOf } from '@/parts/record-dialog';
import { rowsIn, rowsText } from '@/parts/record-fields';
import { CONDITION_SEVERITY, CONSENT_DECISION, CONSENT_SCOPE, CONSENT_STATUS, DIRECTIVE_KIND, DIRECTIVE_NEXT, DIRECTIVE_STATUS, PROBLEM_NEXT, PROBLEM_PRIORITY, PROBLEM_STATUS, RELATION, SOCIAL, TEAM_ROLE, TEAM_STATUS } from './words';
import type { Command, Kind } from './entry-list';
import { todayHere } from './places';

const PARTIAL = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** A code where one is known, else the words alone. */
export function codeFrom(code: string | undefined, text: string | undefined, old?: Schemas['Code'] | null): Schemas['Code'] {
  const said = { code: some(code) ?? some(text) ?? '', text: some(text) };
  return old && old.code === said.code ? { ...old, text: said.text } : said;
}

export function codeText({ code, text }: Schemas['Code']): ReactNode {
  return <>{text && <bdi>{text}</bdi>} {code !== text && <Ltr sx={{ fontWeight: 400 }}>{code}</Ltr>}</>;
}

const isPartial = (text: string | undefined) => !some(text) || PARTIAL.test(some(text) ?? '');
export const dateHelp = () => t('Year, month or day: 2024, 2024-05 or 2024-05-17');
const wrongDates = (...dates: (string | undefined)[]) => (dates.every(isPartial) ? null : dateHelp());

export const reasonField = (): FieldOf => ({ name: 'reason', label: t('Reason'), required: true, most: 1000 });

/** The choice of what a state may become, with the reason. */
export function steps<E extends { status?: S }, S extends string>(name: string, next: Record<S, S[]>, words: Record<S, string>, run: (entry: E, body: { status: S; reason: string }) => Promise<unknown>, first: S): Command<E> {
  const of = (entry: E) => next[entry.status ?? first];
  return {
    name,
    verb: t('Save'),
    isOffered: (entry) => of(entry).length > 0,
    fields: (entry) => [{ name: 'status', label: t('State'), as: 'choice', required: true, options: of(entry).map((one) => [one, t(words[one])]) }, reasonField()],
    run: (entry, { status, reason }) => run(entry, { status: status as S, reason: some(reason) ?? '' }),
    done: t('It is on record.'),
  };
}

/** What stands between dots. */
export function dotted(...parts: ReactNode[]): ReactNode {
  return parts.filter(Boolean).map((part, at) => <span key={at}>{at > 0 && ' · '}{part}</span>);
}

export const problemKind = (): Kind<Schemas['ListedProblem'], Schemas['ListedProblemRequest']> => ({
  calls: problems,
  title: t('Problem list'),
  empty: t('No problems on the list'),
  add: t('Put a problem on the list'),
  changing: t('Change the problem'),
  done: t('The problem is on the list.'),
  fields: [
    { name: 'text', label: t('Problem'), required: true },
    { name: 'code', label: t('Code'), as: 'code', most: 64, help: t('Of ICD-10, where it is known') },
    { name: 'status', label: t('State'), as: 'choice', required: true, options: wordsOf(PROBLEM_STATUS) },
    { name: 'priority', label: t('Priority'), as: 'choice', required: true, options: wordsOf(PROBLEM_PRIORITY) },
    { name: 'severity', label: t('How bad'), as: 'choice', none: t('Not said'), options: wordsOf(CONDITION_SEVERITY) },
    { name: 'onset', label: t('Since'), as: 'code', most: 10, help: dateHelp() },
    { name: 'abatement', label: t('Until'), as: 'code', most: 10, help: dateHelp(), when: ({ status }) => status === 'inactive' || status === 'resolved' },
    { name: 'monitoring', label: t('To be watched'), as: 'yes' },
    { name: 'treatments', label: t('What is done about it'), as: 'rows', add: t('Add'), columns: [{ name: 'text', label: t('What'), required: true, most: 500 }] },
    { name: 'outcome', label: t('Outcome'), as: 'long', most: 1000 },
    { name: 'note', label: t('Note|field'), as: 'long', most: 2000 },
  ],
  initial: (one) => ({ text: one?.code.text ?? one?.code.code ?? '', code: one && one.code.code !== one.code.text ? one.code.code : '', status: one?.status ?? 'active', priority: one?.priority ?? 'medium', severity: one?.severity ?? '', onset: one?.onset ?? '', abatement: one?.abatement ?? '', monitoring: one?.monitoring ? 'true' : '', treatments: rowsText((one?.treatments ?? []).map((text) => ({ text }))), outcome: one?.outcome ?? '', note: one?.note ?? '' }),
  wrong: ({ onset, abatement }) => wrongDates(onset, abatement),
  request: (values, where, one) => ({
    ...where,
    code: codeFrom(values.code, values.text, one?.code),
    status: values.status as Schemas['ProblemStatus'],
    priority: values.priority as Schemas['ProblemPriority'],
    severity: (values.severity || undefined) as Schemas['ConditionSeverity'] | undefined,
    onset: some(values.onset),
    abatement: values.status === 'inactive' || values.status === 'resolved' ? some(values.abatement) : undefined,
    monitoring: Boolean(values.monitoring),
    treatments: rowsIn(values.treatments).map(({ text }) => some(text) ?? ''),
    outcome: some(values.outcome),
    note: some(values.note),
    // What this form does not show stays.
    category: one?.category,
    condition_id: one?.condition_id,
    related: one?.related,
    snomed: one?.snomed,
  }),
  name: ({ code }) => codeText(code),
  detail: (one) => dotted(one.onset && <>{t('Since')} {partialDate(one.onset)}</>, one.abatement && <>{t('Until')} {partialDate(one.abatement)}</>, one.severity && t(CONDITION_SEVERITY[one.severity]), one.priority === 'high' && t('High priority'), one.monitoring && t('To be watched'), ...(one.treatments ?? []).map((text) => <bdi key={text}>{text}</bdi>), one.outcome && <bdi>{one.outcome}</bdi>, one.note && <bdi>{one.note}</bdi>, one.status_reason && <>{t('Reason')}: <bdi>{one.status_reason}</bdi></>, ' '),
  state: ({ status = 'active' }) => [status === 'inactive' || status === 'resolved' ? 'neutral' : 'warning', t(PROBLEM_STATUS[status])],
  mayChange: () => true,
  commands: [steps(t('Change the state'), PROBLEM_NEXT, PROBLEM_STATUS, (one, body) => take(api.POST('/api/v1/ehr/problems/{id}/status', { ...ofVersion(one), body })), 'active')],
});

export const familyKind = (): Kind<Schemas['FamilyHistory'], Schemas['FamilyHistoryRequest']> => ({
  calls: familyHistory,
  title: t('Family history'),
  empty: t('Nothing on record of the family'),
  add: t('Record a relative'),
  changing: t('Change the relative'),
  done: t('It is on record.'),
  fields: [
    { name: 'relation', label: t('Relative'), as: 'choice', required: true, options: wordsOf(RELATION) },
    { name: 'deceased', label: t('Alive'), as: 'choice', none: t('Not said'), options: [['no', t('Yes')], ['yes', t('Has died')]] },
    { name: 'age', label: t('Age at death in years'), as: 'whole', most: 130, when: ({ deceased }) => deceased === 'yes' },
    { name: 'conditions', label: t('What the relative has or had'), as: 'rows', most: 50, add: t('Add an illness'), columns: [{ name: 'text', label: t('Illness'), required: true }, { name: 'age', label: t('Age when it began'), as: 'whole', most: 130 }, { name: 'fatal', label: t('Died of it'), as: 'yes' }] },
    { name: 'note', label: t('Note|field'), as: 'long', most: 2000 },
  ],
  initial: (one) => ({ relation: one?.relation ?? 'mother', deceased: one?.deceased === true ? 'yes' : one?.deceased === false ? 'no' : '', age: one?.age_at_death?.toString() ?? '', conditions: rowsText((one?.conditions ?? []).map(({ code, age_at_onset, led_to_death }) => ({ text: code.text ?? code.code, code: code.code, age: age_at_onset?.toString() ?? '', fatal: led_to_death ? 'true' : '' }))), note: one?.note ?? '' }),
  wrong: ({ deceased, conditions }) => (deceased !== 'yes' && rowsIn(conditions).some(({ fatal }) => fatal) ? t('Say that the relative has died first.') : null),
  request: (values, where, one) => ({
    ...where,
    relation: values.relation as Schemas['FamilyRelation'],
    deceased: values.deceased === '' ? undefined : values.deceased === 'yes',
    age_at_death: values.deceased === 'yes' ? (wholeOf(values.age ?? '', 0, 130) ?? undefined) : undefined,
    conditions: rowsIn(values.conditions).map(({ text, age, fatal }) => ({ code: one?.conditions?.find(({ code }) => (code.text ?? code.code) === some(text))?.code ?? codeFrom('', text), age_at_onset: wholeOf(age ?? '', 0, 130) ?? undefined, led_to_death: Boolean(fatal) })),
    note: some(values.note),
  }),
  name: ({ relation }) => t(RELATION[relation]),
  detail: (one) => dotted(one.deceased === true && (one.age_at_death != null ? t('Died at {n} years', { n: one.age_at_death }) : t('Has died')), one.deceased === false && t('Is alive'), (one.conditions ?? []).length === 0 && t('Nothing, as far as is known'), one.note && <bdi>{one.note}</bdi>, ' '),
  more: (one) => (one.conditions ?? []).length > 0 && (
    <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
      {(one.conditions ?? []).map(({ code, age_at_onset, led_to_death }, at) => <li key={at}>{dotted(codeText(code), age_at_onset != null && t('from {n} years on', { n: age_at_onset }), led_to_death && t('Died of it'))}</li>)}
    </Box>
  ),
  mayChange: () => true,
});

export const socialKind = (): Kind<Schemas['SocialHistory'], Schemas['SocialHistoryRequest']> => ({
  calls: socialHistory,
  title: t('Social history'),
  empty: t('Nothing on record of how the patient lives'),
  add: t('Record how the patient lives'),
  changing: t('Change how the patient lives'),
  done: t('It is on record.'),
  fields: [
    { name: 'category', label: t('In which respect'), as: 'choice', required: true, options: wordsOf(SOCIAL) },
    { name: 'text', label: t('How|lives'), required: true },
    { name: 'quantity', label: t('How much'), most: 200 },
    { name: 'from', label: t('Since'), as: 'code', most: 10, help: dateHelp() },
    { name: 'until', label: t('Until'), as: 'code', most: 10, help: t('Empty while it is so') },
    { name: 'note', label: t('Note|field'), as: 'long', most: 2000 },
  ],
  initial: (one) => ({ category: one?.category ?? 'tobacco', text: one?.value.text ?? one?.value.code ?? '', quantity: one?.quantity ?? '', from: one?.from ?? '', until: one?.until ?? '', note: one?.note ?? '' }),
  wrong: ({ from, until }) => wrongDates(from, until),
  request: (values, where, one) => ({ ...where, category: values.category as Schemas['SocialCategory'], value: one && (one.value.text ?? one.value.code) === some(values.text) ? one.value : codeFrom('', values.text), quantity: some(values.quantity), from: some(values.from), until: some(values.until), note: some(values.note) }),
  name: ({ category, value }) => <>{t(SOCIAL[category])}: {codeText(value)}</>,
  detail: (one) => dotted(one.quantity && <bdi>{one.quantity}</bdi>, one.from && <>{t('Since')} {partialDate(one.from)}</>, one.until && <>{t('Until')} {partialDate(one.until)}</>, one.note && <bdi>{one.note}</bdi>, ' '),
  state: ({ until }) => (until ? ['neutral', t('Is over')] : ['info', t('Is so now')]),
  mayChange: () => true,
});

export const validDays = ({ valid_from, valid_until }: { valid_from: string; valid_until?: string | null }) => (valid_until ? `${partialDate(valid_from)} – ${partialDate(valid_until)}` : t('from {day} on', { day: partialDate(valid_from) }));
const wrongPeriod = (from: string | undefined, until: string | undefined) => (from && until && until < from ? t('The last day is before the first.') : null);

export const directiveKind = (): Kind<Schemas['AdvanceDirective'], Schemas['AdvanceDirectiveRequest']> => ({
  calls: directives,
  title: t('Advance directives'),
  empty: t('No directives on record'),
  add: t('Record a directive'),
  changing: t('Change the directive'),
  done: t('The directive is on record. It counts once it is confirmed.'),
  fields: [
    { name: 'kind', label: t('Kind'), as: 'choice', required: true, options: wordsOf(DIRECTIVE_KIND) },
    { name: 'statement', label: t('What the patient wants'), as: 'long', required: true, most: 4000 },
    { name: 'proxy', label: t('Who decides'), most: 200, required: true, when: ({ kind }) => kind === 'healthcare-proxy' },
    { name: 'relation', label: t('Who that is to the patient'), most: 100, when: ({ kind }) => kind === 'healthcare-proxy' },
    { name: 'phone', label: t('Telephone'), as: 'code', most: 100, when: ({ kind }) => kind === 'healthcare-proxy' },
    { name: 'from', label: t('First day'), as: 'day', required: true },
    { name: 'until', label: t('Last day'), as: 'day', help: t('Empty: until it is taken back') },
  ],
  initial: (one) => ({ kind: one?.kind ?? 'do-not-resuscitate', statement: one?.statement ?? '', proxy: one?.proxy?.name ?? '', relation: one?.proxy?.relation ?? '', phone: one?.proxy?.phone ?? '', from: one?.valid_from ?? todayHere(), until: one?.valid_until ?? '' }),
  wrong: ({ from, until }) => wrongPeriod(from, until),
  request: (values, where, one) => ({ ...where, kind: values.kind as Schemas['DirectiveKind'], statement: values.statement?.trim() ?? '', proxy: values.kind === 'healthcare-proxy' ? { name: values.proxy?.trim() ?? '', relation: some(values.relation), phone: some(values.phone) } : undefined, valid_from: values.from ?? '', valid_until: some(values.until), document_id: one?.document_id }),
  name: ({ kind }) => t(DIRECTIVE_KIND[kind]),
  detail: (one) => dotted(<bdi>{one.statement}</bdi>, one.proxy && <><bdi>{[one.proxy.name, one.proxy.relation].filter(Boolean).join(', ')}</bdi> {one.proxy.phone && <Ltr>{one.proxy.phone}</Ltr>}</>, validDays(one), one.status_reason && <>{t('Reason')}: <bdi>{one.status_reason}</bdi></>, ' '),
  state: ({ status }) => [status === 'active' ? 'error' : status === 'draft' ? 'warning' : 'neutral', t(DIRECTIVE_STATUS[status])],
  mayChange: ({ status }) => status === 'draft',
  commands: [steps(t('Confirm or take back'), DIRECTIVE_NEXT, DIRECTIVE_STATUS, (one, body) => take(api.POST('/api/v1/ehr/advance-directives/{id}/status', { ...ofVersion(one), body })), 'draft')],
});

export const consentKind = (): Kind<Schemas['Consent'], Schemas['ConsentRequest']> => ({
  calls: consents,
  title: t('Consents'),
  empty: t('No consents on record'),
  add: t('Record a consent or refusal'),
  changing: '',
  done: t('It is on record.'),
  fields: [
    { name: 'scope', label: t('What it is about'), as: 'choice', required: true, options: wordsOf(CONSENT_SCOPE) },
    { name: 'decision', label: t('What the patient decided'), as: 'choice', required: true, options: wordsOf(CONSENT_DECISION) },
    { name: 'detail', label: t('What in particular'), as: 'long', most: 1000 },
    { name: 'given_by', label: t('Who decided for the patient'), most: 200, help: t('A guardian; empty when the patient decided') },
    { name: 'from', label: t('First day'), as: 'day', required: true },
    { name: 'until', label: t('Last day'), as: 'day', help: t('Empty: until it is withdrawn') },
  ],
  initial: () => ({ scope: 'treatment', decision: 'permit', detail: '', given_by: '', from: todayHere(), until: '' }),
  wrong: ({ from, until }) => wrongPeriod(from, until),
  request: (values, where) => ({ ...where, scope: values.scope as Schemas['ConsentScope'], decision: values.decision as Schemas['ConsentDecision'], detail: some(values.detail), given_by: some(values.given_by), valid_from: values.from ?? '', valid_until: some(values.until) }),
  name: ({ scope, decision }) => `${t(CONSENT_SCOPE[scope])}: ${t(CONSENT_DECISION[decision])}`,
  detail: (one) => dotted(one.detail && <bdi>{one.detail}</bdi>, one.given_by && <>{t('Decided by')} <bdi>{one.given_by}</bdi></>, validDays(one), one.withdrawn && <>{t('Withdrawn')}: <bdi>{one.withdrawn.reason}</bdi></>, ' '),
  state: ({ status, decision }) => (status === 'withdrawn' ? ['neutral', t(CONSENT_STATUS.withdrawn)] : [decision === 'deny' ? 'error' : 'success', t(CONSENT_STATUS.active)]),
  mayChange: () => false,
  commands: [{ name: t('Withdraw'), verb: t('Withdraw'), isDangerous: true, isOffered: ({ status }) => status === 'active', fields: () => [reasonField()], run: (one, { reason }) => take(api.POST('/api/v1/ehr/consents/{id}/withdraw', { ...ofVersion(one), body: { reason: some(reason) ?? '' } })), done: t('It is withdrawn, and stays on record.') }],
});

export const teamKind = (): Kind<Schemas['CareTeamMember'], Schemas['CareTeamMemberRequest']> => ({
  calls: careTeam,
  title: t('Care team'),
  empty: t('Nobody is on the care team'),
  add: t('Add somebody|team'),
  changing: t('Change the part'),
  done: t('It is on record.'),
  fields: [
    { name: 'given', label: t('Given name') },
    { name: 'family', label: t('Family name') },
    { name: 'role', label: t('Part in the care'), as: 'choice', required: true, options: wordsOf(TEAM_ROLE) },
    { name: 'username', label: t('User name'), as: 'code', most: 200, help: t('Of who works here') },
    { name: 'from', label: t('First day'), as: 'day', required: true },
    { name: 'until', label: t('Last day'), as: 'day' },
    { name: 'note', label: t('Note|field'), as: 'long', most: 1000 },
  ],
  initial: (one) => ({ given: one?.member.given ?? '', family: one?.member.family ?? '', role: one?.role ?? 'attending-physician', username: one?.username ?? '', from: one?.from ?? todayHere(), until: one?.until ?? '', note: one?.note ?? '' }),
  wrong: ({ given, family, from, until }) => (!some(given) && !some(family) ? t('A given or a family name is needed.') : wrongPeriod(from, until)),
  request: (values, where, one) => ({ ...where, member: { ...one?.member, given: some(values.given), family: some(values.family) }, role: values.role as Schemas['CareTeamRole'], username: some(values.username), from: values.from ?? '', until: some(values.until), note: some(values.note) }),
  name: ({ member }) => <bdi>{[member.given, member.family].filter(Boolean).join(' ')}</bdi>,
  detail: (one) => dotted(t(TEAM_ROLE[one.role]), one.username && <Ltr>{one.username}</Ltr>, validDays({ valid_from: one.from, valid_until: one.until }), one.note && <bdi>{one.note}</bdi>, one.status_reason && <>{t('Reason')}: <bdi>{one.status_reason}</bdi></>, ' '),
  state: ({ status }) => [status === 'active' ? 'success' : 'neutral', t(TEAM_STATUS[status])],
  mayChange: ({ status }) => status === 'active',
  commands: [{ name: t('End the part'), verb: t('End it'), isOffered: ({ status }) => status === 'active', fields: () => [{ name: 'until', label: t('Last day'), as: 'day', required: true }, reasonField()], initial: () => ({ until: todayHere(), reason: '' }), run: (one, { until, reason }) => take(api.POST('/api/v1/ehr/care-team/{id}/end', { ...ofVersion(one), body: { until: until ?? '', reason: some(reason) ?? '' } })), done: t('It is on record.') }],
});

