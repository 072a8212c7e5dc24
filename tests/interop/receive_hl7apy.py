"""Receives with the server of hl7apy, which closes the connection after each answer."""

import peer

try:
    from hl7apy.core import Message
    from hl7apy.mllp import AbstractHandler, MLLPServer
    from hl7apy.parser import parse_message
except ModuleNotFoundError as error:
    peer.missing(error)


class Acknowledge(AbstractHandler):
    def reply(self):
        message = parse_message(self.incoming_message, find_groups=False)
        control_id = message.msh.msh_10.to_er7()
        print("received", control_id, flush=True)
        ack = Message("ACK", version="2.5.1")
        ack.msh.msh_9 = "ACK"
        ack.msh.msh_10 = f"A{control_id}"[:20]
        ack.msh.msh_11 = "P"
        ack.msa.msa_1 = "AA"
        ack.msa.msa_2 = control_id
        return ack.to_mllp()


handlers = {"ADT^A01^ADT_A01": (Acknowledge,)}
with MLLPServer("127.0.0.1", 0, handlers) as server:
    print("listening", server.server_address[1], flush=True)
    server.serve_forever()
