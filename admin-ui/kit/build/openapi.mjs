// Writes an app's types of the interface from the OpenAPI document of a running hub.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const HEADER = '// Written by `npm run api` from the OpenAPI document of the hub. Do not change it by hand.\n\n';

/** Returns the types of those paths that `used` matches; the rest of the document is for other clients. */
export async function generate(base, used) {
  const response = await fetch(`${base}/api/openapi.json`);
  if (!response.ok) throw new Error(`${base}/api/openapi.json answers ${response.status}`);
  const document = await response.json();
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => used.test(path)));
  const nodes = await openapiTS(document, { emptyObjectsUnknown: true, alphabetize: true, defaultNonNullable: false });
  return HEADER + astToString(nodes);
}

/** `npm run api -- URL` writes the file; with `--check` it fails when the file is not up to date. */
export async function main(file, used) {
  const text = await generate(process.argv[2] ?? 'http://127.0.0.1:7000', used);
  if (!process.argv.includes('--check')) return writeFile(file, text);
  if ((await readFile(file, 'utf8')) !== text) {
    console.error('src/api/schema.d.ts is not what the hub offers; run `npm run api`.');
    process.exitCode = 1;
  }
}
