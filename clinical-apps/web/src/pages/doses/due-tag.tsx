// How a dose stands to its time, as icon, colour and word.

import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import LateIcon from '@mui/icons-material/AlarmOutlined';
import LaterIcon from '@mui/icons-material/ScheduleOutlined';
import NowIcon from '@mui/icons-material/NotificationsActiveOutlined';
import StopIcon from '@mui/icons-material/DoNotDisturbOnOutlined';
import { t } from '@kit/i18n';
import type { Slot } from '@/api/queries';
import { Tag } from '@/parts/tag';
import { DOSE_OUTCOME, DUE } from '@/words';

export function DueTag({ of }: { of: Slot['state'] }) {
  if (of === 'overdue') return <Tag tone="error" Icon={LateIcon} isStrong>{t(DUE.overdue)}</Tag>;
  if (of === 'due') return <Tag tone="warning" Icon={NowIcon} isStrong>{t(DUE.due)}</Tag>;
  return <Tag tone="neutral" Icon={LaterIcon}>{t(DUE[of])}</Tag>;
}

/** What was noted, or how it stands. */
export function SlotTag({ slot }: { slot: Slot }) {
  if (!slot.administration) return <DueTag of={slot.state} />;
  const { outcome } = slot.administration;
  return (
    <Tag tone={outcome === 'given' ? 'success' : 'neutral'} Icon={outcome === 'given' ? DoneIcon : StopIcon}>
      {t(DOSE_OUTCOME[outcome])}
    </Tag>
  );
}
