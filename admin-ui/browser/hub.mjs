// A hub of its own for the tests: the shipped channels on free ports, a made-up password, data in a folder that goes away.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PASSWORD = 'a password of the browser tests';
/** A start makes keys and databases; a busy machine takes its time. */
const START_WITHIN = 60_000;

/** `isEmpty`: without the shipped channels. */
export async function startHub({ isEmpty = false } = {}) {
  const binary = process.env.NILECARE_BINARY ?? here('../../target/debug/nilecare');
  const data = await mkdtemp(join(tmpdir(), 'nilecare-browser-'));
  const receiver = await listen();
  if (isEmpty) await mkdir(join(data, 'configuration/channels'), { recursive: true });
  else await channels(data, receiver.port);
  const hub = { data, receiver, password: PASSWORD, port: 0, process: null, base: '' };
  hub.start = () => start(hub, binary);
  hub.stop = () => stop(hub);
  hub.end = async () => {
    await hub.stop();
    receiver.close();
    await rm(data, { recursive: true, force: true });
  };
  try {
    await hub.start();
  } catch (error) {
    await hub.end();
    throw error;
  }
  return hub;
}

/** The shipped channels, listening on a free port and forwarding to our receiver. */
async function channels(data, port) {
  const to = join(data, 'configuration/channels');
  await cp(here('../../channels/library'), to, { recursive: true });
  const change = async (name, from, text) => {
    const file = join(to, name, 'channel.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(from, text));
  };
  await change('hl7-inbound', 'bind: 127.0.0.1:2575', 'bind: 127.0.0.1:0');
  await change('adt-inbound', '127.0.0.1:2600', `127.0.0.1:${port}`);
}

async function start(hub, binary) {
  const dist = here('../dist');
  // The clinical app's tests run without this one too.
  const app = existsSync(join(dist, 'index.html')) ? { NILECARE__HTTP__ADMIN_UI: dist } : {};
  const env = { ...process.env, ...app, NILECARE_ADMIN_PASSWORD: PASSWORD, NILECARE__MQTT__BIND: '127.0.0.1:0', NILECARE__LOG__LEVEL: 'error' };
  await rm(join(hub.data, 'hub.json'), { force: true });
  // The same port after a restart, so that open pages find it again.
  hub.process = spawn(binary, ['serve', '--data', hub.data, '--bind', `127.0.0.1:${hub.port}`], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  hub.process.once('error', () => undefined);
  const until = Date.now() + START_WITHIN;
  while (Date.now() < until) {
    const told = await readFile(join(hub.data, 'hub.json'), 'utf8').catch(() => null);
    const address = told && JSON.parse(told).http;
    if (address && (await fetch(`http://${address}/health/ready`).catch(() => null))?.ok) {
      hub.port = Number(address.split(':').at(-1));
      hub.base = `http://${address}`;
      return;
    }
    if (hub.process.exitCode !== null) throw new Error(`${binary} ended with ${hub.process.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the hub did not get ready');
}

async function stop(hub) {
  if (!hub.process || hub.process.exitCode !== null) return;
  const ended = new Promise((resolve) => hub.process.once('exit', resolve));
  hub.process.kill('SIGTERM');
  await ended;
}

/** Plays the further system: accepts every message while it is open. */
async function listen() {
  const messages = [];
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    let frame = '';
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      frame += part.toString('latin1');
      for (let end = frame.indexOf('\x1c\r'); end >= 0; end = frame.indexOf('\x1c\r')) {
        const message = frame.slice(frame.indexOf('\x0b') + 1, end);
        frame = frame.slice(end + 2);
        messages.push(message);
        const id = message.split('\r')[0].split('|')[9];
        socket.write(`\x0bMSH|^~\\&|R|R|S|S|20260101||ACK|A${id}|P|2.5.1\rMSA|AA|${id}\r\x1c\r`);
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    messages,
    port: server.address().port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Sends an HL7 v2 message over MLLP and returns the acknowledgement. */
export function send(port, text) {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1');
    let answer = '';
    socket.on('connect', () => socket.write(`\x0b${text.replace(/\r?\n/g, '\r')}\x1c\r`));
    socket.on('error', reject);
    socket.on('data', (part) => {
      answer += part.toString('latin1');
      if (!answer.includes('\x1c\r')) return;
      socket.end();
      resolve(answer);
    });
  });
}
