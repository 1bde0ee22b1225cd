"""The words of a stored file, read in a child process with limits, so that no file can hold a worker."""

import json
import re
from pathlib import Path

from zi.bukti.isi.office import OFFICE
from zi.bukti.isi.pratinjau import di_cakram
from zi.bukti.models import VersiBerkas
from zi.dokumen.proses import jalankan

ANAK = Path(__file__).with_name("anak_kata.py")
DETIK_MAKS = 30
MEMORI_MAKS_MB = 1024
BITA_MAKS = 200_000
JENIS = {"application/pdf": "pdf", **OFFICE}
_BUKAN_KATA = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")


def berkata(versi: VersiBerkas) -> bool:
    """Is it of a kind that can have words, and without a virus?"""
    return versi.tipe in JENIS and versi.pindai != VersiBerkas.Pindai.TERJANGKIT


def baca(versi: VersiBerkas, *, detik: int = DETIK_MAKS, memori_mb: int = MEMORI_MAKS_MB) -> str:
    """The words in one line of at most BITA_MAKS bytes; "" for a scan. What was read when a limit came is kept.

    Raises FileNotFoundError when the content is gone, RuntimeError when our program itself failed.
    """
    bagian: list[str] = []
    with di_cakram(versi) as sumber:
        batas = (str(memori_mb), str(detik), str(BITA_MAKS))
        akhir = jalankan(ANAK, str(sumber), JENIS[versi.tipe], *batas, detik=detik, lapor=bagian.append)
    if akhir.kode and not akhir.kehabisan:
        raise RuntimeError(akhir.pesan)
    teks = " ".join(json.loads(x) for x in bagian if x.endswith("\n"))
    return _BUKAN_KATA.sub(" ", teks).strip().encode()[:BITA_MAKS].decode(errors="ignore")
