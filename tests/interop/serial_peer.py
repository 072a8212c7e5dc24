"""A device of pyserial at one end of a serial line, of which the other end is for the hub.

Writes the path of that end first. Each line of standard input is what the device sends, in hexadecimal; "hang up" ends the line. Writes what comes, up to
each ETX, in hexadecimal. With "answer" the device sends back what came, in capitals; what holds "silent" is not answered.
Usage: serial_peer.py [answer]
"""

import os
import pty
import select
import sys
import threading
import tty

import serial

# Two pseudo terminals, joined: one end for each.
hub, hub_end = pty.openpty()
own, own_end = pty.openpty()
for end in [hub_end, own_end]:
    tty.setraw(end)


told, tell = os.pipe()


def join():
    while True:
        ready, _, _ = select.select([hub, own, told], [], [])
        if told in ready:
            # Here, since a descriptor that somebody waits for is not closed yet.
            os.close(hub_end)
            os.close(hub)
            return
        for end in ready:
            try:
                os.write(own if end == hub else hub, os.read(end, 4096))
            except OSError:
                return


threading.Thread(target=join, daemon=True).start()
device = serial.Serial(os.ttyname(own_end), 19200, parity=serial.PARITY_NONE, timeout=None)


def listen():
    while frame := device.read_until(b"\x03"):
        print(frame.hex(), flush=True)
        if "answer" in sys.argv[1:] and b"silent" not in frame:
            device.write(frame.upper())


threading.Thread(target=listen, daemon=True).start()
print(os.ttyname(hub_end), flush=True)
for line in sys.stdin:
    if line.strip() == "hang up":
        os.write(tell, b".")
    else:
        device.write(bytes.fromhex(line.strip()))
