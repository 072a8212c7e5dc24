// One test of an order: its field or its value, the range for this patient, the last value, flags, and what was there before.

import HistoryIcon from '@mui/icons-material/HistoryOutlined';
import { Box, Button, IconButton, TableCell, TableRow, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { t } from '@kit/i18n';
import type { Code, LabResult, LabTest } from '@/api/laboratory';
import type { Patient } from '@/api/queries';
import { valueOf, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Tag } from '@/parts/tag';
import { RESULT_STATUS } from '@/words';
import { levelOf, signOf, timeOf } from '../chart/results';
import { isToVerify, nameOfCode, rangeFor, textOfRange } from './rules';
import { SECOND } from './words';

export interface Row {
  code: Code;
  test: LabTest | undefined;
  result: LabResult | undefined;
}

interface Props {
  row: Row;
  patient: Patient | undefined;
  last: LabResult | undefined;
  /** What stands in the field; `null` where nothing may be entered. */
  typed: string | null;
  isWrong: boolean;
  isUnsaved: boolean;
  onType: (text: string) => void;
  /** Why somebody else has to verify. */
  why: keyof typeof SECOND | null;
  onVerify?: () => void;
  isBusy: boolean;
  onCorrect?: () => void;
}

export function ResultRow({ row, patient, last, typed, isWrong, isUnsaved, onType, why, onVerify, isBusy, onCorrect }: Props) {
  const { code, test, result } = row;
  const [isOpen, setOpen] = useState(false);
  const name = nameOfCode(code);
  const unit = result?.unit ?? test?.test.unit;
  const range = result?.reference_range ?? (test && textOfRange(rangeFor(test.test, patient)));
  return (
    <>
      <TableRow>
        <TableCell component="th" scope="row" sx={{ maxInlineSize: { xs: 110, sm: 'none' }, overflowWrap: 'anywhere' }}>
          <Ltr sx={{ fontWeight: 550 }}>{name}</Ltr>
          {!test && !result && <Typography sx={{ color: 'text.secondary', fontSize: 12 }}>{t('Not in the catalogue: its result comes by message.')}</Typography>}
        </TableCell>
        <TableCell sx={{ whiteSpace: 'nowrap' }}>
          {typed !== null && test ? <ValueField name={name} test={test} value={typed} isWrong={isWrong} onType={onType} /> : <Value result={result} />} {typed !== null && unit && <Ltr>{unit}</Ltr>}
        </TableCell>
        <TableCell>
          <Ltr sx={{ whiteSpace: 'nowrap' }}>{range || '–'}</Ltr>
        </TableCell>
        <TableCell>
          {last ? (
            <>
              <Value result={last} />
              <Typography sx={{ color: 'text.secondary', fontSize: 12 }}>{when(timeOf(last))}</Typography>
            </>
          ) : (
            '–'
          )}
        </TableCell>
        <TableCell>
          <State result={result} isUnsaved={isUnsaved} />
        </TableCell>
        <TableCell align="right" sx={{ whiteSpace: { xs: 'normal', sm: 'nowrap' } }}>
          {onVerify && (
            <Button variant="outlined" disabled={why !== null || isUnsaved} loading={isBusy} onClick={onVerify} aria-label={t('Verify {name}', { name })}>
              {t('Verify')}
            </Button>
          )}
          {onCorrect && (
            <Button onClick={onCorrect} aria-label={t('Correct {name}', { name })}>
              {t('Correct')}
            </Button>
          )}
          {result && result.former.length > 0 && (
            <IconButton aria-expanded={isOpen} aria-label={t('History of {name}', { name })} onClick={() => setOpen(!isOpen)}>
              <HistoryIcon fontSize="small" />
            </IconButton>
          )}
        </TableCell>
      </TableRow>
      {why && (
        <TableRow>
          <TableCell colSpan={6} sx={{ color: 'warning.main' }}>
            <Ltr>{name}</Ltr>: {t(SECOND[why])}
          </TableCell>
        </TableRow>
      )}
      {isOpen && result && (
        <TableRow>
          <TableCell colSpan={6}>
            <Former result={result} />
          </TableCell>
        </TableRow>
      )}
    </>
  );
}

function ValueField({ name, test, value, isWrong, onType }: { name: string; test: LabTest; value: string; isWrong: boolean; onType: (text: string) => void }) {
  const label = t('Value of {name}', { name });
  const common = { value, onChange: ({ target }: { target: { value: string } }) => onType(target.value), error: isWrong };
  if (test.test.kind === 'coded') {
    return (
      <TextField select {...common} slotProps={{ select: { native: true }, htmlInput: { 'aria-label': label, 'data-entry': '' } }} sx={{ inlineSize: 150 }}>
        <option value="" />
        {test.test.answers?.map((answer) => (
          <option key={answer.code} value={answer.code}>
            {nameOfCode(answer)}
          </option>
        ))}
      </TextField>
    );
  }
  const isNumber = test.test.kind === 'numeric';
  return <TextField {...common} helperText={isWrong && t('A number such as 5.4, <0.1 or 1:128')} slotProps={{ htmlInput: { 'aria-label': label, 'data-entry': '', autoComplete: 'off', ...(isNumber ? { dir: 'ltr', inputMode: 'decimal' } : { dir: 'auto' }) } }} sx={{ inlineSize: isNumber ? 96 : 180, '& .MuiFormHelperText-root': { mx: 0, whiteSpace: 'normal' } }} />;
}

export function Value({ result }: { result: LabResult | undefined }) {
  if (!result) return <>–</>;
  const level = levelOf(result);
  const color = { normal: undefined, abnormal: 'warning.main', critical: 'error.main' }[level];
  return <Ltr sx={{ color, fontWeight: level === 'normal' ? 400 : 700 }}>{[valueOf(result.value) || '–', result.unit, signOf(result)].filter(Boolean).join(' ')}</Ltr>;
}

/** Flags by word and sign, and how sure it is. */
function State({ result, isUnsaved }: { result: LabResult | undefined; isUnsaved: boolean }) {
  if (isUnsaved) return <Tag tone="warning">{t('Not saved')}</Tag>;
  if (!result) return <>–</>;
  const level = levelOf(result);
  const delta = result.flags.find(({ code }) => code === 'U' || code === 'D')?.code;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, alignItems: 'center' }}>
      {level === 'critical' && (
        <Tag tone="error" isStrong>
          {t('Critical')} <bdi dir="ltr">{signOf(result)}</bdi>
        </Tag>
      )}
      {level === 'abnormal' && signOf(result) !== '!' && (
        <Tag tone="warning">
          {t('Abnormal')} <bdi dir="ltr">{signOf(result)}</bdi>
        </Tag>
      )}
      {level === 'abnormal' && signOf(result) === '!' && !delta && <Tag tone="warning">{t('Abnormal')}</Tag>}
      {delta && <Tag tone="warning">{delta === 'U' ? t('Much higher than last') : t('Much lower than last')}</Tag>}
      <span>{isToVerify(result) ? t('To verify') : t(RESULT_STATUS[result.status])}</span>
      <Typography sx={{ color: 'text.secondary', fontSize: 12, flexBasis: '100%' }}>
        {result.verified_by ? t('verified by {name}', { name: result.verified_by }) : result.entered_by ? t('entered by {name}', { name: result.entered_by }) : t('by message')}
      </Typography>
    </Box>
  );
}

function Former({ result }: { result: LabResult }) {
  return (
    <Box component="ol" aria-label={t('What was there before')} sx={{ m: 0, paddingInlineStart: 2.5 }}>
      {result.former.map((was) => (
        <li key={was.replaced_at}>
          <Ltr sx={{ fontWeight: 600 }}>{[valueOf(was.value) || '–', was.unit, signOf(was)].filter(Boolean).join(' ')}</Ltr> ({t(RESULT_STATUS[was.status])}), {t('replaced {when}', { when: when(was.replaced_at) })}
          {was.replaced_by && <> · <bdi>{was.replaced_by}</bdi></>}
          {was.reason && <> · <bdi>{was.reason}</bdi></>}
        </li>
      ))}
    </Box>
  );
}
