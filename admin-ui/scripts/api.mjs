// Writes kit/api/schema.d.ts, which both apps use, from the OpenAPI document of a running hub:
//   npm run api -- http://127.0.0.1:7000           writes it
//   npm run api -- http://127.0.0.1:7000 --check   fails when it is not up to date
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

export const FILE = new URL('../kit/api/schema.d.ts', import.meta.url);
const HEADER = '// Written by `npm run api` from the OpenAPI document of the hub. Do not change it by hand.\n\n';
// The apps use these; the rest of the document is for other clients.
const USED = /^\/api\/v1\/(alerts|allergies|appointments|audit|auth|backup|beds|billing\/(accounts|adjustments|charges|claims|invoices|payments|policies|price-items|price-lists|refunds|reports\/(aging|cash)|statements)|cds\/(alerts|check|facts)|channels|conditions|configuration|connections|connectors|departments|ehr|encounters|events|facilities|formats|free-slots|high-alert-drugs|immunizations|import|inventory\/(adjustments|alerts|batches|issues|items|locations|purchase-orders|stock|stock-counts|suppliers|transfers)|items|lab|libraries|mar|messages|notes|notifications|operations|organizations|patients|payments|prescriptions|procedures|queues|restore|schedule-exceptions|schedules|scripts|service-accounts|staff|statistics|users|vital-signs|vitals|waitlist|wards)(?![\w-])/;
// Elements of lists that stand in the lists themselves, where no path leads to their names.
const ALSO = ['BedChange', 'CaseView', 'ChannelOutcome', 'Delivery', 'Dispute', 'ItemOutcome', 'Problem', 'StockLevel', 'VitalReading'];

export async function generate(base) {
  const response = await fetch(`${base}/api/openapi.json`);
  if (!response.ok) throw new Error(`${base}/api/openapi.json answers ${response.status}`);
  const document = await response.json();
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => USED.test(path)));
  leaveOutRefusals(document.paths);
  keepReached(document);
  const nodes = await openapiTS(document, { emptyObjectsUnknown: true, alphabetize: true, defaultNonNullable: false });
  return HEADER + astToString(nodes);
}

/** Refusals are problems everywhere (RFC 9457), which `Problem` says once. */
function leaveOutRefusals(paths) {
  for (const operations of Object.values(paths)) {
    for (const { responses } of Object.values(operations)) {
      for (const status of Object.keys(responses ?? {})) if (/^[45]/.test(status)) delete responses[status];
    }
  }
}

/** Takes out the schemas that no path left leads to. */
function keepReached(document) {
  const { schemas } = document.components;
  const reached = new Set();
  const look = (node) => {
    if (node === null || typeof node !== 'object') return;
    const name = typeof node.$ref === 'string' ? node.$ref.split('/').pop() : null;
    if (name && name in schemas && !reached.has(name)) {
      reached.add(name);
      look(schemas[name]);
    }
    Object.values(node).forEach(look);
  };
  look(document.paths);
  for (const name of ALSO) look({ $ref: name });
  document.components.schemas = Object.fromEntries(Object.entries(schemas).filter(([name]) => reached.has(name)));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const text = await generate(process.argv[2] ?? 'http://127.0.0.1:7000');
  if (!process.argv.includes('--check')) await writeFile(FILE, text);
  else if ((await readFile(FILE, 'utf8')) !== text) {
    console.error('kit/api/schema.d.ts is not what the hub offers; run `npm run api`.');
    process.exitCode = 1;
  }
}
