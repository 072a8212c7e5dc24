"""Receives with http.server of Python's standard library, and tells each request as a line of JSON.

`/answers/503,200/…` answers the first request to that path with 503, and the second and each later one with 200. `/silent`
answers nothing, `/large` answers two megabytes, `/gzip` answers compressed, `/token` gives bearer tokens, of which
`/guarded` wants the newest. With a certificate, a key and an authority as arguments it speaks TLS and wants a certificate
of that authority.
"""

import gzip
import json
import ssl
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

lock = threading.Lock()
counts = {}
tokens = []
over = threading.Event()


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def receive(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        path = urllib.parse.urlsplit(self.path).path
        with lock:
            counts[path] = counts.get(path, 0) + 1
            seen = {
                "method": self.command,
                "target": self.path,
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "body": body.decode("utf-8", "replace"),
                "port": self.client_address[1],
            }
            print(json.dumps(seen), flush=True)
        self.answer(path, body)

    def answer(self, path, body):
        if path.startswith("/silent"):
            over.wait()
            return
        if path.startswith("/large"):
            return self.reply(200, b"x" * (2 << 20))
        if path.startswith("/gzip"):
            return self.reply(200, gzip.compress(b'{"packed":true}'), {"content-encoding": "gzip"})
        if path.startswith("/moved"):
            return self.reply(307, b"", {"location": "/answers/200/moved"})
        if path == "/token":
            with lock:
                tokens.append(f"TOKEN{len(tokens) + 1}")
            granted = {"access_token": tokens[-1], "token_type": "Bearer", "expires_in": 3600}
            return self.reply(200, json.dumps(granted).encode())
        if path.startswith("/guarded"):
            is_right = tokens and self.headers.get("authorization") == f"Bearer {tokens[-1]}"
            # Each token is good for one request, as if it were withdrawn early.
            with lock:
                if is_right:
                    tokens.append("withdrawn")
            return self.reply(200 if is_right else 401, b"{}")
        status = 200
        if path.startswith("/answers/"):
            statuses = path.split("/")[2].split(",")
            status = int(statuses[min(counts[path], len(statuses)) - 1])
        self.reply(status, json.dumps({"status": status, "length": len(body)}).encode(), {"retry-after": "0"})

    def reply(self, status, body, headers=None):
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_HEAD = receive

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
server.daemon_threads = True
if len(sys.argv) == 4:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=sys.argv[3])
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    context.verify_mode = ssl.CERT_REQUIRED
    server.socket = context.wrap_socket(server.socket, server_side=True)
print("listening", server.server_address[1], flush=True)
server.serve_forever()
