// The summary of a patient's record on one page, as the hub puts it together; the same as a FHIR R4 document to take along.

import DownloadIcon from '@mui/icons-material/DownloadOutlined';
import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { save } from '@kit/api/transport';
import type { Schemas } from '@/api/client';
import { fhirDocument, record } from '@/api/record';
import { useChange } from '@/api/queries';
import { doseOf, drugOf, partialDate, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Permitted } from '@/parts/page';
import { noneKnown, STATUS } from '@/words';
import { CONDITION_STATUS, IMMUNIZATION_STATUS, PROCEDURE_STATUS } from '../chart/record-words';
import { Printed, Sheet } from '../print/sheet';
import { codeText, dotted, validDays } from './kinds';
import { titleOf } from './note-parts';
import { progressOf } from './plans';
import { Part, PatientLine } from './summary-parts';
import { CONSENT_DECISION, CONSENT_SCOPE, DIRECTIVE_KIND, DOCUMENT_KIND, GOAL_STATE, PLAN_STATUS, PROBLEM_STATUS, RELATION, SOCIAL, TEAM_ROLE } from './words';

type Of = Schemas['PatientSummary'];

export function RecordSummaryPage() {
  return (
    <Permitted permission="ehr:read">
      <RecordSummary />
    </Permitted>
  );
}

/** Names of the sections, for what is said to be missing. */
const SECTIONS = { advance_directives: 'Advance directives', allergies: 'Allergies', problems: 'Problem list', diagnoses: 'Diagnoses', medications: 'Current prescriptions', immunizations: 'Immunisations', procedures: 'Procedures', care_plans: 'Care plans', family_history: 'Family history', social_history: 'Social history', consents: 'Consents', care_team: 'Care team', documents: 'Documents', notes: 'Signed notes' } as const;
type Name = keyof typeof SECTIONS;

/** For the test that each is translated. */
export const SUMMARY_WORDS = Object.values(SECTIONS);

/** The sections whose service did not answer, and those that are cut. */
export function missingOf(summary: Of): { unavailable: Name[]; truncated: Name[] } {
  const of = (state: Schemas['SectionState']) => (Object.keys(SECTIONS) as Name[]).filter((name) => summary[name].state === state);
  return { unavailable: of('unavailable'), truncated: of('truncated') };
}

function RecordSummary() {
  const { id = '' } = useParams();
  const summary = useQuery(record.summary(id));
  const fhir = useChange(() => fhirDocument(id));
  const download = (
    <Button variant="outlined" startIcon={<DownloadIcon />} loading={fhir.isPending} onClick={() => fhir.mutate(undefined, { onSuccess: (blob) => save(blob, `summary-${id}.fhir.json`) })}>
      {t('FHIR document')}
    </Button>
  );
  return (
    <Sheet title={t('Summary of the record')} isReady={Boolean(summary.data)} choices={download}>
      {summary.data ? <All summary={summary.data} /> : <Pending query={summary} />}
    </Sheet>
  );
}

const names = (list: Name[]) => list.map((name) => t(SECTIONS[name])).join(', ');
const idOf = ({ id }: { id: string }) => id;

