// What the Node peers share: loading a library from target/node, reading the message, checking the answer.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MISSING_LIBRARY = 77;

/** Loads a library from the folder that NILECARE_NODE_MODULES names. */
export function library(name) {
  const load = createRequire(`${process.env.NILECARE_NODE_MODULES}/`);
  try {
    return load(name);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    console.log(`not installed: ${name}`);
    process.exit(MISSING_LIBRARY);
  }
}

/** Loads a library that is an ES module only, from the same folder. */
export async function moduleOf(name) {
  const folder = join(process.env.NILECARE_NODE_MODULES, name);
  try {
    const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return await import(pathToFileURL(join(folder, exports['.'].import)));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.log(`not installed: ${name}`);
    process.exit(MISSING_LIBRARY);
  }
}

/** Reads a message; files have a line for each segment, HL7 wants a carriage return (v2.5.1 section 2.5.4). */
export function messageOf(path) {
  return readFileSync(path, 'utf8').replace(/\r\n|\n/g, '\r').replace(/\r+$/, '') + '\r';
}

/** Ends the process: well when the answer accepts the message that was sent. */
export function check(code, answeredId, sentId) {
  const isAccepted = code === 'AA' && answeredId === sentId;
  if (!isAccepted) console.error(`wanted AA for ${sentId}, got ${code} for ${answeredId}`);
  process.exit(isAccepted ? 0 : 1);
}
