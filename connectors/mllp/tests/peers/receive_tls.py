"""Receives with Python's ssl, takes senders with a certificate only, answers AA, and prints who sent what."""

import socket
import ssl
import sys

folder = sys.argv[1]
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=f"{folder}/ca.pem")
context.load_cert_chain(f"{folder}/peer.pem", f"{folder}/peer.key")
context.verify_mode = ssl.CERT_REQUIRED
server = socket.create_server(("127.0.0.1", 0))
server.settimeout(20)
print("listening", server.getsockname()[1], flush=True)
plain, _ = server.accept()
plain.settimeout(10)
connection = context.wrap_socket(plain, server_side=True)
subject = dict(pair[0] for pair in connection.getpeercert()["subject"])
buffer = b""
while received := connection.recv(4096):
    buffer += received
    while b"\x1c\r" in buffer:
        message, buffer = buffer.split(b"\x1c\r", 1)
        control_id = message.split(b"|")[9].decode()
        print("received", control_id, subject["commonName"], connection.version(), flush=True)
        answer = f"MSH|^~\\&|PY|||||||ACK|1|P|2.5.1\rMSA|AA|{control_id}\r"
        connection.sendall(b"\x0b" + answer.encode() + b"\x1c\r")
print("goodbye", flush=True)
