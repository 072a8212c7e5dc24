// Urgency and states of the laboratory by word, icon and colour, and rows that its lists share.

import StatIcon from '@mui/icons-material/BoltOutlined';
import UrgentIcon from '@mui/icons-material/PriorityHighOutlined';
import { Box, Typography } from '@mui/material';
import { age } from '@kit/format';
import { t } from '@kit/i18n';
import type { Schemas } from '@/api/client';
import type { Code, LabOrder } from '@/api/laboratory';
import { Ltr } from '@/parts/ltr';
import { Tag, type Tone } from '@/parts/tag';
import { useNow } from '@/parts/use-now';
import { ORDER_STATUS, PRIORITY } from '@/words';
import { nameOfCode, orderedAt } from './rules';
import { CRITICAL_STATUS, SPECIMEN_STATUS } from './words';

export function PriorityTag({ of }: { of: Schemas['Priority'] }) {
  if (of === 'routine') return <Typography component="span" sx={{ color: 'text.secondary' }}>{t(PRIORITY.routine)}</Typography>;
  const isStat = of === 'stat';
  return (
    <Tag tone={isStat ? 'error' : 'warning'} isStrong={of !== 'urgent'} Icon={isStat ? StatIcon : UrgentIcon}>
      {isStat && <bdi>STAT</bdi>} {t(PRIORITY[of])}
    </Tag>
  );
}

const SPECIMEN_TONES: Record<Schemas['SpecimenStatus'], Tone> = { collected: 'info', 'in-transit': 'info', received: 'success', processing: 'warning', analysed: 'success', stored: 'neutral', discarded: 'neutral', rejected: 'error' };

export function SpecimenTag({ of }: { of: Schemas['SpecimenStatus'] }) {
  return <Tag tone={SPECIMEN_TONES[of]}>{t(SPECIMEN_STATUS[of])}</Tag>;
}

const ORDER_TONES: Record<Schemas['OrderStatus'], Tone> = { active: 'info', 'in-progress': 'warning', completed: 'success', cancelled: 'neutral' };

export function OrderTag({ of }: { of: Schemas['OrderStatus'] }) {
  return <Tag tone={ORDER_TONES[of]}>{t(ORDER_STATUS[of])}</Tag>;
}

export function CriticalTag({ of }: { of: Schemas['CriticalStatus'] }) {
  return (
    <Tag tone={of === 'open' ? 'error' : of === 'acknowledged' ? 'success' : 'neutral'} isStrong={of === 'open'}>
      {t(CRITICAL_STATUS[of])}
    </Tag>
  );
}

/** How long ago, as long as the page is open. */
export function Since({ at }: { at: string }) {
  return <>{age((useNow() - Date.parse(at)) / 1000)}</>;
}

export function Ordered({ order }: { order: LabOrder }) {
  return (
    <Typography component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
      {t('ordered')} <Since at={orderedAt(order)} />
    </Typography>
  );
}

export function Tests({ of }: { of: Code[] }) {
  return (
    <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
      {of.map((code, at) => (
        <span key={`${code.system ?? ''}|${code.code}`}>
          {at > 0 && ', '}
          <Ltr>{nameOfCode(code)}</Ltr>
        </span>
      ))}
    </Box>
  );
}
