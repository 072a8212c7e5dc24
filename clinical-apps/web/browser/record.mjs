// A record with something of every kind, for tests and pictures.

/** Fills the record of the patient; gives the ids that pages are opened with. */
export async function fillRecord({ call, patient, house }) {
  const doctor = await call('dr.osman');
  const nurse = await call('nurse.hala');
  const facility_id = house.facility.id;
  const of = (kind) => `/ehr/patients/${patient.id}/${kind}`;
  const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  await doctor('POST', of('problems'), { facility_id, code: { code: 'E11.9', text: 'Type 2 diabetes' }, status: 'chronic', priority: 'high', onset: '2019-04', monitoring: true, treatments: ['Metformin 500 mg twice a day'] });
  await doctor('POST', of('problems'), { facility_id, code: { code: 'I10', text: 'Hypertension' }, status: 'active' });
  const wrong = await doctor('POST', of('problems'), { facility_id, code: { code: 'J45', text: 'Asthma' } });
  await doctor('POST', `/ehr/problems/${wrong.id}/entered-in-error`, { reason: 'other patient' });
  const plan = await doctor('POST', of('care-plans'), { facility_id, title: 'Diabetes, first half of the year', starts_on: day(-30), review_on: day(3), goals: [{ text: 'Sugar under control', target: 'HbA1c below 7 %', due_on: day(-1) }, { text: 'Walks half an hour a day', state: 'completed' }], activities: [{ text: 'HbA1c every three months', performer: 'laboratory', state: 'scheduled' }] });
  await doctor('POST', `/ehr/care-plans/${plan.id}/status`, { status: 'active', reason: 'agreed with the patient' });
  await doctor('POST', of('family-history'), { facility_id, relation: 'mother', deceased: true, age_at_death: 71, conditions: [{ code: { code: 'E11', text: 'Type 2 diabetes' }, age_at_onset: 50 }, { code: { code: 'I21', text: 'Myocardial infarction' }, led_to_death: true }] });
  await doctor('POST', of('social-history'), { facility_id, category: 'tobacco', value: { code: 'ex-smoker', text: 'Stopped smoking' }, quantity: '10 cigarettes a day', from: '1990', until: '2015' });
  const directive = await doctor('POST', of('advance-directives'), { facility_id, kind: 'do-not-resuscitate', statement: 'No resuscitation, comfort only', valid_from: day(-10) });
  await doctor('POST', `/ehr/advance-directives/${directive.id}/status`, { status: 'active', reason: 'confirmed with the family' });
  await doctor('POST', of('consents'), { facility_id, scope: 'research', decision: 'deny', detail: 'Registry of diabetes', valid_from: day(-10) });
  await doctor('POST', of('care-team'), { facility_id, member: { family: 'EVERYDOC', given: 'EVE' }, role: 'attending-physician', username: 'dr.osman', from: day(-30) });
  await doctor('POST', of('documents'), { facility_id, kind: 'referral', title: 'Referral to the eye clinic' });
  await nurse('POST', of('progress-notes'), { facility_id, kind: 'transfer', condition: 'declining', text: 'Blood pressure falls since noon', shift: 'evening', handover: { illness_severity: 'watcher', patient_summary: 'Day 2 after admission, septic', action_list: [{ text: 'Lactate', owner: 'night nurse', by_when: '22:00' }], situation_awareness: 'Call the doctor below 90 systolic' } });
  const body = { facility_id, chief_complaint: 'Review of diabetes', subjective: 'Feels well.\nWalks every day.', objective: 'BP 142/88', assessment: 'Diabetes, not at goal', plan: 'Metformin 1 g twice a day\nReview in 3 months', diagnoses: [{ code: 'E11.9', text: 'Type 2 diabetes' }], orders: [{ text: 'HbA1c' }], follow_up: { on: day(90), text: 'HbA1c' } };
  const draft = await doctor('POST', of('soap-notes'), body);
  const signed = await doctor('POST', `/ehr/soap-notes/${draft.id}/sign`, { attestation: 'I wrote this note.', cosigner: 'dr.amin' });
  await doctor('POST', `/ehr/soap-notes/${signed.id}/amend`, { reason: 'dose was wrong', attestation: 'I wrote this note.', note: { ...body, plan: 'Metformin 850 mg twice a day\nReview in 3 months' } });
  await nurse('POST', `/ehr/soap-notes/${signed.id}/addenda`, { text: 'Patient was told how to take it.' });
  const writing = await doctor('POST', of('soap-notes'), { facility_id, chief_complaint: 'Cough', subjective: 'For three days' });
  return { note: signed.id, writing: writing.id };
}
