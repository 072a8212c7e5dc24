// Answers to the alerts of a draft: which are complete, and what is sent.

import type { Alert } from '@/api/queries';
import type { Schemas } from '@/api/client';

export interface Answer {
  reason: Schemas['OverrideReason'] | '';
  comment: string;
  /** Whoever overrides a contraindication says that they have read it. */
  isRead: boolean;
}

export const UNANSWERED: Answer = { reason: '', comment: '', isRead: false };

export const needsComment = (alert: Pick<Alert, 'mode'>, answer: Answer): boolean => alert.mode === 'blocking' || answer.reason === 'other';

export function isAnswered(alert: Pick<Alert, 'mode'>, answer: Answer): boolean {
  if (!answer.reason) return false;
  if (needsComment(alert, answer) && answer.comment.trim() === '') return false;
  return alert.mode !== 'blocking' || answer.isRead;
}

/** `null` while one of them is not answered. */
export function overridesOf(alerts: Alert[], answers: Record<string, Answer>): Schemas['OverrideAnswer'][] | null {
  const overrides: Schemas['OverrideAnswer'][] = [];
  for (const alert of alerts) {
    const answer = alert.id ? answers[alert.id] : undefined;
    if (!alert.id || !answer?.reason || !isAnswered(alert, answer)) return null;
    overrides.push({ alert_id: alert.id, reason: answer.reason, ...(answer.comment.trim() ? { comment: answer.comment.trim() } : {}) });
  }
  return overrides;
}
