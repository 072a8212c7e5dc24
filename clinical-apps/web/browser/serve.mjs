// Where the app is for the tests: the hub itself when it has the app in its binary, else a small server that hands out dist/ with the
// same content security policy and passes everything else on to the hub.
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };
const OF_HUB = /^\/(api|health|metrics|admin)(\/|$)/;

/** Returns the address of the app, and what ends it. */
export async function serveApp(hub) {
  const page = await (await fetch(`${hub.base}/home`)).text().catch(() => '');
  if (page.includes('id="root"')) return { base: hub.base, end: () => undefined };
  const server = createServer((incoming, answer) => {
    const { pathname } = new URL(incoming.url, 'http://localhost');
    if (OF_HUB.test(pathname)) pass(hub, incoming, answer);
    else void file(pathname, incoming, answer);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const end = () => {
    server.closeAllConnections();
    server.close();
  };
  return { base: `http://127.0.0.1:${server.address().port}`, end };
}

async function file(pathname, incoming, answer) {
  const path = join(DIST, normalize(pathname));
  const isFile = path.startsWith(DIST) && extname(path) !== '';
  const name = isFile ? path : join(DIST, 'index.html');
  try {
    const takesGzip = /\bgzip\b/.test(incoming.headers['accept-encoding'] ?? '');
    const gzip = takesGzip ? await readFile(`${name}.gz`).catch(() => null) : null;
    const content = gzip ?? (await readFile(name));
    answer.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'content-security-policy': POLICY, ...(gzip ? { 'content-encoding': 'gzip' } : {}) });
    answer.end(content);
  } catch {
    answer.writeHead(404).end();
  }
}

function pass(hub, incoming, answer) {
  const { hostname, port } = new URL(hub.base);
  const on = request({ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (from) => {
    answer.writeHead(from.statusCode, from.headers);
    from.pipe(answer);
  });
  on.on('error', () => answer.writeHead(502).end());
  incoming.pipe(on);
}
