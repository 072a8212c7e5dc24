// One facility: what it is, what it decides for itself, its departments, and its wards with their beds.

import { Box, Button, Paper, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { places, type Bed, type Department, type Facility, type Ward } from '@/api/places';
import { usePermission } from '@/api/queries';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import { Main, Rows } from '@/parts/rows';
import { BED_KIND, WARD_GENDER, WARD_KIND } from '@/words';
import { FacilityDialog } from './facilities';
import { ChangeButton, Closed, SiteFrame } from './frame';
import { BedDialog, DepartmentDialog, SettingsDialog, WardDialog } from './place-dialogs';
import { DEPARTMENT_KIND, FACILITY_KIND, PLACE_STATUS } from './words';

export function FacilityPage() {
  const { id = '' } = useParams();
  return (
    <SiteFrame title={t('Facility')} permission="facilities:read">
      <Loaded id={id} />
    </SiteFrame>
  );
}

function Loaded({ id }: { id: string }) {
  const facilities = useQuery(places.facilities());
  const facility = facilities.data?.items.find((one) => one.id === id);
  if (!facilities.data) return <Paper><Pending query={facilities} /></Paper>;
  if (!facility) return <Paper sx={{ p: 3 }}><Typography>{t('There is no such facility.')}</Typography></Paper>;
  return (
    <>
      <About facility={facility} />
      <Settings facility={facility} />
      <Departments facility={facility} />
      <Wards facility={facility} />
    </>
  );
}

const GRID = { m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' };

function About({ facility }: { facility: Facility }) {
  const may = usePermission()('facilities:write');
  const [isChanging, setIsChanging] = useState(false);
  return (
    <Section title={facility.name} actions={may && <ChangeButton name={facility.name} onClick={() => setIsChanging(true)} />}>
      <Box component="dl" sx={GRID}>
        <Fact name={t('Code')}><Ltr>{facility.code}</Ltr></Fact>
        <Fact name={t('Kind')}>{t(FACILITY_KIND[facility.kind])}</Fact>
        <Fact name={t('Time zone')}><Ltr>{facility.time_zone}</Ltr></Fact>
        <Fact name={t('State')}>{t(PLACE_STATUS[facility.status ?? 'active'])}</Fact>
        {facility.licence && <Fact name={t('Number of the licence')}><Ltr>{facility.licence}</Ltr></Fact>}
        {facility.address && <Fact name={t('Address')}><bdi>{facility.address}</bdi></Fact>}
        {facility.phone && <Fact name={t('Telephone')}><Ltr>{facility.phone}</Ltr></Fact>}
        {(facility.services?.length ?? 0) > 0 && <Fact name={t('What is done there')}><bdi>{facility.services?.join(', ')}</bdi></Fact>}
        {facility.always_open && <Fact name={t('Hours')}>{t('Open day and night')}</Fact>}
      </Box>
      {isChanging && <FacilityDialog facility={facility} onClose={() => setIsChanging(false)} />}
    </Section>
  );
}

function Settings({ facility }: { facility: Facility }) {
  const may = usePermission()('facilities:write');
  const settings = useQuery(places.settings(facility.id));
  const [isChanging, setIsChanging] = useState(false);
  const { data } = settings;
  return (
    <Section title={t('What it decides for itself')} actions={may && data && <ChangeButton name={t('What it decides for itself')} onClick={() => setIsChanging(true)} />}>
      {!data ? <Pending query={settings} rows={2} /> : (
        <Box component="dl" sx={GRID}>
          <Fact name={t('An appointment lasts')}>{t('{n} min', { n: data.appointment_minutes ?? '–' })}</Fact>
          <Fact name={t('Booked ahead')}>{t('{n} d', { n: data.booking_days_ahead ?? '–' })}</Fact>
          <Fact name={t('Late cancellation within')}>{t('{n} h', { n: data.cancel_notice_hours ?? '–' })}</Fact>
          <Fact name={t('Not come after')}>{t('{n} min', { n: data.no_show_minutes ?? '–' })}</Fact>
          <Fact name={t('Reminded before')}>{!data.reminder_hours?.length ? t('Never') : data.reminder_hours.map((n) => t('{n} h', { n })).join(', ')}</Fact>
          <Fact name={t('Without an appointment')}>{data.walk_ins ? t('Patients may come') : t('Nobody is taken')}</Fact>
          <Fact name={t('The end of a stay')}>{data.automatic_bed_release ? t('releases the bed') : t('leaves the bed as it is')}</Fact>
          <Fact name={t('Currency')}><Ltr>{data.currency}</Ltr></Fact>
          <Fact name={t('Language')}><Ltr>{data.language}</Ltr></Fact>
        </Box>
      )}
      {isChanging && data && <SettingsDialog settings={data} onClose={() => setIsChanging(false)} />}
    </Section>
  );
}

function Departments({ facility }: { facility: Facility }) {
  const may = usePermission()('facilities:write');
  const departments = useQuery(places.departments(facility.id));
  const [asked, setAsked] = useState<Department | 'new' | null>(null);
  return (
    <Section title={t('Departments')} actions={may && <Button variant="outlined" onClick={() => setAsked('new')}>{t('Add a department')}</Button>}>
      <Rows label={t('Departments')} query={departments} empty={t('No departments yet')} keyOf={({ id }) => id}>
        {(department) => (
          <>
            <Main title={<bdi>{department.name}</bdi>}>
              <Ltr>{department.code}</Ltr> · {t(DEPARTMENT_KIND[department.kind])}
              {department.head && <> · <bdi>{department.head}</bdi></>}
              {(department.building || department.floor) && <> · <bdi>{[department.building, department.floor].filter(Boolean).join(', ')}</bdi></>}
            </Main>
            <Closed status={department.status} />
            {may && <ChangeButton name={department.name} onClick={() => setAsked(department)} />}
          </>
        )}
      </Rows>
      {asked && <DepartmentDialog facility={facility.id} department={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
    </Section>
  );
}

function Wards({ facility }: { facility: Facility }) {
  const may = usePermission();
  const wards = useQuery(places.wards(facility.id));
  const departments = useQuery(places.departments(facility.id));
  const beds = useQuery({ ...places.beds(facility.id), enabled: may('beds:read') });
  const [asked, setAsked] = useState<Ward | 'new' | null>(null);
  const [bed, setBed] = useState<{ ward: Ward; bed: Bed | null } | null>(null);
  const writes = may('facilities:write');
  return (
    <Section title={t('Wards and beds')} actions={writes && <Button variant="outlined" onClick={() => setAsked('new')}>{t('Add a ward')}</Button>}>
      <Rows label={t('Wards and beds')} query={wards} empty={t('No wards yet')} keyOf={({ id }) => id}>
        {(ward) => {
          const own = (beds.data?.items ?? []).filter(({ ward_id }) => ward_id === ward.id).sort((one, other) => one.number.localeCompare(other.number, undefined, { numeric: true }));
          return (
            <>
              <Main title={<bdi>{ward.name}</bdi>}>
                <Ltr>{ward.code}</Ltr> · {t(WARD_KIND[ward.kind])} · {t(WARD_GENDER[ward.gender ?? 'mixed'])}
                {ward.department_id && <> · <bdi>{departments.data?.items.find(({ id }) => id === ward.department_id)?.name ?? '…'}</bdi></>}
                {ward.station_phone && <> · <Ltr>{ward.station_phone}</Ltr></>}
              </Main>
              <Closed status={ward.status} />
              {writes && <ChangeButton name={ward.name} onClick={() => setAsked(ward)} />}
              {writes && <Button size="small" aria-label={t('Add a bed to {ward}', { ward: ward.name })} onClick={() => setBed({ ward, bed: null })}>{t('Add a bed')}</Button>}
              <Stack direction="row" role="list" aria-label={t('Beds of {ward}', { ward: ward.name })} sx={{ flexBasis: '100%', flexWrap: 'wrap', gap: 0.5 }}>
                {beds.error ? <Pending query={beds} rows={1} /> : null}
                {own.map((one) => (
                  <div key={one.id} role="listitem">
                    <Button size="small" variant="outlined" color="inherit" disabled={!writes} onClick={() => setBed({ ward, bed: one })}>
                      {t('Bed {number}', { number: one.number })} · {t(BED_KIND[one.kind])}
                    </Button>
                  </div>
                ))}
              </Stack>
            </>
          );
        }}
      </Rows>
      {asked && <WardDialog facility={facility.id} ward={asked === 'new' ? null : asked} departments={departments.data?.items ?? []} onClose={() => setAsked(null)} />}
      {bed && <BedDialog ward={bed.ward} bed={bed.bed} onClose={() => setBed(null)} />}
    </Section>
  );
}
