"""A mail server on loopback. Prints its port, then one line of JSON for each mail that it took.

python3 smtp_server.py MODE [CERTIFICATE KEY]
MODE: take, later (451 to each mail), never (550 to each receiver), hang (says nothing after DATA's end),
starttls (wants STARTTLS and the user "cockpit" with the password "right"), tls (the same, from the first byte).
"""
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

mode = sys.argv[1]
context = None
if len(sys.argv) > 3:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[2], sys.argv[3])


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if mode == "never":
            return "550 5.1.1 nobody \x1b[31mhere"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if mode == "later":
            return "451 4.3.0 try later"
        if mode == "hang":
            await asyncio.sleep(3600)
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "data": envelope.content.decode(), "tls": session.ssl is not None or mode == "tls"}), flush=True)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    # "handled" would mean that the answer was sent from here.
    return AuthResult(success=data.login == b"cockpit" and data.password == b"right", handled=False)


def make():
    if mode == "starttls":
        return SMTP(Handler(), hostname="mail.test", tls_context=context, require_starttls=True, authenticator=authenticate, auth_required=True)
    if mode == "tls":
        return SMTP(Handler(), hostname="mail.test", authenticator=authenticate, auth_required=True, auth_require_tls=False)
    return SMTP(Handler(), hostname="mail.test")


async def main():
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0, ssl=context if mode == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


asyncio.run(main())
