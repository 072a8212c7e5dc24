// Writes src/api/schema.d.ts from the OpenAPI document of a running hub:
//   npm run api -- http://127.0.0.1:7000           writes it
//   npm run api -- http://127.0.0.1:7000 --check   fails when it is not up to date
import { generate as generateUsed, main } from '../kit/build/openapi.mjs';

const FILE = new URL('../src/api/schema.d.ts', import.meta.url);
// The analysts' app uses these.
const USED = /^\/api\/v1\/(alerts|audit|auth|backup|channels|configuration|connections|connectors|events|formats|import|items|libraries|messages|operations|queues|restore|scripts|service-accounts|statistics|users)\b/;

const ALSO = ['CaseView', 'ChannelOutcome', 'ItemOutcome'];

export const generate = (base) => generateUsed(base, USED, ALSO);

if (process.argv[1] === new URL(import.meta.url).pathname) await main(FILE, USED, ALSO);
