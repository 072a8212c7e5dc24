"""Builds an admission with hl7apy, sends it over a plain socket, and has hl7apy validate the answer strictly."""

import socket
import sys

import peer

try:
    from hl7apy.consts import VALIDATION_LEVEL
    from hl7apy.core import Message
    from hl7apy.parser import parse_message
except ModuleNotFoundError as error:
    peer.missing(error)

host, port, _ = sys.argv[1:]
message = Message("ADT_A01", version="2.5.1", validation_level=VALIDATION_LEVEL.STRICT)
message.msh.msh_3 = "HL7APY"
message.msh.msh_4 = "NORTHWING"
message.msh.msh_5 = "NILECARE"
message.msh.msh_7 = "20260301120000"
message.msh.msh_9 = "ADT^A01^ADT_A01"
message.msh.msh_10 = "HL7APY1"
message.msh.msh_11 = "P"
message.evn.evn_2 = "20260301120000"
message.pid.pid_3 = "100234^^^NILE^MR"
message.pid.pid_5 = "EVERYMAN^ADAM"
message.pv1.pv1_2 = "I"
message.validate()

with socket.create_connection((host, int(port)), timeout=10) as connection:
    connection.sendall(message.to_mllp().encode("utf-8"))
    answer = b""
    while not answer.endswith(b"\x1c\r"):
        received = connection.recv(4096)
        assert received, "the connection was closed before the answer was whole"
        answer += received

ack = parse_message(answer[1:-2].decode("utf-8"), validation_level=VALIDATION_LEVEL.STRICT)
ack.validate()
peer.check(ack.msa.msa_1.to_er7(), ack.msa.msa_2.to_er7(), "HL7APY1")
