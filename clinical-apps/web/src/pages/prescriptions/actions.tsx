// The buttons of a prescription. Each change names the version that is on the screen (If-Match); when it is not the hub's any more,
// nothing is done, the new one is shown, and what to do is said.

import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, TextField, Tooltip } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Confirm } from '@kit/confirm';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import { isConflict, queries, useChange, usePermission, type Prescription } from '@/api/queries';
import { drugOf } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { AnswerDialog } from '../prescribe/answer-dialog';
import { leftOf, stepsOf, type Step } from './steps';

export const STEP_WORDS: Record<Step, string> = {
  answer: 'Answer the alerts',
  verify: 'Verify',
  dispense: 'Hand out',
  refill: 'Begin the next fill',
  hold: 'Hold',
  resume: 'Go on with it',
  stop: 'Stop',
  cancel: 'Take back',
  'entered-in-error': 'Entered in error',
};

type Reasoned = 'hold' | 'stop' | 'cancel' | 'entered-in-error';
const MAIN: Step[] = ['answer', 'verify', 'dispense', 'refill', 'resume'];

/** What a change is sent with: whose version was read. */
function ofVersion({ id, version }: Prescription) {
  return { params: { path: { id }, header: { 'If-Match': `"${version}"` } } };
}

export function Actions({ prescription }: { prescription: Prescription }) {
  const may = usePermission();
  const me = useQuery(queries.me());
  const [open, setOpen] = useState<Step | null>(null);
  const steps = stepsOf(prescription, may);
  const resume = useStep((on: Prescription) => take(api.POST('/api/v1/prescriptions/{id}/resume', ofVersion(on))));
  const isOwn = me.data?.username === prescription.prescribed_by;
  const close = () => setOpen(null);
  if (steps.length === 0) return null;
  return (
    <Stack spacing={1}>
      <Box role="group" aria-label={t('What can be done')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {steps.map((step) => {
          const isBlocked = step === 'verify' && isOwn;
          return (
            <Tooltip key={step} title={isBlocked ? t('Another person than who wrote it must verify it.') : ''}>
              <span>
                <Button variant={MAIN.includes(step) ? 'contained' : 'outlined'} color={step === 'stop' || step === 'entered-in-error' ? 'error' : 'primary'} disabled={isBlocked} onClick={() => (step === 'resume' ? resume.mutate(prescription) : setOpen(step))}>
                  {t(STEP_WORDS[step])}
                </Button>
              </span>
            </Tooltip>
          );
        })}
      </Box>
      <Refusal error={resume.error} />
      {open === 'answer' && <AnswerDialog prescription={prescription} onClose={close} />}
      {open === 'verify' && <Verify prescription={prescription} onClose={close} />}
      {open === 'dispense' && <Dispense prescription={prescription} onClose={close} />}
      {open === 'refill' && <Refill prescription={prescription} onClose={close} />}
      {open && ['hold', 'stop', 'cancel', 'entered-in-error'].includes(open) && <WithReason step={open as Reasoned} prescription={prescription} onClose={close} />}
    </Stack>
  );
}

/** A change of a prescription: whatever came of it, it is read anew. */
export function useStep<Input>(change: (input: Input) => Promise<Prescription>) {
  return useChange(change, { quiet: true, renews: [['prescriptions'], ['alerts'], ['doses']], done: t('It is done.') });
}

interface DialogProps {
  prescription: Prescription;
  onClose: () => void;
}

function Verify({ prescription, onClose }: DialogProps) {
  const verify = useStep((on: Prescription) => take(api.POST('/api/v1/prescriptions/{id}/verify', ofVersion(on))));
  return (
    <Confirm open title={t('Verify this prescription?')} verb={t('Verify')} isBusy={verify.isPending} onConfirm={() => verify.mutate(prescription, { onSuccess: onClose })} onClose={onClose}>
      <Stack spacing={1}>
        <Ltr sx={{ fontWeight: 600 }}>{drugOf(prescription.drug)}</Ltr>
        <span>{t('You confirm that drug, dose and the answers to the alerts are right. Doses are due from then on.')}</span>
        <Refusal error={verify.error} />
      </Stack>
    </Confirm>
  );
}

function Refill({ prescription, onClose }: DialogProps) {
  const refill = useStep((on: Prescription) => take(api.POST('/api/v1/prescriptions/{id}/refill', ofVersion(on))));
  return (
    <Confirm open title={t('Begin the next fill?')} verb={t('Begin')} isBusy={refill.isPending} onConfirm={() => refill.mutate(prescription, { onSuccess: onClose })} onClose={onClose}>
      <Stack spacing={1}>
        <span>{t('Further fills after this one: {n}', { n: prescription.refills_left - 1 })}</span>
        <Refusal error={refill.error} />
      </Stack>
    </Confirm>
  );
}

function Dispense({ prescription, onClose }: DialogProps) {
  const left = leftOf(prescription);
  const [quantity, setQuantity] = useState(String(left));
  const [batch, setBatch] = useState('');
  const [expires, setExpires] = useState('');
  const dispense = useStep((on: Prescription) =>
    take(
      api.POST('/api/v1/prescriptions/{id}/dispense', {
        ...ofVersion(on),
        // The last day itself is still good: its end in this browser's zone.
        body: { quantity: Number(quantity), batch: batch.trim() || undefined, expires_at: expires ? new Date(`${expires}T23:59:59`).toISOString() : undefined },
      }),
    ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    dispense.mutate(prescription, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="hand-out">
      <form onSubmit={submit}>
        <DialogTitle id="hand-out">{t('Hand out')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            <Ltr sx={{ fontWeight: 600 }}>{drugOf(prescription.drug)}</Ltr>
            <TextField label={t('Quantity')} type="number" required autoFocus value={quantity} onChange={(event) => setQuantity(event.target.value)} helperText={t('The fill has {n} left.', { n: left })} slotProps={{ htmlInput: { min: 1, dir: 'ltr' } }} />
            <TextField label={t('Batch')} value={batch} onChange={(event) => setBatch(event.target.value)} slotProps={{ htmlInput: { dir: 'ltr' } }} />
            <TextField label={t('Batch may be used until')} type="date" value={expires} onChange={(event) => setExpires(event.target.value)} slotProps={{ inputLabel: { shrink: true }, htmlInput: { dir: 'ltr' } }} />
            <Refusal error={dispense.error} />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button type="submit" variant="contained" loading={dispense.isPending}>
            {t('Hand out')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function WithReason({ step, prescription, onClose }: DialogProps & { step: Reasoned }) {
  const [reason, setReason] = useState('');
  const change = useStep((on: Prescription) => take(api.POST(`/api/v1/prescriptions/{id}/${step}`, { ...ofVersion(on), body: { reason: reason.trim() } })));
  return (
    <Confirm open title={t(STEP_WORDS[step])} verb={t(STEP_WORDS[step])} isDangerous={step !== 'hold'} isDisabled={reason.trim() === '' || isConflict(change.error)} isBusy={change.isPending} onConfirm={() => change.mutate(prescription, { onSuccess: onClose })} onClose={onClose}>
      <Stack spacing={2} sx={{ pt: 1 }}>
        <Ltr sx={{ fontWeight: 600 }}>{drugOf(prescription.drug)}</Ltr>
        <TextField label={t('Reason')} required autoFocus multiline value={reason} onChange={(event) => setReason(event.target.value)} />
        <Refusal error={change.error} />
      </Stack>
    </Confirm>
  );
}
