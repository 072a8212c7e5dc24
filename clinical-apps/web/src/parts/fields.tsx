// Fields of forms: a choice of words, text, a day, a whole number, an amount of money.

import { MenuItem, TextField } from '@mui/material';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';

interface Field {
  label: string;
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
  help?: ReactNode;
  autoFocus?: boolean;
}

const changed = (onChange: (value: string) => void) => ({ target }: { target: { value: string } }) => onChange(target.value);

export function Choice({ label, value, onChange, options, all, required }: Field & { options: [string, ReactNode][]; all?: string }) {
  return (
    <TextField select label={label} value={value} onChange={changed(onChange)} required={required} sx={{ minInlineSize: 160 }} slotProps={all ? { inputLabel: { shrink: true }, select: { displayEmpty: true } } : undefined}>
      {all && <MenuItem value="">{all}</MenuItem>}
      {options.map(([one, word]) => (
        <MenuItem key={one} value={one}>
          {word}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** The options of a list of words, translated. */
export function wordsOf(words: Record<string, string>): [string, ReactNode][] {
  return Object.entries(words).map(([one, word]) => [one, t(word)]);
}

export function Text({ label, value, onChange, required, help, autoFocus, isLong = false, most = 200, isCode = false }: Field & { isLong?: boolean; most?: number; isCode?: boolean }) {
  return <TextField label={label} value={value} onChange={changed(onChange)} required={required} helperText={help} autoFocus={autoFocus} multiline={isLong} minRows={isLong ? 2 : undefined} slotProps={{ htmlInput: { maxLength: most, ...(isCode ? { dir: 'ltr' } : {}) } }} />;
}

export function DayField({ label, value, onChange, required, help }: Field) {
  return <TextField type="date" label={label} value={value} onChange={changed(onChange)} required={required} helperText={help} slotProps={{ inputLabel: { shrink: true }, htmlInput: { dir: 'ltr' } }} />;
}

export function TimeField({ label, value, onChange, required, help }: Field) {
  return <TextField type="datetime-local" label={label} value={value} onChange={changed(onChange)} required={required} helperText={help} slotProps={{ inputLabel: { shrink: true }, htmlInput: { dir: 'ltr' } }} />;
}

/** Digits with a point or a sign: as text, so that the wheel of a mouse changes nothing. */
export function NumberField({ label, value, onChange, required, help, autoFocus, isWrong = false }: Field & { isWrong?: boolean }) {
  return <TextField label={label} value={value} onChange={changed(onChange)} required={required} helperText={help} autoFocus={autoFocus} error={isWrong} slotProps={{ htmlInput: { inputMode: 'decimal', dir: 'ltr', maxLength: 18, autoComplete: 'off' } }} />;
}

/** A whole number within bounds; `null` for anything else. */
export function wholeOf(text: string, least = 1, most = 1_000_000): number | null {
  if (!/^-?\d{1,9}$/.test(text.trim())) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}
