"""Sends one message with Python's ssl over the TLS version named, and prints the answer."""

import socket
import ssl
import sys

port, folder, version, control_id = sys.argv[1:]
context = ssl.create_default_context(cafile=f"{folder}/ca.pem")
context.load_cert_chain(f"{folder}/peer.pem", f"{folder}/peer.key")
context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
message = f"MSH|^~\\&|PY|NORTHWING|HUB|NILECARE|20260301120000||ADT^A01|{control_id}|P|2.5.1\rPID|1||42\r"
with socket.create_connection(("localhost", int(port)), timeout=10) as plain:
    with context.wrap_socket(plain, server_hostname="localhost") as connection:
        connection.sendall(b"\x0b" + message.encode() + b"\x1c\r")
        answer = b""
        while not answer.endswith(b"\x1c\r"):
            received = connection.recv(4096)
            assert received, "the connection was closed before the answer was whole"
            answer += received
        # Raises when the hub does not say goodbye in its turn.
        connection.unwrap()
print(answer[1:-2].decode())
