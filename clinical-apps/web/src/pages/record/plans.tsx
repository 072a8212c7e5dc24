// Care plans: goals with how far each is, what is done for them, and the day of the next review.

import { Box, LinearProgress, Typography } from '@mui/material';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { carePlans } from '@/api/record';
import { partialDate } from '@/format';
import { wordsOf } from '@/parts/fields';
import { some } from '@/parts/record-dialog';
import { rowsIn, rowsText } from '@/parts/record-fields';
import { Tag, type Tone } from '@/parts/tag';
import type { Kind } from './entry-list';
import { dotted, steps } from './kinds';
import { todayHere } from './places';
import { ACTIVITY_STATE, GOAL_STATE, PLAN_NEXT, PLAN_STATUS } from './words';

type Plan = Schemas['CarePlan'];

/** How many of the goals that count are reached. */
export function progressOf({ goals = [] }: Pick<Plan, 'goals'>): { reached: number; of: number } {
  const counted = goals.filter(({ state }) => state !== 'cancelled');
  return { reached: counted.filter(({ state }) => state === 'completed').length, of: counted.length };
}

/** The whole content of a plan, as a change of it is sent. */
export function contentOfPlan({ facility_id, encounter_id, title, starts_on, ends_on, review_on, addresses, goals, activities, note }: Plan): Schemas['CarePlanRequest'] {
  return { facility_id, encounter_id, title, starts_on, ends_on, review_on, addresses, goals, activities, note };
}

const isOver = ({ status }: Plan) => status === 'completed' || status === 'revoked';
const TONES: Record<Schemas['CarePlanStatus'], Tone> = { draft: 'warning', active: 'success', 'on-hold': 'warning', completed: 'neutral', revoked: 'neutral' };

export const planKind = (): Kind<Plan, Schemas['CarePlanRequest']> => ({
  calls: carePlans,
  title: t('Care plans'),
  empty: t('No care plans on record'),
  add: t('Write a care plan'),
  changing: t('Change the care plan'),
  done: t('The care plan is saved.'),
  fields: [
    { name: 'title', label: t('Title'), required: true },
    { name: 'starts', label: t('First day'), as: 'day' },
    { name: 'ends', label: t('Last day'), as: 'day' },
    { name: 'review', label: t('To be looked at again on'), as: 'day' },
    { name: 'goals', label: t('Goals'), as: 'rows', most: 50, add: t('Add a goal'), columns: [{ name: 'text', label: t('Goal'), required: true, most: 500 }, { name: 'target', label: t('By what it is seen'), most: 200 }, { name: 'due', label: t('By which day'), as: 'day' }, { name: 'state', label: t('How far'), as: 'choice', none: t(GOAL_STATE.active), options: wordsOf(GOAL_STATE) }] },
    { name: 'activities', label: t('What is done'), as: 'rows', most: 100, add: t('Add something to do'), columns: [{ name: 'text', label: t('What'), required: true, most: 500 }, { name: 'performer', label: t('By whom'), most: 200 }, { name: 'due', label: t('On which day'), as: 'day' }, { name: 'state', label: t('How far'), as: 'choice', none: t(ACTIVITY_STATE['not-started']), options: wordsOf(ACTIVITY_STATE) }] },
    { name: 'note', label: t('Note|field'), as: 'long', most: 4000 },
  ],
  initial: (one) => ({
    title: one?.title ?? '',
    starts: one?.starts_on ?? (one ? '' : todayHere()),
    ends: one?.ends_on ?? '',
    review: one?.review_on ?? '',
    goals: rowsText((one?.goals ?? []).map(({ text, target, due_on, state }) => ({ text, target: target ?? '', due: due_on ?? '', state: state ?? '' }))),
    activities: rowsText((one?.activities ?? []).map(({ text, performer, due_on, state }) => ({ text, performer: performer ?? '', due: due_on ?? '', state: state ?? '' }))),
    note: one?.note ?? '',
  }),
  wrong: ({ starts, ends }) => (starts && ends && ends < starts ? t('The last day is before the first.') : null),
  request: (values, where, one) => ({
    ...where,
    title: values.title?.trim() ?? '',
    starts_on: some(values.starts),
    ends_on: some(values.ends),
    review_on: some(values.review),
    addresses: one?.addresses,
    goals: rowsIn(values.goals).map(({ text, target, due, state }) => ({ text: text?.trim() ?? '', target: some(target), due_on: some(due), state: (state || 'active') as Schemas['GoalState'] })),
    activities: rowsIn(values.activities).map(({ text, performer, due, state }) => ({ text: text?.trim() ?? '', performer: some(performer), due_on: some(due), state: (state || 'not-started') as Schemas['ActivityState'] })),
    note: some(values.note),
  }),
  name: ({ title }) => <bdi>{title}</bdi>,
  detail: (one) => dotted(one.starts_on && <>{t('From')} {partialDate(one.starts_on)}</>, one.ends_on && <>{t('Until')} {partialDate(one.ends_on)}</>, one.review_on && <>{t('To be looked at again on')} {partialDate(one.review_on)}</>, one.note && <bdi>{one.note}</bdi>, one.status_reason && <>{t('Reason')}: <bdi>{one.status_reason}</bdi></>, ' '),
  state: ({ status }) => [TONES[status], t(PLAN_STATUS[status])],
  mayChange: (one) => !isOver(one),
  commands: [
    steps(t('Change the state'), PLAN_NEXT, PLAN_STATUS, (one, body) => take(api.POST('/api/v1/ehr/care-plans/{id}/status', { ...ofVersion(one), body })), 'draft'),
    {
      name: t('Note progress'),
      verb: t('Save'),
      isOffered: (one) => !isOver(one) && (one.goals ?? []).length + (one.activities ?? []).length > 0,
      fields: (one) => [
        ...(one.goals ?? []).map(({ text }, at) => ({ name: `goal${at}`, label: text, as: 'choice' as const, required: true, options: wordsOf(GOAL_STATE) })),
        ...(one.activities ?? []).map(({ text }, at) => ({ name: `activity${at}`, label: text, as: 'choice' as const, required: true, options: wordsOf(ACTIVITY_STATE) })),
      ],
      initial: (one) => Object.fromEntries([...(one.goals ?? []).map(({ state }, at) => [`goal${at}`, state ?? 'active']), ...(one.activities ?? []).map(({ state }, at) => [`activity${at}`, state ?? 'not-started'])]) as Record<string, string>,
      run: (one, values) =>
        take(
          api.PUT('/api/v1/ehr/care-plans/{id}', {
            ...ofVersion(one),
            body: {
              ...contentOfPlan(one),
              goals: one.goals?.map((goal, at) => ({ ...goal, state: values[`goal${at}`] as Schemas['GoalState'] })),
              activities: one.activities?.map((activity, at) => ({ ...activity, state: values[`activity${at}`] as Schemas['ActivityState'] })),
            },
          }),
        ),
      done: t('The progress is noted.'),
    },
  ],
  more: (one) => <Goals plan={one} />,
});

