// Who works here: found by name or number, entered and changed.

import { Button, Stack, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { PLACES, places, staffName, type StaffMember } from '@/api/places';
import { usePermission } from '@/api/queries';
import { Choice, wordsOf } from '@/parts/fields';
import { Ltr } from '@/parts/ltr';
import { LinkedList } from '@/parts/page';
import { listOf, RecordDialog, some, type FieldOf } from '@/parts/record-dialog';
import { Main } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { SiteFrame } from './frame';
import { STAFF_ROLE, STAFF_STATUS } from './words';

export function StaffPage() {
  return (
    <SiteFrame title={t('Staff')} permission="staff:read">
      <Staff />
    </SiteFrame>
  );
}

function Staff() {
  const may = usePermission()('staff:write');
  const staff = useQuery(places.everybody());
  const [text, setText] = useState('');
  const [status, setStatus] = useState('active');
  const [isAdding, setIsAdding] = useState(false);
  const wanted = text.trim().toLowerCase();
  const shown = (staff.data?.items ?? []).filter((one) => (!status || (one.status ?? 'active') === status) && `${one.number} ${one.given} ${one.family} ${one.username ?? ''}`.toLowerCase().includes(wanted)).sort((one, other) => staffName(one).localeCompare(staffName(other)));
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <TextField type="search" label={t('Name or number')} value={text} onChange={({ target }) => setText(target.value)} />
        <Choice label={t('State')} value={status} onChange={setStatus} all={t('All')} options={wordsOf(STAFF_STATUS)} />
        {may && <Button variant="contained" onClick={() => setIsAdding(true)}>{t('Add somebody')}</Button>}
      </Stack>
      <LinkedList label={t('Staff')} query={staff} items={shown} empty={t('Nobody was found')} keyOf={({ id }) => id} linkOf={({ id }) => `/sites/staff/${id}`}>
        {(one) => (
          <>
            <Main title={<bdi>{staffName(one)}</bdi>}>
              <Ltr>{one.number}</Ltr> · {t(STAFF_ROLE[one.role])} {one.specialization && <>· <bdi>{one.specialization}</bdi></>}
            </Main>
            {one.status && one.status !== 'active' && <Tag tone="neutral">{t(STAFF_STATUS[one.status])}</Tag>}
          </>
        )}
      </LinkedList>
      {isAdding && <StaffDialog member={null} onClose={() => setIsAdding(false)} />}
    </>
  );
}

export function StaffDialog({ member, onClose }: { member: StaffMember | null; onClose: () => void }) {
  const facilities = useQuery(places.facilities());
  const organizations = useQuery(places.organizations());
  const [home = '', ...others] = member?.facility_ids ?? [];
  const sites = (facilities.data?.items ?? []).map(({ id, name }): [string, ReactNode] => [id, <bdi key={id}>{name}</bdi>]);
  const fields: FieldOf[] = [
    { name: 'number', label: t('Number'), as: 'code', required: true, most: 32, help: t('What other systems know the person by') },
    { name: 'family', label: t('Family name'), required: true },
    { name: 'given', label: t('Given names'), required: true },
    { name: 'role', label: t('What the person does'), as: 'choice', required: true, options: wordsOf(STAFF_ROLE) },
    { name: 'status', label: t('State'), as: 'choice', required: true, options: wordsOf(STAFF_STATUS) },
    { name: 'home', label: t('Home facility'), as: 'choice', required: true, options: sites },
    { name: 'others', label: t('Works in these too'), as: 'several', options: sites },
    { name: 'organization', label: t('Organisation'), as: 'choice', options: (organizations.data?.items ?? []).map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>]) },
    { name: 'specialization', label: t('Speciality') },
    { name: 'licence', label: t('Number of the licence'), as: 'code' },
    { name: 'username', label: t('User name to sign in with'), as: 'code' },
    { name: 'email', label: t('Mail address'), as: 'code' },
    { name: 'phone', label: t('Telephone'), as: 'code' },
  ];
  return (
    <RecordDialog
      title={member ? t('Change {name}', { name: staffName(member) }) : t('Add somebody')}
      fields={fields}
      initial={{ number: member?.number ?? '', family: member?.family ?? '', given: member?.given ?? '', role: member?.role ?? 'doctor', status: member?.status ?? 'active', home, others: others.join(','), organization: member?.organization_id ?? '', specialization: member?.specialization ?? '', licence: member?.licence ?? '', username: member?.username ?? '', email: member?.email ?? '', phone: member?.phone ?? '' }}
      renews={PLACES}
      done={t('The record of the person is saved.')}
      save={(values) => {
        const first = values.home ?? '';
        const body: Schemas['StaffRequest'] = { number: some(values.number) ?? '', family: some(values.family) ?? '', given: some(values.given) ?? '', role: values.role as StaffMember['role'], status: values.status as Schemas['StaffStatus'], facility_ids: [first, ...listOf(values.others).filter((id) => id !== first)], department_id: member?.department_id ?? undefined, organization_id: some(values.organization), specialization: some(values.specialization), licence: some(values.licence), username: some(values.username), email: some(values.email), phone: some(values.phone) };
        return member ? take(api.PUT('/api/v1/staff/{id}', { ...ofVersion(member), body })) : take(api.POST('/api/v1/staff', { body }));
      }}
      onClose={onClose}
    />
  );
}
