// A word with an icon and a colour, so that none of them is needed alone.

import CancelIcon from '@mui/icons-material/CancelOutlined';
import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import ErrorIcon from '@mui/icons-material/ErrorOutlined';
import InfoIcon from '@mui/icons-material/InfoOutlined';
import StopIcon from '@mui/icons-material/DoNotDisturbOnOutlined';
import WaitIcon from '@mui/icons-material/HourglassEmptyOutlined';
import WarningIcon from '@mui/icons-material/WarningAmberOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { Box, type Theme } from '@mui/material';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';
import type { Schemas } from '@/api/client';
import { SEVERITY, STATUS } from '@/words';

export type Tone = 'success' | 'warning' | 'error' | 'info' | 'neutral';

const ICONS: Record<Tone, SvgIconComponent> = { success: DoneIcon, warning: WarningIcon, error: ErrorIcon, info: InfoIcon, neutral: StopIcon };

export function Tag({ tone, children, Icon = ICONS[tone], isStrong = false }: { tone: Tone; children: ReactNode; Icon?: SvgIconComponent; isStrong?: boolean }) {
  const color = tone === 'neutral' ? 'text.secondary' : `${tone}.main`;
  const fill = isStrong && tone !== 'neutral' ? { bgcolor: `${tone}.main`, color: `${tone}.contrastText`, borderColor: `${tone}.main` } : { color, borderColor: color };
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, px: 0.75, py: 0.125, border: 1, borderRadius: 1, fontSize: 12.5, fontWeight: 600, whiteSpace: 'nowrap', ...fill }}>
      <Icon aria-hidden sx={{ fontSize: 15 }} />
      {children}
    </Box>
  );
}

/** A coloured edge at the side where reading begins, for cards; the word beside it says the same. */
export function edge(tone: Tone, width = 4) {
  return { borderInlineStart: ({ palette }: Theme) => `${width}px solid ${tone === 'neutral' ? palette.text.secondary : palette[tone].main}` };
}

const STATUS_TONES: Record<Schemas['PrescriptionStatus'], [Tone, SvgIconComponent?]> = {
  draft: ['warning'],
  pending: ['info', WaitIcon],
  active: ['success'],
  'partially-dispensed': ['info'],
  dispensed: ['success'],
  'on-hold': ['warning', WaitIcon],
  completed: ['neutral', DoneIcon],
  stopped: ['neutral'],
  cancelled: ['neutral', CancelIcon],
  expired: ['neutral', WaitIcon],
  'entered-in-error': ['neutral', CancelIcon],
};

export function StatusTag({ of }: { of: Schemas['PrescriptionStatus'] }) {
  const [tone, Icon] = STATUS_TONES[of];
  return (
    <Tag tone={tone} Icon={Icon}>
      {t(STATUS[of])}
    </Tag>
  );
}

const SEVERITY_TONES: Record<Schemas['Severity'], Tone> = { minor: 'neutral', moderate: 'info', major: 'warning', contraindicated: 'error' };

export function severityTone(severity: Schemas['Severity']): Tone {
  return SEVERITY_TONES[severity];
}

export function SeverityTag({ of }: { of: Schemas['Severity'] }) {
  return (
    <Tag tone={severityTone(of)} isStrong={of === 'contraindicated' || of === 'major'}>
      {t(SEVERITY[of])}
    </Tag>
  );
}

export function HighAlertTag() {
  return (
    <Tag tone="error" Icon={WarningIcon}>
      {t('High alert')}
    </Tag>
  );
}
