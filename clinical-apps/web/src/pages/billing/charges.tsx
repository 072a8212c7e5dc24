// What is to be paid for: to be invoiced, or without a price, which waits until somebody says where it was or enters the price.

import { Button, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { BILLING, billing, type Charge } from '@/api/billing';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { places } from '@/api/places';
import { useChange, usePermission } from '@/api/queries';
import { when } from '@/format';
import { moneyText } from '@/money';
import { Choice, Text, wordsOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { PatientLink } from '@/parts/patient-name';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { BillingFrame } from './frame';
import { CATEGORY, CHARGE_STATUS, CHARGE_TONE, UNPRICED } from './words';

export function ChargesPage() {
  return (
    <BillingFrame title={t('Charges')}>
      <Charges />
    </BillingFrame>
  );
}

function Charges() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('status') ?? 'pending';
  const status = asked in CHARGE_STATUS ? (asked as Schemas['ChargeStatus']) : 'pending';
  const charges = useQuery(billing.charges({ status }));
  return (
    <>
      <Stack direction="row">
        <Choice label={t('State')} value={status} onChange={(value) => setSearch({ status: value }, { replace: true })} options={wordsOf(CHARGE_STATUS)} />
      </Stack>
      <Rows label={t('Charges')} query={charges} empty={t('No such charges')} emptyHelp={t('Charges come from stays, laboratory orders, drugs handed out and days in beds.')} keyOf={({ id }) => id}>
        {(charge) => <ChargeRow charge={charge} hasPatient />}
      </Rows>
    </>
  );
}

export function ChargeRow({ charge, hasPatient = false }: { charge: Charge; hasPatient?: boolean }) {
  const may = usePermission()('charges:write');
  const [asked, setAsked] = useState<'price' | 'void' | null>(null);
  const isOpen = charge.status === 'pending' || charge.status === 'unpriced';
  return (
    <>
      <Main title={<bdi>{charge.description}</bdi>}>
        {hasPatient && <><PatientLink id={charge.patient_id} tab="/billing" /> · </>}
        {t(CATEGORY[charge.category])} · {when(charge.service_at)} · <Ltr>{charge.codes.join(', ')}</Ltr>
        {charge.unpriced_reason && <> · {t(UNPRICED[charge.unpriced_reason])}</>}
        {charge.void_reason && <> · <bdi>{charge.void_reason}</bdi></>}
      </Main>
      <Tag tone={CHARGE_TONE[charge.status]}>{t(CHARGE_STATUS[charge.status])}</Tag>
      <Typography component="span"><Ltr>{`${charge.quantity} × ${charge.unit_price ? moneyText(charge.unit_price) : '–'}`}</Ltr></Typography>
      {may && charge.status === 'unpriced' && <Button size="small" variant="outlined" onClick={() => setAsked('price')}>{t('Give it a price')}</Button>}
      {may && isOpen && <Button size="small" color="error" onClick={() => setAsked('void')}>{t('Void it')}</Button>}
      {asked === 'price' && <PriceDialog charge={charge} onClose={() => setAsked(null)} />}
      {asked === 'void' && <VoidDialog charge={charge} onClose={() => setAsked(null)} />}
    </>
  );
}

/** The hub looks the price up: in the facility that is named, on the day of service. */
function PriceDialog({ charge, onClose }: { charge: Charge; onClose: () => void }) {
  const facilities = useQuery(places.facilities());
  const [facility, setFacility] = useState<string>(charge.facility_id ?? '');
  const price = useChange(() => take(api.POST('/api/v1/billing/charges/{id}/price', { ...ofVersion(charge), body: { facility_id: charge.facility_id ? undefined : facility } })), { quiet: true, renews: BILLING, done: (after) => (after.status === 'unpriced' ? t('No price list has a price for it; it stays on the list.') : t('The charge has its price.')) });
  return (
    <FormDialog title={t('Give it a price')} verb={t('Look the price up')} isReady={facility !== ''} isBusy={price.isPending} error={price.error} onSubmit={() => price.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography><bdi>{charge.description}</bdi> · <Ltr>{charge.codes.join(', ')}</Ltr></Typography>
      {charge.facility_id ? null : <Choice label={t('Facility')} value={facility} onChange={setFacility} required options={(facilities.data?.items ?? []).map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />}
      <Typography sx={{ color: 'text.secondary' }}>
        {t('The price is that of the price lists on the day of service. Where it is not in them, enter it there first.')} <Link to="/billing/prices">{t('Prices')}</Link>
      </Typography>
    </FormDialog>
  );
}

function VoidDialog({ charge, onClose }: { charge: Charge; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const away = useChange(() => take(api.POST('/api/v1/billing/charges/{id}/void', { ...ofVersion(charge), body: { reason: reason.trim() } })), { quiet: true, renews: BILLING, done: t('The charge is void.') });
  return (
    <FormDialog title={t('Void this charge?')} verb={t('Void it')} isDangerous isReady={reason.trim() !== ''} isBusy={away.isPending} error={away.error} onSubmit={() => away.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography><bdi>{charge.description}</bdi></Typography>
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus />
    </FormDialog>
  );
}
