"""Somebody else's WebSockets, on either side.

connect URL: sends each line of standard input as text (one that begins with 0x as the bytes it says) and writes what comes, and the code that
the connection ends with, as a line of JSON.
serve: waits at a free port, which it writes first; then writes what comes as a line of JSON, and answers text by what it says:
"close CODE" closes, "silent" says nothing, "late" answers after a while, anything else is sent back in capitals.
"""

import argparse
import asyncio
import json
import sys

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed, InvalidStatus, NegotiationError


def tell(kind, value):
    value = value.hex() if isinstance(value, bytes) else value
    print(json.dumps({"type": kind, "value": value}), flush=True)


async def read_lines(socket):
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        line = line.rstrip("\n")
        await socket.send(bytes.fromhex(line[2:]) if line.startswith("0x") else line)
    await socket.close()


async def hear(socket):
    try:
        while True:
            message = await socket.recv()
            tell("binary" if isinstance(message, bytes) else "text", message)
    except ConnectionClosed as closed:
        tell("closed", closed.rcvd.code if closed.rcvd else 0)


async def run_client(arguments):
    headers = {"Authorization": f"Bearer {arguments.token}"} if arguments.token else {}
    names = [arguments.subprotocol] if arguments.subprotocol else None
    try:
        async with connect(
            arguments.url, proxy=None, additional_headers=headers, subprotocols=names, origin=arguments.origin
        ) as socket:
            tell("open", socket.subprotocol)
            reading = asyncio.create_task(read_lines(socket))
            await hear(socket)
            reading.cancel()
    except InvalidStatus as refused:
        tell("refused", refused.response.status_code)
    except NegotiationError:
        tell("refused", 0)


async def answer(socket):
    tell("open", socket.request.headers.get("Authorization"))
    try:
        await answer_all(socket)
    except ConnectionClosed:
        pass


async def answer_all(socket):
    async for message in socket:
        tell("binary" if isinstance(message, bytes) else "text", message)
        words = message.split() if isinstance(message, str) else []
        if words[:1] == ["close"]:
            await socket.close(int(words[1]), "as asked")
        elif words[:1] == ["late"]:
            await asyncio.sleep(0.5)
            await socket.send("late")
        elif words[:1] != ["silent"]:
            await socket.send(message.upper())


async def run_server(arguments):
    names = [arguments.subprotocol] if arguments.subprotocol else None
    async with serve(answer, "127.0.0.1", 0, subprotocols=names) as server:
        tell("port", server.sockets[0].getsockname()[1])
        loop = asyncio.get_running_loop()
        # It ends with its test.
        await loop.run_in_executor(None, sys.stdin.read)


parser = argparse.ArgumentParser()
parser.add_argument("side", choices=["connect", "serve"])
parser.add_argument("url", nargs="?")
parser.add_argument("--token")
parser.add_argument("--subprotocol")
parser.add_argument("--origin")
parsed = parser.parse_args()
asyncio.run(run_client(parsed) if parsed.side == "connect" else run_server(parsed))
