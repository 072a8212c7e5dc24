// The sites: hospitals, clinics, laboratories. Each has departments, wards with beds, and what it decides for itself.

import { Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { PLACES, places, type Facility } from '@/api/places';
import { usePermission } from '@/api/queries';
import { wordsOf } from '@/parts/fields';
import { Ltr } from '@/parts/ltr';
import { LinkedList } from '@/parts/page';
import { listOf, RecordDialog, some, type FieldOf } from '@/parts/record-dialog';
import { Main } from '@/parts/rows';
import { Closed, SiteFrame } from './frame';
import { FACILITY_KIND, PLACE_STATUS } from './words';

export function FacilitiesPage() {
  return (
    <SiteFrame title={t('Facilities')} permission="facilities:read">
      <Facilities />
    </SiteFrame>
  );
}

function Facilities() {
  const may = usePermission()('facilities:write');
  const facilities = useQuery(places.facilities());
  const [isAdding, setIsAdding] = useState(false);
  return (
    <>
      {may && <div><Button variant="contained" onClick={() => setIsAdding(true)}>{t('Add a facility')}</Button></div>}
      <LinkedList label={t('Facilities')} query={facilities} empty={t('There is no facility yet')} keyOf={({ id }) => id} linkOf={({ id }) => `/sites/${id}`}>
        {({ code, name, kind, time_zone, address, status }) => (
          <>
            <Main title={<bdi>{name}</bdi>}>
              <Ltr>{code}</Ltr> · {t(FACILITY_KIND[kind])} · <Ltr>{time_zone}</Ltr> {address && <>· <bdi>{address}</bdi></>}
            </Main>
            <Closed status={status} />
          </>
        )}
      </LinkedList>
      {isAdding && <FacilityDialog facility={null} onClose={() => setIsAdding(false)} />}
    </>
  );
}

export function FacilityDialog({ facility, onClose }: { facility: Facility | null; onClose: () => void }) {
  const fields: FieldOf[] = [
    { name: 'code', label: t('Code'), as: 'code', required: true, most: 32, help: t('Short, such as KRT; alarms and messages name it by this') },
    { name: 'name', label: t('Name'), required: true },
    { name: 'kind', label: t('Kind'), as: 'choice', required: true, options: wordsOf(FACILITY_KIND) },
    { name: 'zone', label: t('Time zone'), as: 'code', required: true, most: 64, help: t('By its name in the tz database, such as Africa/Khartoum') },
    { name: 'status', label: t('State'), as: 'choice', required: true, options: wordsOf(PLACE_STATUS) },
    { name: 'licence', label: t('Number of the licence'), as: 'code', most: 100 },
    { name: 'address', label: t('Address'), as: 'long', most: 500 },
    { name: 'phone', label: t('Telephone'), as: 'code', most: 50 },
    { name: 'services', label: t('What is done there'), help: t('With commas between them'), most: 2000 },
    { name: 'always', label: t('Open day and night'), as: 'yes' },
  ];
  return (
    <RecordDialog
      title={facility ? t('Change {name}', { name: facility.name }) : t('Add a facility')}
      fields={fields}
      initial={{ code: facility?.code ?? '', name: facility?.name ?? '', kind: facility?.kind ?? 'hospital', zone: facility?.time_zone ?? 'Africa/Khartoum', status: facility?.status ?? 'active', licence: facility?.licence ?? '', address: facility?.address ?? '', phone: facility?.phone ?? '', services: (facility?.services ?? []).join(', '), always: facility?.always_open ? 'true' : '' }}
      renews={PLACES}
      done={t('The facility is on record.')}
      save={(values) => {
        const body: Schemas['FacilityRequest'] = { code: some(values.code) ?? '', name: some(values.name) ?? '', kind: values.kind as Facility['kind'], time_zone: some(values.zone) ?? '', status: values.status as Schemas['PlaceStatus'], licence: some(values.licence), address: some(values.address), phone: some(values.phone), services: listOf(values.services), always_open: Boolean(values.always) };
        return facility ? take(api.PUT('/api/v1/facilities/{id}', { ...ofVersion(facility), body })) : take(api.POST('/api/v1/facilities', { body }));
      }}
      onClose={onClose}
    />
  );
}
