"""Somebody else's WebSocket client at /api/v1/live.

Sends each line of standard input as a message, and writes each message that comes, and the code that the connection ends with, as a line of
JSON. Usage: live_client.py ws://HOST:PORT/api/v1/live
"""

import asyncio
import json
import sys

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed


async def read_lines(socket):
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        await socket.send(line.strip())
    await socket.close()


async def main(url):
    async with connect(url, proxy=None, max_size=16 << 20) as socket:
        reading = asyncio.create_task(read_lines(socket))
        try:
            while True:
                print(await socket.recv(), flush=True)
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else 0
            print(json.dumps({"type": "closed", "code": code}), flush=True)
        reading.cancel()


asyncio.run(main(sys.argv[1]))
