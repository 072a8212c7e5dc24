// Receives with the server of @medplum/hl7.
import { library } from './peer.mjs';

const { Hl7Server } = library('@medplum/hl7');

const server = new Hl7Server((connection) => {
  connection.addEventListener('message', ({ message }) => {
    console.log('received', message.getSegment('MSH').getField(10).toString());
    connection.send(message.buildAck());
  });
});
server.start(0);
server.server.on('listening', () => console.log('listening', server.server.address().port));
