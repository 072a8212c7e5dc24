// The field for a code of the authenticator, or for a recovery code.

import { TextField } from '@mui/material';
import { t } from '@kit/i18n';
import { MONOSPACE } from '@kit/theme';

interface Props {
  value: string;
  onChange: (value: string) => void;
  isRecovery?: boolean;
}

export function CodeField({ value, onChange, isRecovery = false }: Props) {
  return (
    <TextField
      key={isRecovery ? 'recovery' : 'code'}
      label={isRecovery ? t('Recovery code') : t('Code of the authenticator')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      helperText={isRecovery ? t('One of the codes that you kept. Each works once.') : t('Six digits, new every 30 seconds.')}
      autoComplete={isRecovery ? 'off' : 'one-time-code'}
      autoFocus
      required
      slotProps={{ htmlInput: { inputMode: isRecovery ? 'text' : 'numeric', maxLength: 40, dir: 'ltr', spellCheck: false, autoCapitalize: 'off', style: { fontFamily: MONOSPACE, letterSpacing: '0.1em' } } }}
    />
  );
}

/** Six digits, however they were written in groups. */
export function isCode(text: string): boolean {
  return /^\d{6}$/.test(text.replace(/\s/g, ''));
}
