// Where the app is for the tests: the hub itself when it has the app in its binary, else a small server that hands out dist/ with the
// same content security policy and passes everything else on to the hub.
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };
const OF_HUB = /^\/(api|health|metrics|admin)(\/|$)/;

/** Returns the address of the app, and what ends it. */
export async function serveApp(hub) {
  const page = await (await fetch(`${hub.base}/home`)).text().catch(() => '');
  // A binary may have an older app in it; then the one that was built last is tested when that is asked for.
  if (page.includes('id="root"') && !process.env.NILECARE_WEB_DIST) return { base: hub.base, end: () => undefined };
  const server = createServer((incoming, answer) => {
    const { pathname } = new URL(incoming.url, 'http://localhost');
    if (OF_HUB.test(pathname)) pass(hub, incoming, answer);
    else void file(pathname, incoming, answer);
  });
  // The live connection is a WebSocket, which is passed on as it is.
  server.on('upgrade', (incoming, socket, head) => passOn(hub, incoming, socket, head));
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

function passOn(hub, incoming, socket, head) {
  const { hostname, port } = new URL(hub.base);
  const on = connect(Number(port), hostname, () => {
    const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${value}`);
    on.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    on.write(head);
    on.pipe(socket).pipe(on);
  });
  for (const one of [on, socket]) one.on('error', () => [on, socket].forEach((end) => end.destroy()));
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
