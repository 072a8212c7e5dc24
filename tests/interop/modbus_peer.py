"""Somebody else's Modbus device, unit 7, at a free port, which it writes first.

Each line of standard input is answered by a line: "set TABLE ADDRESS VALUE..." changes values, "get TABLE ADDRESS COUNT" tells them. The tables are co, di,
hr and ir, with 200 values each; the holding register 50 keeps at most 100, whatever is written.
Usage: modbus_peer.py socket|rtu
"""

import asyncio
import json
import sys

from pymodbus import FramerType
from pymodbus.datastore import ModbusSlaveContext, ModbusSequentialDataBlock, ModbusServerContext
from pymodbus.server import ModbusTcpServer

FUNCTIONS = {"co": 1, "di": 2, "hr": 3, "ir": 4}
LIMITED = 51


class Limited(ModbusSequentialDataBlock):
    """Keeps at most 100 at one place, as a device that clamps what it is told."""

    def setValues(self, address, values):
        values = list(values)
        if address <= LIMITED < address + len(values):
            values[LIMITED - address] = min(values[LIMITED - address], 100)
        return super().setValues(address, values)


async def converse(device):
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        what, table, address, *rest = line.split()
        function = FUNCTIONS[table]
        if what == "set":
            device.setValues(function, int(address), [int(value) for value in rest])
            print("done", flush=True)
        else:
            values = device.getValues(function, int(address), int(rest[0]))
            print(json.dumps([int(value) for value in values]), flush=True)


async def main(framer):
    blocks = {name: ModbusSequentialDataBlock(1, [0] * 200) for name in ["co", "di", "ir"]}
    device = ModbusSlaveContext(hr=Limited(1, [0] * 200), **blocks)
    context = ModbusServerContext(slaves={7: device}, single=False)
    server = ModbusTcpServer(context, framer=FramerType(framer), address=("127.0.0.1", 0))
    serving = asyncio.create_task(server.serve_forever())
    while not (server.transport and server.transport.sockets):
        await asyncio.sleep(0.01)
    print(server.transport.sockets[0].getsockname()[1], flush=True)
    await converse(device)
    serving.cancel()


asyncio.run(main(sys.argv[1]))
