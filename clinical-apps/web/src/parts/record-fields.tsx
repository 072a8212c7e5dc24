// Fields of a record by name, each of a kind, and rows of several such fields. What is typed is text.

import AddIcon from '@mui/icons-material/Add';
import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { Box, Button, FormControlLabel, IconButton, MenuItem, Switch, TextField } from '@mui/material';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';
import { Choice, DayField, NumberField, Text, TimeField, wholeOf } from './fields';

export type Values = Record<string, string>;

export interface FieldOf {
  name: string;
  label: string;
  /** `several`: of the options, separated by commas; `yes`: `true` or nothing; `rows`: rows of `columns`, as JSON. */
  as?: 'text' | 'long' | 'code' | 'choice' | 'several' | 'whole' | 'yes' | 'day' | 'clock' | 'moment' | 'rows';
  required?: boolean;
  options?: [string, ReactNode][];
  /** What no choice is called. */
  none?: string;
  help?: string;
  most?: number;
  least?: number;
  /** The fields of a row; at most `most` rows. */
  columns?: FieldOf[];
  /** What a row is called on the button that adds one. */
  add?: string;
  /** Whether it is there, by what the others say. */
  when?: (values: Values) => boolean;
}

/** What was typed, or nothing. */
export function some(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

export function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').map((one) => one.trim()).filter(Boolean);
}

/** The rows of a field of rows. */
export function rowsIn(text: string | undefined): Values[] {
  return text ? (JSON.parse(text) as Values[]) : [];
}

/** Rows as the value of a field. */
export function rowsText(rows: Values[]): string {
  return JSON.stringify(rows);
}

export function isRight(field: FieldOf, values: Values): boolean {
  const { name, as = 'text', required, least = 0, most, columns = [], when } = field;
  if (when && !when(values)) return true;
  const value = values[name] ?? '';
  if (as === 'rows') {
    const rows = rowsIn(value);
    return (!required || rows.length > 0) && rows.every((row) => columns.every((column) => isRight(column, row)));
  }
  if (as === 'whole' && value.trim() !== '') return wholeOf(value, least, most) !== null;
  return !required || as === 'yes' || value.trim() !== '';
}

export function Input({ field, value, isFirst, onChange }: { field: FieldOf; value: string; isFirst: boolean; onChange: (value: string) => void }) {
  const { label, as = 'text', required, help, options = [], none, most, least = 0 } = field;
  const common = { label, value, onChange, required, help };
  switch (as) {
    case 'choice':
      return <Choice {...common} all={required ? undefined : (none ?? t('None'))} options={options} />;
    case 'several':
      return (
        <TextField select label={label} required={required} helperText={help} value={listOf(value)} onChange={({ target }) => onChange(([] as string[]).concat(target.value as unknown as string[]).join(','))} slotProps={{ select: { multiple: true } }}>
          {options.map(([one, word]) => (
            <MenuItem key={one} value={one}>
              {word}
            </MenuItem>
          ))}
        </TextField>
      );
    case 'yes':
      return <FormControlLabel control={<Switch checked={value !== ''} onChange={(_, isOn) => onChange(isOn ? 'true' : '')} />} label={label} />;
    case 'whole':
      return <NumberField {...common} isWrong={value.trim() !== '' && wholeOf(value, least, most) === null} />;
    case 'day':
      return <DayField {...common} />;
    case 'moment':
      return <TimeField {...common} />;
    case 'clock':
      return <TextField type="time" label={label} value={value} onChange={({ target }) => onChange(target.value)} required={required} helperText={help} slotProps={{ inputLabel: { shrink: true }, htmlInput: { dir: 'ltr' } }} />;
    case 'rows':
      return <RowFields field={field} rows={rowsIn(value)} onChange={(rows) => onChange(rowsText(rows))} />;
    default:
      return <Text {...common} autoFocus={isFirst} isLong={as === 'long'} isCode={as === 'code'} most={most ?? 200} />;
  }
}

function RowFields({ field: { label, columns = [], add, most = 20 }, rows, onChange }: { field: FieldOf; rows: Values[]; onChange: (rows: Values[]) => void }) {
  return (
    <Box component="fieldset" sx={{ m: 0, p: 1.5, border: 1, borderColor: 'divider', borderRadius: 1, minInlineSize: 0, display: 'grid', gap: 1.5 }}>
      <Box component="legend" sx={{ px: 0.5, fontSize: 12.5, color: 'text.secondary' }}>{label}</Box>
      {rows.map((row, at) => (
        <Box key={at} role="group" aria-label={`${label} ${at + 1}`} sx={{ display: 'flex', gap: 0.5, alignItems: 'start' }}>
          <Box sx={{ flex: 1, minInlineSize: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(min(170px, 100%), 1fr))' }}>
            {columns.map((column) => (
              <Input key={column.name} field={column} value={row[column.name] ?? ''} isFirst={false} onChange={(value) => onChange(rows.map((one, other) => (other === at ? { ...one, [column.name]: value } : one)))} />
            ))}
          </Box>
          <IconButton aria-label={t('Take out: {what}', { what: `${label} ${at + 1}` })} onClick={() => onChange(rows.filter((_, other) => other !== at))}>
            <RemoveIcon fontSize="small" />
          </IconButton>
        </Box>
      ))}
      <Box>
        <Button size="small" startIcon={<AddIcon />} disabled={rows.length >= most} onClick={() => onChange([...rows, {}])}>{add ?? t('Add')}</Button>
      </Box>
    </Box>
  );
}
