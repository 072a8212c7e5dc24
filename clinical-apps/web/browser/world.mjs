// A hub with made-up staff and patients, and the app before it.
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { send, startHub } from '../../../admin-ui/browser/hub.mjs';
import { buildHouse } from './house.mjs';
import { serveApp } from './serve.mjs';

const sample = (name) => readFile(new URL(`../../../samples/${name}.hl7`, import.meta.url), 'utf8');
export const STAFF_PASSWORD = 'a password of the made-up staff';
/** User name and role. */
export const STAFF = { 'dr.osman': 'doctor', 'dr.amin': 'doctor', 'nurse.hala': 'nurse', 'nurse.sami': 'nurse', 'ph.rania': 'pharmacist', 'lab.omar': 'lab-technician', 'lab.mona': 'lab-technician', 'desk.lina': 'receptionist', 'clerk.sara': 'billing-clerk', 'audit.nour': 'compliance-officer' };

/** Starts it all. `call(user)` speaks to the hub as that user. */
export async function startWorld() {
  const hub = await startHub();
  try {
    const app = await serveApp(hub);
    const admin = await caller(hub, 'admin', hub.password);
    for (const [username, role] of Object.entries(STAFF)) await admin('POST', '/users', { username, password: STAFF_PASSWORD, roles: [role] });
    const mllp = await listener(admin);
    for (const name of ['adt-a01', 'oml-o21', 'oru-r01']) await send(mllp, await sample(name));
    await earlierResults(mllp);
    const end = async () => {
      app.end();
      await hub.end();
    };
    const patient = await found(admin, '100234');
    const house = await buildHouse(admin, patient);
    return { hub, base: app.base, end, admin, patient, house, call: (username) => caller(hub, username, STAFF_PASSWORD) };
  } catch (error) {
    await hub.end();
    throw error;
  }
}

async function listener(admin) {
  const { connectors } = await admin('GET', '/channels/hl7-inbound');
  return Number(connectors[0].connection.address.split(':').at(-1));
}

/** The same tests on the days before, with other values, so that there is a trend. */
async function earlierResults(mllp) {
  const text = await sample('oru-r01');
  for (const [day, glucose, flag, potassium, potassiumFlag] of [['20260103', '5.10', 'N', '4.40', 'N'], ['20260104', '6.30', 'H', '5.60', 'H']]) {
    const earlier = text.replaceAll('20260105', day).replaceAll('ORD-501', `ORD-${day}`).replaceAll('F-7001', `F-${day}`).replaceAll('S0005', `S${day}`).replace('|7.40|', `|${glucose}|`).replace('3.9-5.8|H|', `3.9-5.8|${flag}|`).replace('|6.90|', `|${potassium}|`).replace('3.5-5.1|HH|', `3.5-5.1|${potassiumFlag}|`);
    await send(mllp, earlier);
  }
}

/** Messages are worked on after they were acknowledged, so the patient and the results are waited for. */
async function found(call, number) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { items } = await call('GET', `/patients?identifier=${number}`);
    const results = items[0] ? await call('GET', `/lab/results?patient=${items[0].id}`) : { items: [] };
    if (results.items.length >= 12) return items[0];
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the patient and the results did not arrive');
}

export async function caller(hub, username, password) {
  const login = await fetch(`${hub.base}/api/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password }) });
  const { access_token } = await login.json();
  if (!access_token) throw new Error(`${username} cannot sign in: ${login.status}`);
  let n = 0;
  return async (method, path, body, headers = {}) => {
    n += 1;
    const response = await fetch(`${hub.base}/api/v1${path}`, { method, headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}`, 'idempotency-key': `${username}-${n}-${Math.random().toString(36)}`, ...headers }, body: typeof body === 'string' ? body : body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  };
}

/** A prescription for the patient that goes straight to the pharmacist, when nothing speaks against it. */
export function order(patient, drug, more = {}) {
  return { patient_id: patient.id, drug: { name: drug }, route: 'oral', dose: { amount: 5, unit: 'mg', times_per_day: 4 }, quantity: 28, days: 14, takes_also: [], allergies: [], conditions: [], birth_date: '1970-03-05', weight_kg: 80, egfr: 90, ...more };
}

/** The code that an authenticator with this key shows (RFC 6238: SHA-1, six digits, 30 seconds); `step` later ones. */
export function totp(secret, step = 0) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/[\s=]/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = digest[19] & 0xf;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
