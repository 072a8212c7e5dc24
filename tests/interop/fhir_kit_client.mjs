// Uses the FHIR server with fhir-kit-client: creates, finds, pages, patches, sends a transaction, asks for everything, deletes.
// Called with the server's base address and an access token.
import assert from 'node:assert/strict';
import { moduleOf } from './peer.mjs';

const { Client } = await moduleOf('fhir-kit-client');
const SYSTEM = `http://example.org/fhir-kit-client/${Date.now()}`;

const [baseUrl, bearerToken] = process.argv.slice(2);
const client = new Client({ baseUrl, bearerToken });

const statement = await client.capabilityStatement();
assert.equal(statement.fhirVersion, '4.0.1');

const ids = [];
for (let n = 0; n < 5; n++) {
  const body = { resourceType: 'Patient', identifier: [{ system: SYSTEM, value: `${n}` }], name: [{ family: 'EVERYMAN' }] };
  ids.push((await client.create({ resourceType: 'Patient', body })).id);
}
assert.equal(new Set(ids).size, 5, 'each has an id');

let bundle = await client.search({ resourceType: 'Patient', searchParams: { identifier: `${SYSTEM}|`, _count: 2 } });
const found = [];
while (bundle) {
  found.push(...bundle.entry.map((entry) => entry.resource.id));
  bundle = await client.nextPage({ bundle });
}
assert.deepEqual(found, ids, 'pages hold all, in order');

const [id] = ids;
const patch = { resourceType: 'Patient', id, jsonPatch: [{ op: 'add', path: '/active', value: true }] };
const patched = await client.patch(patch);
assert.equal(patched.active, true, 'a patch changes what it names');
assert.equal((await client.vread({ resourceType: 'Patient', id, version: '1' })).active, undefined, 'versions stay');
const history = await client.history({ resourceType: 'Patient', id });
assert.equal(history.total, 2, 'the history tells both');

const transaction = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    {
      fullUrl: 'urn:uuid:4f1b7c1e-0000-4000-8000-000000000001',
      resource: { resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: `${baseUrl}/Patient/${id}` } },
      request: { method: 'POST', url: 'Observation' },
    },
    {
      resource: {
        resourceType: 'DiagnosticReport',
        status: 'final',
        code: { text: 'x' },
        subject: { reference: `Patient/${id}` },
        result: [{ reference: 'urn:uuid:4f1b7c1e-0000-4000-8000-000000000001' }],
      },
      request: { method: 'POST', url: 'DiagnosticReport' },
    },
  ],
};
const done = await client.transaction({ body: transaction });
assert.deepEqual(done.entry.map((entry) => entry.response.status.slice(0, 3)), ['201', '201']);

const everything = await client.operation({ name: 'everything', resourceType: 'Patient', id, method: 'GET' });
const kinds = everything.entry.map((entry) => entry.resource.resourceType).sort();
assert.deepEqual(kinds, ['DiagnosticReport', 'Observation', 'Patient']);
const compartment = { resourceType: 'Observation', compartment: { resourceType: 'Patient', id } };
assert.equal((await client.compartmentSearch(compartment)).entry.length, 1, 'the compartment holds it');

const report = everything.entry.find((entry) => entry.resource.resourceType === 'DiagnosticReport').resource;
const observation = await client.resolve({ reference: report.result[0].reference, context: report });
assert.equal(observation.subject.reference, `Patient/${id}`, 'a reference to this server is relative');

await client.delete({ resourceType: 'DiagnosticReport', id: report.id });
const gone = await client.read({ resourceType: 'DiagnosticReport', id: report.id }).catch((error) => error.response);
assert.equal(gone.status, 410);
assert.equal(gone.data.resourceType, 'OperationOutcome', 'what goes wrong is told in FHIR');
