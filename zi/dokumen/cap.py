"""The stamp of an issued document: a QR to its public page and the words beside it, at the foot of every page."""

from dataclasses import dataclass
from functools import cached_property

import segno

from zi.dokumen.bagian import Cap

PIKSEL = 8  # of one square of the QR; as an image with one bit a pixel it is small
BUKAN_TTE = "QR ini bukan tanda tangan elektronik."


@dataclass(frozen=True)
class GambarCap:
    """What the templates draw."""

    cap: Cap

    @cached_property
    def qr(self) -> str:
        """The QR as a data address, without its quiet zone, which the style sheet keeps free."""
        kode = segno.make(self.cap.alamat, error="m", micro=False)
        return kode.png_data_uri(scale=PIKSEL, border=0)

    @property
    def teks(self) -> str:
        """The lines beside the QR."""
        baris = (f"Versi {self.cap.versi} · {self.cap.sidik[:8]}", f"Periksa keasliannya: {self.tampak}", BUKAN_TTE)
        return "\n".join(filter(None, [*baris, self.cap.keterangan]))

    @property
    def tampak(self) -> str:
        """The address as one types it."""
        return self.cap.alamat.partition("://")[2] or self.cap.alamat

    @property
    def tanda(self) -> str:
        """For machines, in the metadata of the PDF; `pindai` reads it back."""
        return f"zi:{self.cap.kode}:{self.cap.versi}:{self.cap.sidik}"
