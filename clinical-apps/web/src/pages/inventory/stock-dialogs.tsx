// The questions of stock: issuing, moving, correcting. The hub never lets stock fall below zero, and says what there is.

import { Typography } from '@mui/material';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { INVENTORY, type StockLevel } from '@/api/inventory';
import { useKey } from '@/api/once';
import { useChange } from '@/api/queries';
import { Choice, NumberField, Text, wholeOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';

interface Props {
  level: StockLevel;
  onClose: () => void;
}

export function IssueDialog({ level, onClose }: Props) {
  const header = useKey();
  const [quantity, setQuantity] = useState('');
  const [reason, setReason] = useState('');
  const n = wholeOf(quantity);
  const issue = useChange(() => take(api.POST('/api/v1/inventory/issues', { params: { header }, body: { facility_id: level.facility_id, item_id: level.item_id, location_id: level.location_id, quantity: n ?? 0, reason: reason.trim() || undefined } })), { quiet: true, renews: INVENTORY, done: t('It is issued.') });
  return (
    <FormDialog title={t('Issue')} verb={t('Issue')} isReady={n !== null} isBusy={issue.isPending} error={issue.error} onSubmit={() => issue.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography>{t('The hub takes the batch of this place that expires first.')}</Typography>
      <NumberField label={t('Quantity')} value={quantity} onChange={setQuantity} required autoFocus isWrong={quantity !== '' && n === null} />
      <Text label={t('Reason')} value={reason} onChange={setReason} />
    </FormDialog>
  );
}

export function TransferStockDialog({ level, places, onClose }: Props & { places: Schemas['StockLocation'][] }) {
  const header = useKey();
  const [to, setTo] = useState('');
  const [quantity, setQuantity] = useState(String(level.on_hand - level.reserved));
  const n = wholeOf(quantity);
  const move = useChange(() => take(api.POST('/api/v1/inventory/transfers', { params: { header }, body: { batch_id: level.batch_id, from_location_id: level.location_id, to_location_id: to, quantity: n ?? 0 } })), { quiet: true, renews: INVENTORY, done: t('It is moved.') });
  return (
    <FormDialog title={t('Move')} verb={t('Move')} isReady={n !== null && to !== ''} isBusy={move.isPending} error={move.error} onSubmit={() => move.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Choice label={t('To the place')} value={to} onChange={setTo} required options={places.filter(({ id, active }) => id !== level.location_id && active !== false).map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />
      <NumberField label={t('Quantity')} value={quantity} onChange={setQuantity} required isWrong={n === null} />
    </FormDialog>
  );
}

export function AdjustStockDialog({ level, isControlled, onClose }: Props & { isControlled: boolean }) {
  const header = useKey();
  const [change, setChange] = useState('');
  const [reason, setReason] = useState('');
  const [witness, setWitness] = useState('');
  const n = wholeOf(change, -1_000_000);
  const adjust = useChange(() => take(api.POST('/api/v1/inventory/adjustments', { params: { header }, body: { batch_id: level.batch_id, location_id: level.location_id, change: n ?? 0, reason: reason.trim(), witness: witness.trim() || undefined } })), { quiet: true, renews: INVENTORY, done: t('The stock is corrected.') });
  return (
    <FormDialog title={t('Correct')} verb={t('Correct')} isReady={n !== null && n !== 0 && reason.trim() !== '' && (!isControlled || witness.trim() !== '')} isBusy={adjust.isPending} error={adjust.error} onSubmit={() => adjust.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <NumberField label={t('By how much')} value={change} onChange={setChange} required autoFocus help={t('With a minus for less: -5')} isWrong={change !== '' && (n === null || n === 0)} />
      <Text label={t('Reason')} value={reason} onChange={setReason} required />
      {isControlled && <Text label={t('Witness')} value={witness} onChange={setWitness} required help={t('Of a controlled drug a second person sees it.')} />}
    </FormDialog>
  );
}
