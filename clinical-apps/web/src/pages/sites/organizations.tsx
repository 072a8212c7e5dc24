// Who runs the facilities.

import { Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { PLACES, places, type Organization } from '@/api/places';
import { usePermission } from '@/api/queries';
import { Ltr } from '@/parts/ltr';
import { RecordDialog, some, type FieldOf } from '@/parts/record-dialog';
import { Main, Rows } from '@/parts/rows';
import { ChangeButton, SiteFrame } from './frame';

export function OrganizationsPage() {
  return (
    <SiteFrame title={t('Organisations')} permission="staff:read">
      <Organizations />
    </SiteFrame>
  );
}

function Organizations() {
  const may = usePermission()('staff:write');
  const organizations = useQuery(places.organizations());
  const [asked, setAsked] = useState<Organization | 'new' | null>(null);
  const all = organizations.data?.items ?? [];
  return (
    <>
      {may && <div><Button variant="contained" onClick={() => setAsked('new')}>{t('Add an organisation')}</Button></div>}
      <Rows label={t('Organisations')} query={organizations} empty={t('No organisations yet')} keyOf={({ id }) => id}>
        {(organization) => (
          <>
            <Main title={<bdi>{organization.name}</bdi>}>
              <Ltr>{organization.code}</Ltr>
              {organization.part_of && <> · {t('part of')} <bdi>{all.find(({ id }) => id === organization.part_of)?.name ?? '…'}</bdi></>}
              {organization.phone && <> · <Ltr>{organization.phone}</Ltr></>}
            </Main>
            {may && <ChangeButton name={organization.name} onClick={() => setAsked(organization)} />}
          </>
        )}
      </Rows>
      {asked && <OrganizationDialog organization={asked === 'new' ? null : asked} others={all.filter((one) => one !== asked)} onClose={() => setAsked(null)} />}
    </>
  );
}

function OrganizationDialog({ organization, others, onClose }: { organization: Organization | null; others: Organization[]; onClose: () => void }) {
  const fields: FieldOf[] = [
    { name: 'code', label: t('Code'), as: 'code', required: true, most: 32 },
    { name: 'name', label: t('Name'), required: true },
    { name: 'partOf', label: t('Belongs to'), as: 'choice', options: others.map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>]) },
    { name: 'phone', label: t('Telephone'), as: 'code', most: 50 },
  ];
  return (
    <RecordDialog
      title={organization ? t('Change {name}', { name: organization.name }) : t('Add an organisation')}
      fields={fields}
      initial={{ code: organization?.code ?? '', name: organization?.name ?? '', partOf: organization?.part_of ?? '', phone: organization?.phone ?? '' }}
      renews={PLACES}
      done={t('The organisation is on record.')}
      save={(values) => {
        const body: Schemas['OrganizationRequest'] = { code: some(values.code) ?? '', name: some(values.name) ?? '', part_of: some(values.partOf), phone: some(values.phone) };
        return organization ? take(api.PUT('/api/v1/organizations/{id}', { ...ofVersion(organization), body })) : take(api.POST('/api/v1/organizations', { body }));
      }}
      onClose={onClose}
    />
  );
}
