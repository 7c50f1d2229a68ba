# SPDX-License-Identifier: Apache-2.0
# A mail server that is not ours (Debian's python3-aiosmtpd): wants STARTTLS and a login, and prints every mail as a line of JSON.
# mail_server.py PORT CERTIFICATE KEY USER PASSWORD
import base64
import json
import ssl
import sys
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

port, certificate, key, user, password = sys.argv[1:]


def say(**what):
    print(json.dumps(what), flush=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 5.1.1 there is no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        say(helo=session.host_name, sender=envelope.mail_from, to=envelope.rcpt_tos, data=base64.b64encode(envelope.content).decode(),
            tls=session.ssl is not None, user=bool(session.authenticated))
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=good, handled=good)  # not handled: the library answers 535


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
controller = Controller(Handler(), hostname="127.0.0.1", port=int(port), tls_context=context, require_starttls=True,
                        authenticator=authenticate, auth_required=True)
controller.start()
say(ready=True)
while True:
    time.sleep(3600)
