// The cashier's own drawer: opened with what is in it, counted blind, and only then is told what should have been there.

import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { Empty, Fact, Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { ofVersion } from '@/api/once';
import { payments, PAYMENTS, type Drawer } from '@/api/payments';
import { places, type Facility } from '@/api/places';
import { useChange } from '@/api/queries';
import { when } from '@/format';
import { amountOf, moneyText } from '@/money';
import { Choice, NumberField, Text } from '@/parts/fields';
import { OfFacility } from '@/parts/facility';
import { FormDialog } from '@/parts/form-dialog';
import { Section } from '@/parts/page';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { PaymentFrame } from './frame';

export function DrawerPage() {
  return (
    <PaymentFrame title={t('My drawer')} permission="payments:write">
      <OfFacility>{(facility, choice) => <Drawers key={facility.id} facility={facility} choice={choice} />}</OfFacility>
    </PaymentFrame>
  );
}

function Drawers({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const drawers = useQuery(payments.drawers(facility.id));
  const [isOpening, setIsOpening] = useState(false);
  const [closing, setClosing] = useState<Drawer | null>(null);
  const all = drawers.data?.items ?? [];
  const open = all.filter(({ status }) => status === 'open');
  const closed = all.filter(({ status }) => status === 'closed').reverse();
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        {choice}
        <Button variant={open.length === 0 ? 'contained' : 'outlined'} onClick={() => setIsOpening(true)}>{t('Open a drawer')}</Button>
      </Stack>
      <Section title={t('Open|drawer')}>
        {!drawers.data ? <Pending query={drawers} rows={2} /> : open.length === 0 ? <Empty title={t('You have no open drawer here')}>{t('Cash is taken into a drawer: open it with what is in it.')}</Empty> : (
          <Stack spacing={1.5}>
            {open.map((drawer) => (
              <Box key={drawer.id} role="group" aria-label={t('Drawer in {currency}', { currency: drawer.opening.currency })} sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
                <Box component="dl" sx={{ m: 0, flex: '1 1 260px', display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))' }}>
                  <Fact name={t('Opened|drawer')}>{when(drawer.created_at)}</Fact>
                  <Fact name={t('What was in it')}>{moneyText(drawer.opening)}</Fact>
                </Box>
                <Button variant="contained" onClick={() => setClosing(drawer)}>{t('Count and close')}</Button>
              </Box>
            ))}
          </Stack>
        )}
      </Section>
      <Section title={t('Closed ones')}>
        <Rows label={t('Closed ones')} query={drawers} items={closed} empty={t('None was closed yet')} keyOf={({ id }) => id}>
          {(drawer) => (
            <>
              <Main title={when(drawer.updated_at)}>
                {t('opened with {amount}', { amount: moneyText(drawer.opening) })} {drawer.moved && <>· {t('moved {amount}', { amount: moneyText(drawer.moved) })}</>} {drawer.counted && <>· {t('counted {amount}', { amount: moneyText(drawer.counted) })}</>}
                {drawer.note && <> · <bdi>{drawer.note}</bdi></>}
              </Main>
              <DifferenceTag drawer={drawer} />
            </>
          )}
        </Rows>
      </Section>
      {isOpening && <OpenDialog facility={facility.id} onClose={() => setIsOpening(false)} />}
      {closing && <CloseDialog drawer={closing} onClose={() => setClosing(null)} />}
    </>
  );
}

function DifferenceTag({ drawer: { difference } }: { drawer: Drawer }) {
  if (!difference) return null;
  if (difference.amount === 0) return <Tag tone="success">{t('No difference')}</Tag>;
  return <Tag tone="error">{difference.amount > 0 ? t('{amount} too much', { amount: moneyText(difference) }) : t('{amount} too little', { amount: moneyText({ ...difference, amount: -difference.amount }) })}</Tag>;
}

function OpenDialog({ facility, onClose }: { facility: string; onClose: () => void }) {
  const settings = useQuery(places.settings(facility));
  const providers = useQuery(payments.providers());
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState('0');
  const currencies = providers.data?.find(({ kind }) => kind === 'cash')?.capabilities.currencies ?? [];
  const currency = chosen || settings.data?.currency || currencies[0] || '';
  const opening = amountOf(typed, currency);
  const open = useChange(
    () => {
      if (!opening) throw new Error('the form is not complete');
      return take(api.POST('/api/v1/payments/drawers', { body: { facility_id: facility, opening } }));
    },
    { quiet: true, renews: PAYMENTS, done: t('The drawer is open.') },
  );
  return (
    <FormDialog title={t('Open a drawer')} verb={t('Open it')} isReady={opening !== null && currency !== ''} isBusy={open.isPending} error={open.error ?? providers.error} onSubmit={() => open.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Choice label={t('Currency')} value={currencies.includes(currency) ? currency : ''} onChange={setChosen} required options={currencies.map((one) => [one, one])} />
      <NumberField label={t('What is in it')} value={typed} onChange={setTyped} required autoFocus isWrong={opening === null} help={t('Count it; 0 for an empty one.')} />
    </FormDialog>
  );
}

function CloseDialog({ drawer, onClose }: { drawer: Drawer; onClose: () => void }) {
  const { currency } = drawer.opening;
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [done, setDone] = useState<Drawer | null>(null);
  const counted = amountOf(typed, currency);
  const close = useChange(
    () => {
      if (!counted) throw new Error('the form is not complete');
      return take(api.POST('/api/v1/payments/drawers/{id}/close', { ...ofVersion(drawer), body: { counted, note: note.trim() || undefined } }));
    },
    { quiet: true, renews: PAYMENTS },
  );
  if (done?.difference) {
    return (
      <FormDialog title={t('The drawer is closed')} verb={t('Close')} isBusy={false} error={null} onSubmit={onClose} onClose={onClose}>
        <Typography>{t('counted {amount}', { amount: moneyText(done.counted ?? done.opening) })}</Typography>
        <div><DifferenceTag drawer={done} /></div>
      </FormDialog>
    );
  }
  return (
    <FormDialog title={t('Count and close')} verb={t('Close the drawer')} isReady={counted !== null} isBusy={close.isPending} error={close.error} onSubmit={() => close.mutate(undefined, { onSuccess: setDone })} onClose={onClose}>
      <Alert severity="info">{t('Count what is in it. What should be there is told afterwards.')}</Alert>
      <NumberField label={t('Counted in {currency}', { currency })} value={typed} onChange={setTyped} required autoFocus isWrong={typed !== '' && counted === null} />
      <Text label={t('Note')} value={note} onChange={setNote} most={500} />
    </FormDialog>
  );
}
