// What of records waits for somebody: co-signatures, own drafts, patients who need attention, the hand-over of a ward, plans to be reviewed.

import { Box, MenuItem, Paper, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { Button } from '@mui/material';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { places, type Bed, type Facility } from '@/api/places';
import { record, type SoapNote } from '@/api/record';
import { queries, usePermission } from '@/api/queries';
import { partialDate, when } from '@/format';
import { DayField } from '@/parts/fields';
import { OfFacility } from '@/parts/facility';
import { LinkTabs } from '@/parts/link-tabs';
import { LinkedList, Page, Permitted } from '@/parts/page';
import { PatientLink, PatientName } from '@/parts/patient-name';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { addDays, isDay, today } from '@/zone';
import { byNumber } from '../beds/board';
import { COURSE_TONE, HandoverBody, ILLNESS_TONE } from './hand-over';
import { NoteTags, titleOf } from './note-parts';
import { COURSE, ILLNESS } from './words';

const TABS = [
  { path: '/records/to-co-sign', title: 'To co-sign', permission: 'ehr:cosign' },
  { path: '/records/drafts', title: 'My drafts', permission: 'ehr:write' },
  { path: '/records', title: 'Need attention', permission: 'ehr:read' },
  { path: '/records/hand-over', title: 'Hand-over of a ward', permission: 'ehr:read' },
  { path: '/records/care-plans', title: 'Care plans to review', permission: 'ehr:read' },
];

/** For the test that each is translated. */
export const WORKLIST_TABS = TABS.map(({ title }) => title);

function Frame({ title, permission, actions, children }: { title: string; permission: string; actions?: ReactNode; children: ReactNode }) {
  const may = usePermission();
  const { pathname } = useLocation();
  return (
    <Page title={title} actions={actions}>
      <LinkTabs label={t('Lists of the records')} tabs={TABS.filter((tab) => may(tab.permission)).map(({ path, title: label }) => ({ to: path, label: t(label), isHere: path === pathname }))} />
      <Permitted permission={permission}>{children}</Permitted>
    </Page>
  );
}

export function ToCosignPage() {
  return (
    <Frame title={t('To co-sign')} permission="ehr:cosign">
      <Notes which="toCosign" empty={t('No note waits for your co-signature')} />
    </Frame>
  );
}

export function DraftsPage() {
  return (
    <Frame title={t('My drafts')} permission="ehr:write">
      <Notes which="unsigned" empty={t('You have no drafts')} />
    </Frame>
  );
}

function Notes({ which, empty }: { which: 'toCosign' | 'unsigned'; empty: string }) {
  const query = useQuery(which === 'toCosign' ? record.toCosign() : record.unsigned());
  const me = useQuery(queries.me()).data?.username;
  const title = which === 'toCosign' ? t('To co-sign') : t('My drafts');
  return (
    <LinkedList label={title} query={query} empty={empty} keyOf={({ id }) => id} linkOf={({ patient_id, id }) => `/patients/${patient_id}/record/notes/${id}`}>
      {(note: SoapNote) => (
        <>
          <Main title={<PatientName id={note.patient_id} />}>
            <bdi>{titleOf(note)}</bdi> · <bdi>{note.author}</bdi>, {when(note.cosignature?.asked_at ?? note.updated_at)}
          </Main>
          <NoteTags note={note} me={me} />
        </>
      )}
    </LinkedList>
  );
}

export function AttentionPage() {
  return (
    <Frame title={t('Need attention')} permission="ehr:read">
      <OfFacility>{(facility, choice) => <Attention facility={facility} choice={choice} />}</OfFacility>
    </Frame>
  );
}

function Attention({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const query = useQuery(record.attention(facility.id));
  return (
    <>
      {choice}
      <Rows label={t('Need attention')} query={query} empty={t('Nobody needs attention')} emptyHelp={t('Patients who are critical or getting worse, and notes that say that somebody must see to them, stand here until somebody says what was done.')} keyOf={({ id }) => id}>
        {(note) => (
          <>
            <Main title={<PatientLink id={note.patient_id} tab="/record/hand-over" />}>
              <bdi>{note.text}</bdi> · <bdi>{note.recorded_by}</bdi>, {when(note.created_at)}
            </Main>
            <Tag tone={COURSE_TONE[note.condition]} isStrong>{t(COURSE[note.condition])}</Tag>
            <Button size="small" variant="outlined" component={Link} to={`/patients/${note.patient_id}/record/hand-over`}>{t('Show it')}</Button>
          </>
        )}
      </Rows>
    </>
  );
}

export function WardHandOverPage() {
  return (
    <Frame title={t('Hand-over of a ward')} permission="ehr:read">
      <OfFacility>{(facility, choice) => <OfWard facility={facility} choice={choice} />}</OfFacility>
    </Frame>
  );
}

function OfWard({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const may = usePermission()('beds:read');
  const [search, setSearch] = useSearchParams();
  const wards = useQuery({ ...places.wards(facility.id), enabled: may });
  const beds = useQuery({ ...places.beds(facility.id), enabled: may });
  if (!may) return <Paper><Empty title={t('Your role does not see who lies where')}>{t('The list goes by the beds of a ward. A patient’s hand-over is in the chart.')}</Empty></Paper>;
  if (!wards.data) return <Paper><Pending query={wards} /></Paper>;
  const ward = wards.data.items.find(({ id }) => id === search.get('ward')) ?? wards.data.items[0];
  const taken = (beds.data?.items ?? []).filter(({ ward_id, assignment }) => ward_id === ward?.id && assignment).sort(byNumber);
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {choice}
        {ward && (
          <TextField select label={t('Ward')} value={ward.id} onChange={({ target }) => setSearch((was) => ({ ...Object.fromEntries(was), ward: target.value }), { replace: true })} sx={{ minInlineSize: 180 }}>
            {wards.data.items.map(({ id, name }) => <MenuItem key={id} value={id}><bdi>{name}</bdi></MenuItem>)}
          </TextField>
        )}
      </Box>
      <Rows label={t('Hand-over of a ward')} query={beds} items={taken} empty={t('Nobody lies in this ward')} keyOf={({ id }) => id}>
        {(bed) => <BedRow bed={bed} />}
      </Rows>
    </>
  );
}

function BedRow({ bed }: { bed: Bed }) {
  const patient = bed.assignment?.patient_id ?? '';
  const latest = useQuery(record.latestProgress(patient));
  const note = latest.data?.items.find(({ handover, entered_in_error }) => handover && !entered_in_error);
  return (
    <>
      <Main title={<><bdi>{[bed.room, bed.number].filter(Boolean).join(' · ')}</bdi> <PatientLink id={patient} tab="/record/hand-over" /></>}>
        {note ? <><bdi>{note.recorded_by}</bdi>, {when(note.created_at)}</> : latest.error ? t('The hand-over could not be asked for') : latest.data ? t('No hand-over is written') : t('Loading')}
      </Main>
      {note?.handover && <Tag tone={ILLNESS_TONE[note.handover.illness_severity]}>{t(ILLNESS[note.handover.illness_severity])}</Tag>}
      {note && <Box sx={{ flexBasis: '100%', minInlineSize: 0 }}><HandoverBody note={note} /></Box>}
    </>
  );
}

export function PlansDuePage() {
  return (
    <Frame title={t('Care plans to review')} permission="ehr:read">
      <OfFacility>{(facility, choice) => <PlansDue facility={facility} choice={choice} />}</OfFacility>
    </Frame>
  );
}

/** So many days ahead are looked at first. */
const AHEAD = 7;

function PlansDue({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const [search, setSearch] = useSearchParams();
  const now = today(facility.time_zone);
  const asked = search.get('by');
  const by = isDay(asked) ? asked : addDays(now, AHEAD);
  const query = useQuery(record.carePlansDue(facility.id, by));
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {choice}
        <DayField label={t('By which day')} value={by} onChange={(value) => value && setSearch((was) => ({ ...Object.fromEntries(was), by: value }), { replace: true })} />
      </Box>
      <Rows label={t('Care plans to review')} query={query} empty={t('No care plan is to be reviewed by that day')} keyOf={({ id }) => id}>
        {(plan) => (
          <>
            <Main title={<PatientLink id={plan.patient_id} tab="/record/care-plans" />}>
              <bdi>{plan.title}</bdi> {plan.review_on && <> · {t('To be looked at again on')} {partialDate(plan.review_on)}</>}
            </Main>
            {plan.review_on && plan.review_on < now && <Tag tone="warning">{t('The day has gone by')}</Tag>}
          </>
        )}
      </Rows>
    </>
  );
}
