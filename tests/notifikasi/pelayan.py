"""A real SMTP server on loopback, and how it can fail."""

import email
from contextlib import contextmanager
from email import policy

from aiosmtpd.controller import Controller


class Kotak:
    """What came in; `jawaban`: by recipient what RCPT is answered; `putus`: mails after which a connection ends."""

    def __init__(self):
        self.surat, self.jawaban, self.putus = [], {}, 0
        self.__dict__ |= {"handle_RCPT": self.penerima, "handle_DATA": self.isi}  # the names that aiosmtpd calls

    async def penerima(self, server, session, envelope, address, rcpt_options):
        if jawab := self.jawaban.get(address):
            return jawab
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def isi(self, server, session, envelope):
        self.surat.append(email.message_from_bytes(envelope.content, policy=policy.default))
        session.jumlah = getattr(session, "jumlah", 0) + 1
        if self.putus and session.jumlah >= self.putus:
            server.transport.close()
        return "250 OK"

    @property
    def kepada(self):
        return [s["To"] for s in self.surat]


@contextmanager
def pelayan(settings, port):
    """Django mails to it while it lasts."""
    kotak = Kotak()
    pengendali = Controller(kotak, hostname="127.0.0.1", port=port)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    pengendali.start()
    try:
        yield kotak
    finally:
        pengendali.stop()
