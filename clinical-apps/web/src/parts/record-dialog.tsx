// A dialog that adds or changes a record: its fields by name, each of a kind. What is typed is text; the page makes of it what the hub takes.

import { FormControlLabel, MenuItem, Switch, TextField } from '@mui/material';
import { useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { useKey } from '@/api/once';
import { useChange } from '@/api/queries';
import { Choice, DayField, NumberField, Text, TimeField, wholeOf } from './fields';
import { FormDialog } from './form-dialog';

export type Values = Record<string, string>;

export interface FieldOf {
  name: string;
  label: string;
  /** `several`: of the options, separated by commas; `yes`: `true` or nothing. */
  as?: 'text' | 'long' | 'code' | 'choice' | 'several' | 'whole' | 'yes' | 'day' | 'clock' | 'moment';
  required?: boolean;
  options?: [string, ReactNode][];
  /** What no choice is called. */
  none?: string;
  help?: string;
  most?: number;
  least?: number;
}

interface Props<Made> {
  title: string;
  verb?: string;
  fields: FieldOf[];
  initial: Values;
  /** What may be wrong between fields; `null` when nothing is. */
  wrong?: (values: Values) => string | null;
  /** The header is for commands that are done once. */
  save: (values: Values, header: { 'Idempotency-Key': string }) => Promise<Made>;
  renews: string[][];
  done: string;
  children?: ReactNode;
  onClose: () => void;
}

/** What was typed, or nothing. */
export function some(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

export function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').map((one) => one.trim()).filter(Boolean);
}

function isRight({ name, as = 'text', required, least = 0, most }: FieldOf, values: Values): boolean {
  const value = values[name] ?? '';
  if (as === 'whole' && value.trim() !== '') return wholeOf(value, least, most) !== null;
  return !required || as === 'yes' || value.trim() !== '';
}

export function RecordDialog<Made>({ title, verb = t('Save'), fields, initial, wrong, save, renews, done, children, onClose }: Props<Made>) {
  const header = useKey();
  const [values, setValues] = useState(initial);
  const send = useChange(() => save(values, header), { quiet: true, renews, done });
  const why = wrong?.(values) ?? null;
  const isReady = why === null && fields.every((field) => isRight(field, values));
  return (
    <FormDialog title={title} verb={verb} isReady={isReady} isBusy={send.isPending} error={send.error} onSubmit={() => send.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      {children}
      {fields.map((field, at) => (
        <Input key={field.name} field={field} isFirst={at === 0} value={values[field.name] ?? ''} onChange={(value) => setValues({ ...values, [field.name]: value })} />
      ))}
      {why && <div role="status">{why}</div>}
    </FormDialog>
  );
}

function Input({ field, value, isFirst, onChange }: { field: FieldOf; value: string; isFirst: boolean; onChange: (value: string) => void }) {
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
    default:
      return <Text {...common} autoFocus={isFirst} isLong={as === 'long'} isCode={as === 'code'} most={most ?? 200} />;
  }
}
