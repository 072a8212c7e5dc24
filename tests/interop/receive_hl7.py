"""Receives with the asyncio server of the Python package hl7."""

import asyncio

import peer

try:
    from asyncio import IncompleteReadError

    from hl7.mllp import start_hl7_server
except ModuleNotFoundError as error:
    peer.missing(error)


async def serve(reader, writer):
    try:
        while True:
            message = await reader.readmessage()
            print("received", message["MSH.10"], flush=True)
            writer.writemessage(message.create_ack())
            await writer.drain()
    except IncompleteReadError:
        writer.close()


async def main():
    server = await start_hl7_server(serve, "127.0.0.1", 0, encoding="utf-8")
    print("listening", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
