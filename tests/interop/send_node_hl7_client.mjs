// Sends with node-hl7-client.
import { check, library, messageOf } from './peer.mjs';

const { Client, Message } = library('node-hl7-client');

const [host, port, path] = process.argv.slice(2);
const message = new Message({ text: messageOf(path) });
const client = new Client({ host });
const connection = client.createConnection({ port: Number(port) }, (response) => {
  const ack = response.getMessage();
  check(ack.get('MSA.1').toString(), ack.get('MSA.2').toString(), message.get('MSH.10').toString());
});
await connection.sendMessage(message);
