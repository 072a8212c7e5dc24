// Problems, procedures and immunisations of a patient. What was entered in error stays readable at its end, and is marked.

import { Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { entries } from '@/api/chart';
import type { Schemas } from '@/api/client';
import { usePermission } from '@/api/queries';
import { partialDate, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Permitted, Section } from '@/parts/page';
import { Main, Rows } from '@/parts/rows';
import { Tag, type Tone } from '@/parts/tag';
import { ErrorDialog, type EntryKind } from './error-dialog';
import { usePatient } from './page';
import { ConditionDialog, ImmunizationDialog, ProcedureDialog } from './record-dialogs';
import { CERTAINTY, CONDITION_STATUS, IMMUNIZATION_STATUS, PROCEDURE_STATUS } from './record-words';

export function ProblemsTab() {
  return (
    <Permitted permission="conditions:read">
      <Problems />
    </Permitted>
  );
}

export function ProceduresTab() {
  return (
    <Permitted permission="procedures:read">
      <Procedures />
    </Permitted>
  );
}

export function ImmunizationsTab() {
  return (
    <Permitted permission="immunizations:read">
      <Immunizations />
    </Permitted>
  );
}

/** What counts first, what was an error last. */
function ordered<T extends { entered_in_error?: unknown }>(items: T[] | undefined): T[] {
  return [...(items ?? [])].sort((one, other) => Number(Boolean(one.entered_in_error)) - Number(Boolean(other.entered_in_error)));
}

function nameOfCode({ code, text }: Schemas['Code']): ReactNode {
  return <>{text && <bdi>{text}</bdi>} {code !== text && <Ltr sx={{ fontWeight: 400 }}>{code}</Ltr>}</>;
}

function Problems() {
  const { id } = usePatient();
  const may = usePermission()('conditions:write');
  const known = useQuery(entries.conditions(id));
  const [asked, setAsked] = useState<Schemas['Condition'] | 'new' | null>(null);
  return (
    <Section title={t('Problems')} actions={may && <Button variant="contained" onClick={() => setAsked('new')}>{t('Record a problem')}</Button>}>
      <Rows label={t('Problems')} query={known} items={ordered(known.data?.items)} empty={t('No problems on record')} keyOf={(one) => one.id}>
        {(one) => (
          <>
            <Main title={nameOfCode(one.code)}>
              {one.onset && <>{t('Since')} {partialDate(one.onset)} · </>}
              <bdi>{one.recorded_by}</bdi>, {when(one.created_at)} {one.note && <>· <bdi>{one.note}</bdi></>}
            </Main>
            <State entry={one} kind="conditions" tone={['active', 'recurrence', 'relapse'].includes(one.clinical_status ?? 'active') ? 'warning' : 'neutral'} word={t(CONDITION_STATUS[one.clinical_status ?? 'active'])} mayChange={may}>
              {one.verification_status && <Tag tone="info">{t(CERTAINTY[one.verification_status])}</Tag>}
              {may && !one.entered_in_error && <Button size="small" variant="outlined" onClick={() => setAsked(one)}>{t('Change')}</Button>}
            </State>
          </>
        )}
      </Rows>
      {asked && <ConditionDialog patient={id} condition={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
    </Section>
  );
}

function Procedures() {
  const { id } = usePatient();
  const may = usePermission()('procedures:write');
  const known = useQuery(entries.procedures(id));
  const [isAdding, setIsAdding] = useState(false);
  return (
    <Section title={t('Procedures')} actions={may && <Button variant="contained" onClick={() => setIsAdding(true)}>{t('Record a procedure')}</Button>}>
      <Rows label={t('Procedures')} query={known} items={ordered(known.data?.items)} empty={t('No procedures on record')} keyOf={(one) => one.id}>
        {(one) => (
          <>
            <Main title={nameOfCode(one.code)}>
              {when(one.performed_at ?? one.created_at)} · <bdi>{one.recorded_by}</bdi> {one.outcome && <>· <bdi>{one.outcome}</bdi></>} {one.status_reason && <>· <bdi>{one.status_reason}</bdi></>}
            </Main>
            <State entry={one} kind="procedures" tone={one.status === 'completed' ? 'success' : 'neutral'} word={t(PROCEDURE_STATUS[one.status ?? 'completed'])} mayChange={may} />
          </>
        )}
      </Rows>
      {isAdding && <ProcedureDialog patient={id} onClose={() => setIsAdding(false)} />}
    </Section>
  );
}

function Immunizations() {
  const { id } = usePatient();
  const may = usePermission()('immunizations:write');
  const known = useQuery(entries.immunizations(id));
  const [isAdding, setIsAdding] = useState(false);
  return (
    <Section title={t('Immunisations')} actions={may && <Button variant="contained" onClick={() => setIsAdding(true)}>{t('Record an immunisation')}</Button>}>
      <Rows label={t('Immunisations')} query={known} items={ordered(known.data?.items)} empty={t('No immunisations on record')} keyOf={(one) => one.id}>
        {(one) => (
          <>
            <Main title={nameOfCode(one.vaccine)}>
              {when(one.occurred_at)} {one.dose_number && <>· {t('Dose {n}', { n: one.dose_number })}</>} {one.lot_number && <>· {t('Lot')} <Ltr>{one.lot_number}</Ltr></>} {one.status_reason && <>· <bdi>{one.status_reason}</bdi></>}
            </Main>
            <State entry={one} kind="immunizations" tone={one.status === 'not-done' ? 'neutral' : 'success'} word={t(IMMUNIZATION_STATUS[one.status ?? 'completed'])} mayChange={may} />
          </>
        )}
      </Rows>
      {isAdding && <ImmunizationDialog patient={id} onClose={() => setIsAdding(false)} />}
    </Section>
  );
}

interface Entry {
  id: string;
  version: number;
  patient_id: string;
  entered_in_error?: Schemas['EnteredInError'] | null;
}

export function State({ entry, kind, tone, word, mayChange, children }: { entry: Entry; kind: EntryKind; tone: Tone; word: string; mayChange: boolean; children?: ReactNode }) {
  const [isAsked, setIsAsked] = useState(false);
  if (entry.entered_in_error) {
    return (
      <>
        <Tag tone="error">{t('Entered in error')}</Tag>
        <bdi>{entry.entered_in_error.reason}</bdi>
      </>
    );
  }
  return (
    <>
      <Tag tone={tone}>{word}</Tag>
      {children}
      {mayChange && <Button size="small" color="error" onClick={() => setIsAsked(true)}>{t('Entered in error')}</Button>}
      {isAsked && <ErrorDialog kind={kind} entry={entry} onClose={() => setIsAsked(false)} />}
    </>
  );
}
