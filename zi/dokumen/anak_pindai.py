"""What a PDF says of itself, in a process of its own that ends; run by `pindai.py`, imports nothing of zi.

Usage: python -I anak_pindai.py PATH PATTERN MEMORY_MB CPU_SECONDS, where PATTERN finds a code in an address.
Stdout: after each step one JSON line with all that was found until then, so that the last line is the best one when
the process is stopped. Each step may fail alone: files are sloppy, and some are made to harm.
"""

import json
import re
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

KATA_KUNCI = re.compile(r"\bzi:([A-HJ-NP-Z2-9]{12}):\d+:[0-9a-f]{64}\b")
DEPAN = 3  # pages that are read, and the last one
PIKSEL_MAKS = 12_000_000  # of a page image
DPI = (200, 300)
KODE_MAKS, TANDA_MAKS, SIMPUL_MAKS, HURUF_MAKS = 50, 50, 2000, 200
CAP_WAKTU = "ETSI.RFC3161"  # a time stamp of its own signs nothing
Temuan = dict[str, Any]


def main(path: str, pola: str, memori_mb: str, detik: str) -> None:
    batas = int(memori_mb) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (batas, batas))
    resource.setrlimit(resource.RLIMIT_CPU, (int(detik), int(detik) + 5))
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        pdf = PdfDocument(path)
    except PdfiumError as galat:
        print(json.dumps({"galat": "sandi" if galat.err_code == FPDF_ERR_PASSWORD else "rusak"}), flush=True)
        return
    kata = pdf.get_metadata_dict().get("Keywords", "")
    temuan: Temuan = {"kode": KATA_KUNCI.findall(kata)[:KODE_MAKS], "halaman": len(pdf), "tanda_tangan": []}
    dikenali = bool(temuan["kode"])
    nomor = sorted({*range(min(DEPAN, len(pdf))), len(pdf) - 1})
    _lapor(temuan)
    _langkah(lambda: _teks(pdf, nomor, pola), temuan)
    if not dikenali:
        _langkah(lambda: _gambar(pdf, nomor, pola), temuan)
    _langkah(lambda: _struktur(path, nomor, pola, temuan), temuan)


def _langkah(cari: Callable[[], Iterator[str]], temuan: Temuan) -> None:
    """One way to find codes; what it found before it failed counts."""
    with suppress(Exception):
        for kode in cari():
            if kode not in temuan["kode"] and len(temuan["kode"]) < KODE_MAKS:
                temuan["kode"].append(kode)
    _lapor(temuan)


def _lapor(temuan: Temuan) -> None:
    print(json.dumps(temuan), flush=True)


def _teks(pdf: Any, nomor: list[int], pola: str) -> Iterator[str]:
    """Text of the pages without white space, for an address may be wrapped; pdfium marks a hyphen at a line's end."""
    for n in nomor:
        teks = pdf[n].get_textpage().get_text_range(errors="ignore")
        yield from re.findall(pola, "".join(re.sub("[\ufffe\x02]", "-", teks).split()))


def _gambar(pdf: Any, nomor: list[int], pola: str) -> Iterator[str]:
    """QR codes in page images, until one is ours."""
    for n in nomor:
        for dpi in DPI:
            kode = re.findall(pola, "\n".join(_qr(pdf[n], dpi)))
            yield from kode
            if kode:
                return


def _qr(halaman: Any, dpi: int) -> list[str]:
    from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

    lebar, tinggi = halaman.get_size()
    skala = min(dpi / 72, (PIKSEL_MAKS / max(1.0, lebar * tinggi)) ** 0.5)
    gambar = halaman.render(scale=skala, grayscale=True).to_pil()
    return [satu.text for satu in read_barcodes(gambar, formats=BarcodeFormats(BarcodeFormat.QRCode))]


# --- links and signatures, which pdfium does not tell whole


def _struktur(path: str, nomor: list[int], pola: str, temuan: Temuan) -> Iterator[str]:
    from pypdf import PdfReader

    pembaca = PdfReader(path)
    if pembaca.is_encrypted:
        pembaca.decrypt("")
    with suppress(Exception):
        temuan["tanda_tangan"] = [_tanda(x) for x in _bertanda(pembaca)][:TANDA_MAKS]
        _lapor(temuan)
    for n in nomor:
        for anotasi in list(_isi(pembaca.pages[n], "/Annots"))[:SIMPUL_MAKS]:
            with suppress(Exception):
                yield from re.findall(pola, str(anotasi.get_object()["/A"]["/URI"]))


def _isi(kamus: Any, kunci: str) -> Any:
    """What stands under the key, followed to where it is; nothing when there is none."""
    with suppress(KeyError):
        return kamus[kunci]
    return ()


def _bertanda(pembaca: Any) -> Iterator[Any]:
    """The values of signature fields that sign bytes; a tree of fields may be deep, or bite its tail."""
    antrean = list(pembaca.trailer["/Root"]["/AcroForm"]["/Fields"])
    for _ in range(SIMPUL_MAKS):
        if not antrean:
            return
        with suppress(Exception):
            medan = antrean.pop(0).get_object()
            antrean += _isi(medan, "/Kids")
            nilai = _isi(medan, "/V")
            if "/ByteRange" in nilai and _teks_dari(nilai, "/SubFilter") != f"/{CAP_WAKTU}":
                yield nilai


def _tanda(nilai: Any) -> dict[str, str]:
    nama = _teks_dari(nilai, "/Name")
    if not nama:
        with suppress(Exception):
            nama = _rapi(_pemilik(nilai["/Contents"].original_bytes))
    return {
        "nama": nama,
        "waktu": _waktu(_teks_dari(nilai, "/M")),
        "alasan": _teks_dari(nilai, "/Reason"),
        "jenis": _teks_dari(nilai, "/SubFilter").removeprefix("/"),
    }


def _teks_dari(kamus: Any, kunci: str) -> str:
    return _rapi(_isi(kamus, kunci) or "")


def _rapi(teks: Any) -> str:
    return "".join(c for c in str(teks) if c.isprintable()).strip()[:HURUF_MAKS]


def _waktu(teks: str) -> str:
    """D:20230201101530+08'00' → 2023-02-01T10:15:30+08:00; empty when it cannot be read."""
    cocok = re.match(r"(?:D:)?(\d{8})(\d{6}|\d{4})?(Z|[+-]\d\d'?\d\d)?", teks)
    if not cocok:
        return ""
    hari, jam, zona = cocok[1], (cocok[2] or "").ljust(6, "0"), (cocok[3] or "").replace("'", "")
    with suppress(ValueError):
        return datetime.fromisoformat(f"{hari}T{jam}{zona}").isoformat()
    return ""


def _pemilik(isi: bytes) -> str:
    """The common name in the certificate of the signer, that is the one that issued no other. Not validated."""
    from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates
    from cryptography.x509.oid import NameOID

    panjang = isi[1] & 0x7F if isi[1] & 0x80 else 0  # the room for a signature is filled up with zeros
    isi = isi[: 2 + panjang + int.from_bytes(isi[2 : 2 + panjang], "big")]
    semua = load_der_pkcs7_certificates(isi)
    penerbit = {s.issuer for s in semua if s.issuer != s.subject}
    pemilik = next(s for s in semua if s.subject not in penerbit)
    return str(pemilik.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


if __name__ == "__main__":
    main(*sys.argv[1:])
