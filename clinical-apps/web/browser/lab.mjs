// The laboratory of the made-up house: a catalogue, and work in each of its states.

const test = (code, name, more) => ({ code: { system: 'LN', code, text: name }, category: 'chemistry', kind: 'numeric', specimen_type: 'blood', container: 'SST', stat_available: true, active: true, ...more });

/** Returns the tests by name. */
export async function buildCatalogue(admin) {
  const tests = {};
  for (const one of [
    test('2823-3', 'Potassium', { unit: 'mmol/L', ranges: [{ from_days: 6574, low: '3.5', high: '5.1', critical_low: '2.5', critical_high: '6.5' }, { to_days: 6574, low: '3.4', high: '5.6' }], delta: { percent: 30, within_hours: 720 } }),
    test('2951-2', 'Sodium', { unit: 'mmol/L', ranges: [{ low: '135', high: '145', critical_low: '120', critical_high: '160' }] }),
    test('2345-7', 'Glucose', { unit: 'mmol/L', fasting: true, ranges: [{ low: '3.9', high: '5.8', critical_high: '25' }], instructions: 'Note when the patient last ate.' }),
    test('5196-1', 'Hepatitis B surface antigen', { category: 'immunology', kind: 'coded', stat_available: false, answers: [{ code: 'NEG', text: 'Negative' }, { code: 'POS', text: 'Positive' }], abnormal_answers: ['POS'] }),
    test('5778-6', 'Colour of urine', { category: 'other', kind: 'text', specimen_type: 'urine', container: 'cup' }),
  ]) tests[one.code.text] = await admin('POST', '/lab/tests', one);
  const panel = await admin('POST', '/lab/panels', { code: { system: 'L', code: 'LYTES', text: 'Electrolytes' }, test_ids: [tests.Potassium.id, tests.Sodium.id], active: true });
  return { tests, panel };
}

export function orderTests(admin, { facility }, patient, codes, more = {}) {
  return admin('POST', '/lab/orders', { patient_id: patient.id, facility_id: facility.id, codes, ...more });
}

export function collect(admin, order, more = {}) {
  return admin('POST', '/lab/specimens', { order_id: order.id, specimen_type: 'blood', container: 'SST', tests: [], ...more });
}

export function act(admin, specimen, action) {
  return admin('POST', `/lab/specimens/${specimen.id}/actions`, action, { 'if-match': `"${specimen.version}"` });
}

/** Collected and received: ready to be examined. */
export async function received(admin, order) {
  return act(admin, await collect(admin, order), { action: 'receive', location: 'Main laboratory' });
}

export const numeric = (test, value) => ({ test: test.id, value: { type: 'numeric', value } });

export function enter(admin, order, results, specimen_id) {
  return admin('POST', `/lab/orders/${order.id}/results`, { specimen_id, results });
}

export function verify(admin, results) {
  return admin('POST', '/lab/result-verifications', { results: results.map(({ id, version }) => ({ id, version })) });
}
