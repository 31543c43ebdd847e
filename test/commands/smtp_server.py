#!/usr/bin/python3
"""Debian's aiosmtpd as the tests' mail server: STARTTLS, a login, a maildir; refuses one recipient. Prints its port.

Run by Debian's own interpreter, which has the package. Arguments: the maildir, a certificate, its key, user, password."""
import asyncio
import ssl
import sys

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP, AuthResult


class Box(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"


async def main(folder, cert, key, user, password):
    context = None
    if cert != "-":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)

    def check(server, session, envelope, mechanism, login):
        good = login.login == user.encode() and login.password == password.encode()
        return AuthResult(success=good, handled=False)

    def make():
        return SMTP(Box(folder), hostname="mail.example", tls_context=context, require_starttls=context is not None,
                    auth_required=user != "-", authenticator=check if user != "-" else None, enable_SMTPUTF8=True,
                    auth_require_tls=context is not None)

    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:6]))
