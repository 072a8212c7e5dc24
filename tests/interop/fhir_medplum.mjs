// Uses the FHIR server with the client of @medplum/core: creates once, finds, pages, changes, patches, validates, deletes.
// Called with the server's base address and an access token.
import assert from 'node:assert/strict';
import { library } from './peer.mjs';

// The client asks for it at its start; Node has one from version 22 on.
globalThis.WebSocket ??= class extends EventTarget {};
const { MedplumClient, OperationOutcomeError } = library('@medplum/core');
const SYSTEM = 'http://example.org/medplum';

const [base, accessToken] = process.argv.slice(2);
const { origin, pathname } = new URL(base);
const client = new MedplumClient({ baseUrl: `${origin}/`, fhirUrlPath: pathname.slice(1), accessToken, cacheTime: 0 });

const patient = { resourceType: 'Patient', identifier: [{ system: SYSTEM, value: '1' }], name: [{ family: 'EVERYMAN' }] };
const first = await client.createResourceIfNoneExist(patient, `identifier=${SYSTEM}|1`);
const again = await client.createResourceIfNoneExist(patient, `identifier=${SYSTEM}|1`);
assert.equal(again.id, first.id, 'a conditional create creates once');

const updated = await client.updateResource({ ...first, birthDate: '1970-05-31' });
assert.equal(updated.meta.versionId, '2');
const patched = await client.patchResource('Patient', first.id, [{ op: 'replace', path: '/birthDate', value: '1970-06-01' }]);
assert.equal(patched.birthDate, '1970-06-01');
assert.equal((await client.readHistory('Patient', first.id)).entry.length, 3);

for (let n = 0; n < 5; n++) {
  const code = { coding: [{ system: 'http://loinc.org', code: '2339-0' }] };
  const valueQuantity = { value: 5 + n, unit: 'mmol/L' };
  await client.createResource({ resourceType: 'Observation', status: 'final', code, subject: { reference: `Patient/${first.id}` }, valueQuantity });
}
const values = [];
const query = `subject=Patient/${first.id}&code=http://loinc.org|2339-0&_sort=-value-quantity&_count=2`;
for await (const page of client.searchResourcePages('Observation', query)) values.push(...page.map((each) => each.valueQuantity.value));
assert.deepEqual(values, [9, 8, 7, 6, 5], 'pages hold all, in order');
const high = await client.search('Observation', `subject.identifier=${SYSTEM}|1&value-quantity=gt7&_total=accurate`);
assert.equal(high.total, 2, 'a chain and a quantity find');

const outcome = await client.validateResource({ resourceType: 'Observation', status: 'done', code: { text: 'x' } });
assert.equal(outcome.issue[0].expression[0], 'Observation.status', 'the place is told');
const refused = await client.createResource({ resourceType: 'Observation', status: 'final' }).catch((error) => error);
assert.ok(refused instanceof OperationOutcomeError, 'what goes wrong is told in FHIR');

await client.deleteResource('Patient', first.id);
const gone = await client.readResource('Patient', first.id).catch((error) => error);
assert.ok(gone instanceof OperationOutcomeError);
process.exit(0);
