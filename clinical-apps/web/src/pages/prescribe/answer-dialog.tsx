// The interaction dialog: each alert that stops a draft with what, why, how severe and what to do; change the order, leave it as a
// draft, or order all the same with a reason for each.

import { Alert as Notice, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, MenuItem, Skeleton, Stack, TextField, Typography, useMediaQuery } from '@mui/material';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '@kit/api/problem';
import { plural } from '@kit/format';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import { queries, type Alert, type Prescription } from '@/api/queries';
import { doseOf, drugOf } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { OVERRIDE } from '@/words';
import { AlertCard } from '../alerts/card';
import { useStep } from '../prescriptions/actions';
import { needsComment, overridesOf, UNANSWERED, type Answer } from './answers';

interface Props {
  prescription: Prescription;
  onClose: () => void;
  /** The draft went on to the pharmacist. */
  onDone?: (prescription: Prescription) => void;
  /** The draft was taken back, to be written differently. */
  onChange?: () => void;
}

export function AnswerDialog({ prescription, onClose, onDone = onClose, onChange = onClose }: Props) {
  const isSmall = useMediaQuery('(max-width: 599px)');
  const ids = prescription.check?.open_alerts ?? [];
  const loaded = useQueries({ queries: ids.map((id) => queries.alert(id)) });
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const alerts = loaded.flatMap(({ data }) => (data ? [data] : []));
  const failed = loaded.find(({ error }) => error);
  const overrides = alerts.length === ids.length ? overridesOf(alerts, answers) : null;
  const target = { params: { path: { id: prescription.id }, header: { 'If-Match': `"${prescription.version}"` } } };
  const submit = useStep((body: { overrides: NonNullable<typeof overrides> }) => take(api.POST('/api/v1/prescriptions/{id}/submit', { ...target, body })));
  const takeBack = useStep(() => take(api.POST('/api/v1/prescriptions/{id}/cancel', { ...target, body: { reason: 'changed because of an alert' } })));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" fullScreen={isSmall} aria-labelledby="alerts-title">
      <DialogTitle id="alerts-title">{ids.length > 0 ? t('This order has alerts') : t('This order is not checked')}</DialogTitle>
      <DialogContent>
        <Stack spacing={1.5}>
          <Typography>
            <Ltr sx={{ fontWeight: 650 }}>{drugOf(prescription.drug)}</Ltr> <Ltr>{`${doseOf(prescription.dose)}, ${prescription.route}`}</Ltr>
          </Typography>
          {!prescription.check && <Notice severity="error">{t('The check could not run: decision support did not answer. This prescription is not checked, and cannot go on until it is.')}</Notice>}
          {prescription.check && ids.length > 0 && <Typography>{t('{alerts} must be answered before the pharmacist gets it.', { alerts: plural(ids.length, 'alert') })}</Typography>}
          {failed && <Notice severity="error">{explain(failed.error)}</Notice>}
          {loaded.map(({ data }, index) =>
            data ? (
              <AlertCard key={ids[index]} alert={data}>
                <AnswerFields alert={data} answer={answers[data.id ?? ''] ?? UNANSWERED} onChange={(answer) => setAnswers({ ...answers, [data.id ?? '']: answer })} />
              </AlertCard>
            ) : (
              <Skeleton key={ids[index]} height={120} />
            ),
          )}
          <Refusal error={submit.error ?? takeBack.error} />
        </Stack>
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', gap: 1 }}>
        <Button onClick={onClose}>{t('Leave it as a draft')}</Button>
        <Button variant="outlined" loading={takeBack.isPending} onClick={() => takeBack.mutate(undefined, { onSuccess: onChange })}>
          {t('Take it back and change the order')}
        </Button>
        {prescription.check ? (
          <Button variant="contained" color="error" disabled={!overrides} loading={submit.isPending} onClick={() => overrides && submit.mutate({ overrides }, { onSuccess: onDone })}>
            {t('Order all the same')}
          </Button>
        ) : (
          <Button variant="contained" loading={submit.isPending} onClick={() => submit.mutate({ overrides: [] }, { onSuccess: onDone })}>
            {t('Check again')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

function AnswerFields({ alert, answer, onChange }: { alert: Alert; answer: Answer; onChange: (answer: Answer) => void }) {
  const isNeeded = needsComment(alert, answer);
  return (
    <Stack spacing={1} sx={{ mt: 1.5 }}>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
        <TextField select required label={t('Reason to order all the same')} value={answer.reason} onChange={(event) => onChange({ ...answer, reason: event.target.value as Answer['reason'] })} sx={{ minInlineSize: 240 }}>
          {Object.entries(OVERRIDE).map(([value, word]) => (
            <MenuItem key={value} value={value}>
              {t(word)}
            </MenuItem>
          ))}
        </TextField>
        <TextField label={isNeeded ? t('Why, in words') : t('Why, in words (may stay empty)')} required={isNeeded} value={answer.comment} onChange={(event) => onChange({ ...answer, comment: event.target.value })} multiline sx={{ flex: 1 }} />
      </Stack>
      {alert.mode === 'blocking' && <FormControlLabel control={<Checkbox checked={answer.isRead} onChange={(event) => onChange({ ...answer, isRead: event.target.checked })} />} label={t('I have read this, and order it in spite of a contraindication.')} />}
    </Stack>
  );
}
