"""Sends three messages over one connection with the asyncio client of the Python package hl7."""

import asyncio
import sys

import peer

try:
    import hl7
    from hl7.mllp import open_hl7_connection
except ModuleNotFoundError as error:
    peer.missing(error)


async def main(host, port, path):
    message = hl7.parse(peer.message_of(path))
    reader, writer = await asyncio.wait_for(open_hl7_connection(host, int(port), encoding="utf-8"), 10)
    for number in range(3):
        message["MSH.10"] = f"PYASYNC{number}"
        writer.writemessage(message)
        await writer.drain()
        ack = await asyncio.wait_for(reader.readmessage(), 10)
        peer.check(str(ack["MSA.1"]), str(ack["MSA.2"]), f"PYASYNC{number}")
    writer.close()


asyncio.run(main(*sys.argv[1:]))
