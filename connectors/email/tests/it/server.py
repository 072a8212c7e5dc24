"""A mail server by aiosmtpd that keeps what it gets, and refuses what its name says.

server.py PORT FOLDER MODE [CERTIFICATE KEY]     MODE: plain, starttls or tls
"""

import asyncio
import json
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult

port, folder, mode = int(sys.argv[1]), sys.argv[2], sys.argv[3]


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        words = {"refused": "550 no mailbox for EVERYMAN-7719", "later": "451 come again"}
        answer = words.get(address.split("@")[0])
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        if mail["Subject"] == "spam":
            return "554 not this"
        if mail["Subject"] == "die":
            # The mail has come, and nobody is told.
            server.transport.abort()
            return "250 never"
        parts = [part for part in mail.walk() if not part.is_multipart()]
        kept = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "user": session.auth_data if session.authenticated else None,
            "headers": {name: str(value) for name, value in mail.items()},
            "parts": [
                {
                    "type": part.get_content_type(),
                    "name": part.get_filename(),
                    "text": part.get_content() if part.get_content_maintype() == "text" else None,
                    "hex": part.get_payload(decode=True).hex(),
                }
                for part in parts
            ],
        }
        with open(folder + "/mails.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(kept) + "\n")
        return "250 kept"


def authenticate(server, session, envelope, mechanism, data):
    is_right = data.login == b"hub" and data.password == b"secret"
    if is_right:
        session.auth_data = "hub"
        return AuthResult(success=True, auth_data="hub")
    return AuthResult(success=False, handled=False)


context = None
if mode != "plain":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[4], sys.argv[5])


def connection():
    return SMTP(
        Keeper(),
        hostname="mail.example.org",
        tls_context=context if mode == "starttls" else None,
        require_starttls=mode == "starttls",
        authenticator=authenticate,
        auth_required=mode != "plain",
        auth_require_tls=mode == "starttls",
        enable_SMTPUTF8=False,
    )


async def main():
    loop = asyncio.get_running_loop()
    outer = context if mode == "tls" else None
    server = await loop.create_server(connection, "127.0.0.1", port, ssl=outer)
    await server.serve_forever()


asyncio.run(main())
