// Writes src/api/schema.d.ts from the OpenAPI document of a running hub:
//   npm run api -- http://127.0.0.1:7000           writes it
//   npm run api -- http://127.0.0.1:7000 --check   fails when it is not up to date
import { generate as generateUsed, main } from '../../../admin-ui/kit/build/openapi.mjs';

const FILE = new URL('../src/api/schema.d.ts', import.meta.url);
// The clinical app uses these.
const USED = /^\/api\/v1\/(audit|auth|cds\/(alerts|check|facts)|encounters|high-alert-drugs|lab\/(orders|results)|mar|patients|prescriptions|users)\b/;

export const generate = (base) => generateUsed(base, USED);

if (process.argv[1] === new URL(import.meta.url).pathname) await main(FILE, USED);
