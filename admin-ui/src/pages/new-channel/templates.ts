// What a first channel can begin as: a whole channel that runs as it is, with two or three settings to fill in.

import type { Files } from '@/editing/draft';

export interface Setting {
  name: string;
  label: string;
  help: string;
  value: string;
  test: RegExp;
}

export interface Template {
  key: string;
  title: string;
  about: string;
  settings: Setting[];
  /** A made-up message that it can be tried with. */
  sample: string;
  text: (id: string, name: string, values: Record<string, string>) => string;
}

/** An address and a port; a name, IPv4, or IPv6 in brackets. */
const ADDRESS = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/;
const FOLDER = /^\/\S(.*\S)?$/;

const ADMISSION = `MSH|^~\\&|HIS|HOSPITAL|NILECARE|HOSPITAL|20260105083000||ADT^A01^ADT_A01|FIRST1|P|2.5.1
EVN|A01|20260105083000
PID|1||000001^^^HOSPITAL^MR||EVERYMAN^ADAM^^^MR||19700305|M
PV1|1|I|WARD3^12^B^HOSPITAL
`;
const APPOINTMENT = `{
  "appointment": "FIRST1",
  "patient": { "id": "000001", "family": "EVERYMAN", "given": "ADAM" },
  "at": "2026-01-05T08:30:00Z"
}
`;

const bind = (value: string): Setting => ({ name: 'bind', label: 'Listens on', help: '127.0.0.1 takes messages of this machine only, 0.0.0.0 of every one; choose a free port.', value, test: ADDRESS });
const peer: Setting = { name: 'address', label: 'Passes them on to', help: 'Where the receiver listens. While it does not answer, messages wait in the queue.', value: '127.0.0.1:2600', test: ADDRESS };
const folder: Setting = { name: 'folder', label: 'Writes them to the folder', help: 'From the root, on the hub’s machine. It is made when it is not there.', value: '/var/lib/nilecare/out', test: FOLDER };

export const TEMPLATES: Template[] = [
  {
    key: 'hl7-file',
    title: 'Take HL7 v2 over MLLP and write files',
    about: 'The simplest start: needs no other system. Each message is acknowledged and becomes a file.',
    settings: [bind('127.0.0.1:2576'), folder],
    sample: ADMISSION,
    text: (id, name, { bind, folder }) => `${head(id, name)}source:
  connector: { type: mllp, bind: ${text(bind)} }
destinations:
  - id: files
    name: A file for each message
    connector: { type: file, folder: ${text(folder)}, name: '{message}.hl7', create_folder: true }
    queue: { mode: on_failure }
`,
  },
  {
    key: 'hl7-mllp',
    title: 'Pass HL7 v2 on over MLLP',
    about: 'From one system to another. The sender gets its acknowledgement at once, and what cannot be delivered is tried again.',
    settings: [bind('127.0.0.1:2577'), peer],
    sample: ADMISSION,
    text: (id, name, { bind, address }) => `${head(id, name)}source:
  connector: { type: mllp, bind: ${text(bind)} }
destinations:
  - id: receiver
    name: The receiving system
    connector: { type: mllp, address: ${text(address)} }
    queue: { mode: always, retry: { interval: 10s } }
`,
  },
  {
    key: 'admissions-mllp',
    title: 'Pass admissions on, leave the rest',
    about: 'A filter lets only some events through, and a step writes a field: what most channels do.',
    settings: [bind('127.0.0.1:2578'), peer],
    sample: ADMISSION,
    text: (id, name, { bind, address }) => `${head(id, name)}source:
  connector: { type: mllp, bind: ${text(bind)} }
  filter:
    - { name: admissions and discharges only, script: '["A01", "A03"].contains(msg.text("MSH-9.2"))' }
destinations:
  - id: receiver
    name: The receiving system
    connector: { type: mllp, address: ${text(address)} }
    queue: { mode: always, retry: { interval: 10s } }
    transformer:
      - { name: the receiver’s name, script: 'msg.set("MSH-5", "RECEIVER");' }
`,
  },
  {
    key: 'http-file',
    title: 'Take JSON over HTTP and write files',
    about: 'For senders that speak HTTP: each body is checked to be JSON and becomes a file.',
    settings: [bind('127.0.0.1:8088'), folder],
    sample: APPOINTMENT,
    text: (id, name, { bind, folder }) => `${head(id, name)}source:
  connector: { type: http, bind: ${text(bind)} }
  data_type: json
destinations:
  - id: files
    name: A file for each message
    connector: { type: file, folder: ${text(folder)}, name: '{message}.json', create_folder: true }
    queue: { mode: on_failure }
`,
  },
];

function head(id: string, name: string): string {
  return `version: 1\nid: ${id}\nname: ${text(name)}\n`;
}

/** A text in YAML, whatever is in it; JSON's form is one of YAML's. */
function text(value: string | undefined): string {
  return JSON.stringify(value ?? '');
}

export function filesOf(template: Template, id: string, name: string, values: Record<string, string>): Files {
  return { 'channel.yaml': { text: template.text(id, name, values) } };
}

export function defaultsOf({ settings }: Template): Record<string, string> {
  return Object.fromEntries(settings.map(({ name, value }) => [name, value]));
}

/** Returns an id that a channel can have: `Front door, 2` becomes `front-door-2`. */
export function idOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return plain.replace(/^[^a-z]+/, '').slice(0, 64).replace(/-+$/, '');
}
