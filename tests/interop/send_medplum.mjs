// Sends with the client of @medplum/hl7.
import { check, library, messageOf } from './peer.mjs';

const { Hl7Message } = library('@medplum/core');
const { Hl7Client } = library('@medplum/hl7');

const [host, port, path] = process.argv.slice(2);
const message = Hl7Message.parse(messageOf(path));
const client = new Hl7Client({ host, port: Number(port), connectTimeout: 10000 });
const ack = await client.sendAndWait(message);
const msa = ack.getSegment('MSA');
check(msa.getField(1).toString(), msa.getField(2).toString(), message.getSegment('MSH').getField(10).toString());
