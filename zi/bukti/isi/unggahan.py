"""What an upload really is: each file is opened, its name and its magic number prove nothing."""

import struct
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from zi.bukti.isi.foto import tanpa_tempat
from zi.bukti.isi.office import kenali_office
from zi.bukti.isi.urai import urai_di_luar
from zi.common.galat import GalatDomain
from zi.common.unggahan import bersihkan_nama, mirip_pdf, periksa_pdf, periksa_ukuran, sidik_berkas

GAMBAR = {
    "JPEG": ("jpg", "image/jpeg"),
    "MPO": ("jpg", "image/jpeg"),  # a JPEG of a phone, with a second picture behind it
    "PNG": ("png", "image/png"),
    "WEBP": ("webp", "image/webp"),
}
PIKSEL_MAKS = 60_000_000
PIKSEL_DI_SINI = 4_000_000  # 16 MB; what is larger decodes in a process of its own
ARAH = 0x0112  # the EXIF entry that says how to turn the picture
RUSAK_GAMBAR = (OSError, ValueError, SyntaxError, TypeError, KeyError, EOFError, struct.error)
BOM_GAMBAR = (Image.DecompressionBombError, Image.DecompressionBombWarning)
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
AWAL_GAMBAR = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
FOTO_IPHONE = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
DITERIMA = "PDF, JPG, PNG, WEBP, DOCX, XLSX, atau PPTX"


@dataclass(frozen=True)
class Jenis:
    """Our own ending, the type, pages and marks of a PDF, and `isi`: what to store instead of what came in."""

    akhiran: str
    tipe: str
    halaman: int = 0
    tanda: tuple[str, ...] = ()
    isi: File | None = None


@dataclass(frozen=True)
class Unggahan:
    """What was found, and what is to be stored: `ukuran` in bytes and `sha256` (hex) are of `isi`.

    `sha256_terima` is of what came in. Leaving a `with` closes what was made to be stored instead.
    """

    nama: str
    akhiran: str
    tipe: str
    ukuran: int
    sha256: str
    sha256_terima: str
    halaman: int
    tanda: tuple[str, ...]
    isi: File
    sementara: bool = False

    def __enter__(self) -> "Unggahan":
        return self

    def __exit__(self, *galat: object) -> None:
        if self.sementara:
            self.isi.close()


def periksa(berkas: UploadedFile) -> Unggahan:
    """Open the upload and say what it is; raises GalatDomain with one sentence that names the file."""
    nama = bersihkan_nama(berkas.name or "")
    ukuran = periksa_ukuran(berkas, nama)
    jenis = _kenali(cast(BinaryIO, berkas.file), nama)
    terima = sidik_berkas(berkas)
    return Unggahan(
        nama=nama,
        akhiran=jenis.akhiran,
        tipe=jenis.tipe,
        ukuran=jenis.isi.size if jenis.isi else ukuran,
        sha256=sidik_berkas(jenis.isi) if jenis.isi else terima,
        sha256_terima=terima,
        halaman=jenis.halaman,
        tanda=jenis.tanda,
        isi=jenis.isi or berkas,
        sementara=jenis.isi is not None,
    )


def _kenali(isi: BinaryIO, nama: str) -> Jenis:
    if mirip_pdf(isi):
        pdf = periksa_pdf(isi, nama)
        return Jenis("pdf", "application/pdf", pdf.halaman, pdf.tanda)
    isi.seek(0)
    awal = isi.read(12)
    if awal.startswith(ZIP):
        return Jenis(*kenali_office(isi, nama, f"“{nama}” bukan {DITERIMA}."))
    if awal.startswith(OLE):
        raise GalatDomain(
            f"“{nama}” berformat Office lama atau terkunci kata sandi. Simpan ulang sebagai DOCX, XLSX, atau PPTX."
        )
    if awal[4:8] == b"ftyp" and awal[8:] in FOTO_IPHONE:
        raise GalatDomain(f"“{nama}” berformat HEIC, yang tidak terbuka di banyak komputer. Simpan ulang sebagai JPG.")
    return _gambar(isi, nama, dikenal=awal.startswith(AWAL_GAMBAR) or awal[8:] == b"WEBP")


def _gambar(isi: BinaryIO, nama: str, *, dikenal: bool) -> Jenis:
    """An image must decode; one that is too large is refused before that. Place data is taken out. `dikenal`: it begins
    as an image does, so that one which cannot be read is broken.
    """
    isi.seek(0)
    terlalu_besar = f"Gambar “{nama}” terlalu besar ({{}}). Perkecil dulu, lalu unggah lagi."
    piksel = GalatDomain(terlalu_besar.format(f"lebih dari {PIKSEL_MAKS // 1_000_000} megapiksel"))
    bentuk = ""
    try:
        with Image.open(isi, formats=["JPEG", "PNG", "WEBP"]) as gambar:
            if gambar.width * gambar.height > PIKSEL_MAKS:
                raise piksel
            if berat := _berat(gambar):
                gambar.info.setdefault("exif", b"")  # a PNG without it would decode, to look for it behind its pixels
            bentuk, arah = str(gambar.format), gambar.getexif().get(ARAH)
            if berat:
                urai_di_luar(isi)
            else:
                gambar.draft("RGB", (gambar.width // 8, gambar.height // 8))  # read whole in a 64th of the memory
                gambar.load()
        hasil = tanpa_tempat(isi, bentuk, arah if isinstance(arah, int) else 0)
    except BOM_GAMBAR:
        raise piksel from None
    except MemoryError:
        raise GalatDomain(terlalu_besar.format("perlu terlalu banyak memori untuk dibuka")) from None
    except RUSAK_GAMBAR:
        sebab = "rusak atau terpotong. Unggah lagi" if dikenal else f"bukan {DITERIMA}"
        raise GalatDomain(f"“{nama}” {sebab}.") from None
    isi.seek(0)
    return Jenis(*GAMBAR[bentuk], isi=hasil)


def _berat(gambar: Image.Image) -> bool:
    """Would decoding it here take much memory? A plain JPEG decodes small, whatever its size; nothing else does."""
    polos = gambar.format in ("JPEG", "MPO") and not gambar.info.get("progressive")
    return not polos and gambar.width * gambar.height > PIKSEL_DI_SINI
