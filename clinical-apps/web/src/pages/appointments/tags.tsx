// How far an appointment is: a word, an icon and a colour.

import CameIcon from '@mui/icons-material/EventSeatOutlined';
import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import GoneIcon from '@mui/icons-material/EventBusyOutlined';
import PlannedIcon from '@mui/icons-material/EventOutlined';
import SureIcon from '@mui/icons-material/EventAvailableOutlined';
import WithIcon from '@mui/icons-material/MeetingRoomOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { t } from '@kit/i18n';
import type { Appointment, AppointmentStatus } from '@/api/appointments';
import { Tag, type Tone } from '@/parts/tag';
import { APPOINTMENT_PRIORITY, APPOINTMENT_STATUS } from '@/words';

export const LOOKS: Record<AppointmentStatus, [Tone, SvgIconComponent]> = {
  scheduled: ['info', PlannedIcon],
  confirmed: ['info', SureIcon],
  'checked-in': ['warning', CameIcon],
  'in-progress': ['success', WithIcon],
  completed: ['neutral', DoneIcon],
  cancelled: ['neutral', GoneIcon],
  'no-show': ['neutral', GoneIcon],
};

export function AppointmentTag({ of }: { of: AppointmentStatus }) {
  const [tone, Icon] = LOOKS[of];
  return (
    <Tag tone={tone} Icon={Icon}>
      {t(APPOINTMENT_STATUS[of])}
    </Tag>
  );
}

/** Shown for what is not routine. */
export function UrgencyTag({ of }: { of: Appointment['priority'] }) {
  if (of === 'routine') return null;
  return (
    <Tag tone={of === 'emergency' ? 'error' : 'warning'} isStrong>
      {t(APPOINTMENT_PRIORITY[of])}
    </Tag>
  );
}
