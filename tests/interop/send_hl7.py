"""Sends with the blocking client of the Python package hl7."""

import sys

import peer

try:
    import hl7
    from hl7.client import MLLPClient
except ModuleNotFoundError as error:
    peer.missing(error)

host, port, path = sys.argv[1:]
message = peer.message_of(path)
with MLLPClient(host, int(port)) as client:
    client.socket.settimeout(10)
    answer = client.send_message(message)
assert answer[:1] == b"\x0b" and answer[-2:] == b"\x1c\r", "the answer is not one whole frame"
ack = hl7.parse(answer[1:-2].decode("utf-8"))
msa = ack.segment("MSA")
peer.check(str(msa[1]), str(msa[2]), str(hl7.parse(message).segment("MSH")[10]))
