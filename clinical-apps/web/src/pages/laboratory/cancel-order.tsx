// Giving an order up, with the reason.

import { Button, TextField } from '@mui/material';
import { useState } from 'react';
import { Confirm } from '@kit/confirm';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import { renewsOf, type LabOrder } from '@/api/laboratory';
import { useChange, usePermission } from '@/api/queries';
import { Refusal } from '@/parts/conflict';

export function CancelOrder({ order }: { order: LabOrder }) {
  const may = usePermission();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const cancel = useChange((body: { reason: string }) => take(api.POST('/api/v1/lab/orders/{id}/cancel', { params: { path: { id: order.id } }, body })), { quiet: true, renews: renewsOf(order.patient_id), done: t('The order is cancelled.') });
  if (!may('lab-orders:write') || (order.status !== 'active' && order.status !== 'in-progress')) return null;
  return (
    <>
      <Button color="error" onClick={() => setOpen(true)} aria-label={t('Cancel the order {number}', { number: order.order_number })}>
        {t('Cancel the order')}
      </Button>
      <Confirm open={isOpen} title={t('Cancel order {number}?', { number: order.order_number })} verb={t('Cancel the order')} isDangerous isBusy={cancel.isPending} isDisabled={reason.trim() === ''} onConfirm={() => cancel.mutate({ reason: reason.trim() }, { onSuccess: () => setOpen(false) })} onClose={() => setOpen(false)}>
        <TextField label={t('Reason')} value={reason} onChange={({ target }) => setReason(target.value)} required fullWidth autoFocus multiline slotProps={{ htmlInput: { maxLength: 1000 } }} sx={{ mt: 1 }} />
        <Refusal error={cancel.error} />
      </Confirm>
    </>
  );
}