function Goals({ plan }: { plan: Plan }) {
  const { reached, of } = progressOf(plan);
  const today = todayHere();
  return (
    <Box sx={{ display: 'grid', gap: 1, mt: 0.5 }}>
      {of > 0 && (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <LinearProgress variant="determinate" value={(reached * 100) / of} aria-label={t('Goals reached')} sx={{ flex: '0 1 220px', blockSize: 8, borderRadius: 4 }} />
          <Typography sx={{ fontSize: 12.5 }}>{t('{reached} of {of} goals reached', { reached, of })}</Typography>
        </Box>
      )}
      {(plan.goals ?? []).length > 0 && (
        <Box component="ul" aria-label={t('Goals')} sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
          {(plan.goals ?? []).map(({ text, target, due_on, state = 'active' }, at) => (
            <Box component="li" key={at} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
              <Tag tone={state === 'completed' ? 'success' : state === 'cancelled' ? 'neutral' : 'info'}>{t(GOAL_STATE[state])}</Tag>
              <span>{dotted(<bdi>{text}</bdi>, target && <bdi>{target}</bdi>, due_on && <>{t('by|day')} {partialDate(due_on)}</>)}</span>
              {due_on && due_on < today && state !== 'completed' && state !== 'cancelled' && <Tag tone="warning">{t('The day has gone by')}</Tag>}
            </Box>
          ))}
        </Box>
      )}
      {(plan.activities ?? []).length > 0 && (
        <Box component="ul" aria-label={t('What is done')} sx={{ m: 0, paddingInlineStart: 2.5 }}>
          {(plan.activities ?? []).map(({ text, performer, due_on, state = 'not-started' }, at) => (
            <li key={at}>{dotted(<bdi>{text}</bdi>, performer && <bdi>{performer}</bdi>, due_on && partialDate(due_on), t(ACTIVITY_STATE[state]))}</li>
          ))}
        </Box>
      )}
    </Box>
  );
}
