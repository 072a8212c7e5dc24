// Another value for a verified result, with the reason; what was there is kept.

import { Alert, Checkbox, FormControlLabel, MenuItem, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { Confirm } from '@kit/confirm';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { renewsOf, type LabResult, type LabTest } from '@/api/laboratory';
import { isConflict, useChange } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { Value } from './result-row';
import { nameOfCode, valueOfText } from './rules';

export function Correct({ result, test, onClose }: { result: LabResult; test: LabTest | undefined; onClose: () => void }) {
  const [text, setText] = useState('');
  const [isNone, setNone] = useState(false);
  const [reason, setReason] = useState('');
  // The version that was on the screen when the form was opened; another one since is a conflict.
  const [version] = useState(result.version ?? 1);
  const correct = useChange((body: Schemas['ResultCorrection']) => take(api.POST('/api/v1/lab/results/{id}/corrections', { params: { path: { id: result.id } }, body })), { quiet: true, renews: renewsOf(result.patient_id), done: t('The result is corrected; the former value is kept.') });
  const value = test ? valueOfText(text, test.test) : null;
  const isReady = (isNone || value !== null) && reason.trim() !== '' && !isConflict(correct.error);
  const submit = () => {
    if (isReady) correct.mutate({ value: isNone ? undefined : (value ?? undefined), reason: reason.trim(), version }, { onSuccess: onClose });
  };
  const isCoded = test?.test.kind === 'coded';
  return (
    <Confirm open title={t('Correct {name}', { name: nameOfCode(result.code) })} verb={t('Correct')} isDangerous isBusy={correct.isPending} isDisabled={!isReady} onConfirm={submit} onClose={onClose}>
      <Stack spacing={2} sx={{ pt: 1 }}>
        <div>
          {t('What is reported now:')} <Value result={result} />
        </div>
        {test ? (
          <TextField select={isCoded} label={t('What was really found')} value={isNone ? '' : text} onChange={({ target }) => setText(target.value)} disabled={isNone} required={!isNone} autoFocus error={text !== '' && !isNone && value === null} helperText={test.test.unit && <bdi dir="ltr">{test.test.unit}</bdi>} slotProps={{ htmlInput: { autoComplete: 'off', dir: test.test.kind === 'numeric' ? 'ltr' : 'auto' } }}>
            {isCoded &&
              test.test.answers?.map((answer) => (
                <MenuItem key={answer.code} value={answer.code}>
                  <bdi>{nameOfCode(answer)}</bdi>
                </MenuItem>
              ))}
          </TextField>
        ) : (
          <Alert severity="info">{t('The test is not in the catalogue any more, so the result can only be taken back.')}</Alert>
        )}
        <FormControlLabel control={<Checkbox checked={isNone} onChange={(_, checked) => setNone(checked)} />} label={t('There is no result: it is taken back')} />
        <TextField label={t('Reason')} value={reason} onChange={({ target }) => setReason(target.value)} required slotProps={{ htmlInput: { maxLength: 1000 } }} />
        <Refusal error={correct.error} />
      </Stack>
    </Confirm>
  );
}