function All({ summary }: { summary: Of }) {
  const { unavailable, truncated } = missingOf(summary);
  const part = (name: Name) => ({ title: t(SECTIONS[name]) });
  const [known] = summary.allergies.entries;
  return (
    <Box>
      <PatientLine patient={summary.patient} />
      <Typography component="p" sx={{ fontSize: 12.5 }}>{t('Put together {time}. What is confidential is left out.', { time: when(summary.generated_at) })}</Typography>
      {unavailable.length > 0 && <Box role="alert" sx={{ mt: 1, p: 1, border: '2px solid', fontWeight: 700 }}>{t('This summary is not whole. Missing: {sections}', { sections: names(unavailable) })}</Box>}
      {truncated.length > 0 && <Box role="note" sx={{ mt: 1, p: 1, border: '1px solid' }}>{t('Cut, since there is more on record: {sections}', { sections: names(truncated) })}</Box>}
      <Part {...part('advance_directives')} section={summary.advance_directives} keyOf={idOf}>{(one) => <><strong>{t(DIRECTIVE_KIND[one.kind])}</strong>: {dotted(<bdi>{one.statement}</bdi>, one.proxy && <bdi>{[one.proxy.name, one.proxy.phone].filter(Boolean).join(', ')}</bdi>, validDays(one))}</>}</Part>
      <Part {...part('allergies')} section={{ state: summary.allergies.state, entries: known?.allergies ?? [] }} empty={known?.knowledge === 'none-known' ? t(noneKnown(known.statements)) : t('Nobody has asked about allergies')} keyOf={idOf}>{(one) => <strong>{codeText(one.substance)}</strong>}</Part>
      <Part {...part('problems')} section={summary.problems} keyOf={idOf}>{(one) => dotted(codeText(one.code), t(PROBLEM_STATUS[one.status ?? 'active']), one.onset && <>{t('Since')} {partialDate(one.onset)}</>)}</Part>
      <Part {...part('medications')} section={summary.medications} keyOf={idOf}>{(one) => dotted(<strong key="drug"><Ltr>{drugOf(one.drug)}</Ltr></strong>, <Ltr key="dose">{doseOf(one.dose)}, {one.route}</Ltr>, t(STATUS[one.status]))}</Part>
      <Part {...part('diagnoses')} section={summary.diagnoses} keyOf={idOf}>{(one) => dotted(codeText(one.code), t(CONDITION_STATUS[one.clinical_status ?? 'active']), one.onset && <>{t('Since')} {partialDate(one.onset)}</>)}</Part>
      <Part {...part('immunizations')} section={summary.immunizations} keyOf={idOf}>{(one) => dotted(codeText(one.vaccine), t(IMMUNIZATION_STATUS[one.status ?? 'completed']), when(one.occurred_at))}</Part>
      <Part {...part('procedures')} section={summary.procedures} keyOf={idOf}>{(one) => dotted(codeText(one.code), t(PROCEDURE_STATUS[one.status ?? 'completed']), one.performed_at && when(one.performed_at))}</Part>
      <Part {...part('care_plans')} section={summary.care_plans} keyOf={idOf}>{(one) => <>{dotted(<bdi>{one.title}</bdi>, t(PLAN_STATUS[one.status]), t('{reached} of {of} goals reached', progressOf(one)))}{(one.goals ?? []).map(({ text, state = 'active' }, at) => <div key={at}>– <bdi>{text}</bdi> ({t(GOAL_STATE[state])})</div>)}</>}</Part>
      <Part {...part('family_history')} section={summary.family_history} keyOf={idOf}>{(one) => <>{t(RELATION[one.relation])}: {(one.conditions ?? []).length === 0 ? t('Nothing, as far as is known') : dotted(...(one.conditions ?? []).map(({ code }) => codeText(code)))}</>}</Part>
      <Part {...part('social_history')} section={summary.social_history} keyOf={idOf}>{(one) => <>{t(SOCIAL[one.category])}: {dotted(codeText(one.value), one.quantity && <bdi>{one.quantity}</bdi>, one.until && <>{t('Until')} {partialDate(one.until)}</>)}</>}</Part>
      <Part {...part('consents')} section={summary.consents} keyOf={idOf}>{(one) => <>{t(CONSENT_SCOPE[one.scope])}: {t(CONSENT_DECISION[one.decision])} {dotted(one.detail && <bdi>{one.detail}</bdi>, validDays(one))}</>}</Part>
      <Part {...part('care_team')} section={summary.care_team} keyOf={idOf}>{(one) => dotted(<bdi>{[one.member.given, one.member.family].filter(Boolean).join(' ')}</bdi>, t(TEAM_ROLE[one.role]))}</Part>
      <Part {...part('documents')} section={summary.documents} keyOf={idOf}>{(one) => dotted(<bdi>{one.title}</bdi>, t(DOCUMENT_KIND[one.kind]), one.dated && partialDate(one.dated))}</Part>
      <Part {...part('notes')} section={summary.notes} keyOf={idOf}>{(one) => dotted(<bdi>{titleOf(one)}</bdi>, <bdi>{one.author}</bdi>, when(one.signature?.at), one.assessment && <bdi>{one.assessment}</bdi>, one.plan && <bdi>{one.plan}</bdi>)}</Part>
      <Printed />
    </Box>
  );
}
