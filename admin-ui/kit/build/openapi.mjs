// Writes an app's types of the interface from the OpenAPI document of a running hub.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const HEADER = '// Written by `npm run api` from the OpenAPI document of the hub. Do not change it by hand.\n\n';

/** Returns the types of those paths that `used` matches, and of the schemas named in `also`; the rest of the document is for other clients. */
export async function generate(base, used, also = []) {
  const response = await fetch(`${base}/api/openapi.json`);
  if (!response.ok) throw new Error(`${base}/api/openapi.json answers ${response.status}`);
  const document = await response.json();
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => used.test(path)));
  keepReached(document, also);
  const nodes = await openapiTS(document, { emptyObjectsUnknown: true, alphabetize: true, defaultNonNullable: false });
  return HEADER + astToString(nodes);
}

/** Takes out the schemas that no path left leads to. Elements of lists stand in the lists themselves, so an app names those that it wants. */
function keepReached(document, also) {
  const schemas = document.components?.schemas ?? {};
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
  for (const name of also) look({ $ref: name });
  document.components.schemas = Object.fromEntries(Object.entries(schemas).filter(([name]) => reached.has(name)));
}

/** `npm run api -- URL` writes the file; with `--check` it fails when the file is not up to date. */
export async function main(file, used, also = []) {
  const text = await generate(process.argv[2] ?? 'http://127.0.0.1:7000', used, also);
  if (!process.argv.includes('--check')) return writeFile(file, text);
  if ((await readFile(file, 'utf8')) !== text) {
    console.error('src/api/schema.d.ts is not what the hub offers; run `npm run api`.');
    process.exitCode = 1;
  }
}
