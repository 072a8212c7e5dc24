import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { alert, check } from '@/testing/made-up';
import { CheckPanel } from './check-panel';

const REQUEST = { proposed: [{ drug: { name: 'apixaban' } }] };
const GREEN = 'Every check was done, and nothing was found.';

function panel(answer: NonNullable<Answers['/api/v1/cds/check']>['post']) {
  mockHub({ '/api/v1/cds/check': { post: answer } });
  draw(<CheckPanel request={REQUEST} />);
}

test('green only when every check was done and nothing was found', async () => {
  panel(check());
  await screen.findByText(GREEN);
});

test('a check that failed is shown as failed', async () => {
  panel(new Refused(503, 'unavailable', 'The database does not answer'));
  await screen.findByText(/The check could not run.*The database does not answer/);
  expect(screen.queryByText(GREEN)).toBeNull();
});

test('a check that was not complete says what is missing', async () => {
  panel(check({ conclusion: 'incomplete', checks: [{ kind: 'allergy', progress: 'not-run', missing: ['the patient’s allergies were not given'] }] }));
  await screen.findByText('Not everything was checked');
  await screen.findByText(/allergies were not given/);
  expect(screen.queryByText(GREEN)).toBeNull();
});

test('an alert says how severe, what, why and what to do, and that its facts are not reviewed', async () => {
  panel(check({ conclusion: 'alerts', alerts: [alert({ id: undefined })], facts: { version: '1', kinds: [], notice: '981 facts are unreviewed seed data' } }));
  for (const text of ['Contraindicated', 'warfarin with apixaban: bleeding', 'bleeding (two anticoagulants)', 'never together', /981 facts/]) await screen.findByText(text);
});
