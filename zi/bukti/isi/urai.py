"""Does a large picture decode? Found out in a child process with limits, so that its pixels are never held here."""

import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from zi.dokumen.proses import jalankan

ANAK = Path(__file__).with_name("anak_urai.py")
DETIK_MAKS = 30
MEMORI_MAKS_MB = 768


def urai_di_luar(isi: BinaryIO) -> None:
    """Decode every pixel elsewhere; raises ValueError when it is broken, MemoryError when it needs more than that."""
    with tempfile.NamedTemporaryFile(prefix="zi-urai-") as salinan:
        path = getattr(isi, "name", None)
        if not isinstance(path, str):
            isi.seek(0)
            shutil.copyfileobj(isi, salinan, 1 << 20)
            path = salinan.name
            salinan.flush()
        isi.flush()
        akhir = jalankan(ANAK, path, str(MEMORI_MAKS_MB), str(DETIK_MAKS), detik=DETIK_MAKS)
    if akhir.kehabisan:
        raise MemoryError
    if akhir.kode:
        raise RuntimeError(akhir.pesan)
    if not akhir.baris:
        raise ValueError("tidak terurai")
