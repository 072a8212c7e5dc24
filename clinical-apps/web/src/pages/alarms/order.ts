// In which order alarms are looked at.

import type { AlarmState, DeviceAlarm } from '@/api/vitals';

export const STATES: AlarmState[] = ['active', 'acknowledged', 'resolved'];

/** Those that nobody has seen to, critical before others, the oldest first; what is over, latest first. */
export function worstFirst(one: DeviceAlarm, other: DeviceAlarm): number {
  const rank = ({ state, severity }: DeviceAlarm) => STATES.indexOf(state) * 2 + (severity === 'critical' ? 0 : 1);
  const byTime = Date.parse(one.raised_at) - Date.parse(other.raised_at);
  return rank(one) - rank(other) || (one.state === 'resolved' ? -byTime : byTime);
}
