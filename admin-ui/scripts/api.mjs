// Writes src/api/schema.d.ts from the OpenAPI document of a running hub:
//   npm run api -- http://127.0.0.1:7000           writes it
//   npm run api -- http://127.0.0.1:7000 --check   fails when it is not up to date
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const FILE = new URL('../src/api/schema.d.ts', import.meta.url);
const HEADER = '// Written by `npm run api` from the OpenAPI document of the hub. Do not change it by hand.\n\n';
// The analysts' app uses these; the rest of the document is for other clients.
const USED = /^\/api\/v1\/(alerts|audit|auth|backup|channels|configuration|connections|connectors|events|formats|import|items|libraries|messages|operations|queues|restore|scripts|service-accounts|statistics|users)\b/;

function prepare(document) {
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => USED.test(path)));
  return document;
}

export async function generate(base) {
  const response = await fetch(`${base}/api/openapi.json`);
  if (!response.ok) throw new Error(`${base}/api/openapi.json answers ${response.status}`);
  const nodes = await openapiTS(prepare(await response.json()), { emptyObjectsUnknown: true, alphabetize: true, defaultNonNullable: false });
  return HEADER + astToString(nodes);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const base = process.argv[2] ?? 'http://127.0.0.1:7000';
  const text = await generate(base);
  if (process.argv.includes('--check')) {
    if ((await readFile(FILE, 'utf8')) !== text) {
      console.error('src/api/schema.d.ts is not what the hub offers; run `npm run api`.');
      process.exit(1);
    }
  } else {
    await writeFile(FILE, text);
  }
}
