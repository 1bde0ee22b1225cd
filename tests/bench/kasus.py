"""What is measured. To add a case: write a function of the demonstration that returns what to run, and register it."""

import io
import resource
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zi.akun.models import Pengguna
from zi.beranda.contoh import muat_contoh
from zi.dokumen.pdf import buat_pdf
from zi.impor.rencana_ada import buku_rencana
from zi.impor.services import baca, pratinjau
from zi.naskah.services_cetak import cetakan
from zi.rencana.models import RencanaKerja
from zi.satker.models import Satker


@dataclass(frozen=True)
class Contoh:
    """The demonstration, and a browser of its ketua tim."""

    satker: Satker
    rencana: RencanaKerja
    client: Client


@dataclass(frozen=True)
class Kasus:
    nama: str
    siapkan: Callable[[Contoh], Callable[[], object]]
    kueri_maks: int
    memori_maks_mb: int
    anak: bool = False  # the work is done in a child process


@dataclass(frozen=True)
class Ukuran:
    milidetik: float
    kueri: int
    memori_mb: float


def muat() -> Contoh:
    muat_contoh()
    client = Client()
    client.force_login(Pengguna.objects.get(email="ketua@contoh.invalid"))
    satker = Satker.objects.get(kode="kb-ntb")
    return Contoh(satker, RencanaKerja.objects.get(satker=satker, tahun_mulai=2023), client)


def halaman(nama: str, **argumen: Callable[[Contoh], object]) -> Callable[[Contoh], Callable[[], object]]:
    def siapkan(contoh: Contoh) -> Callable[[], object]:
        alamat = reverse(nama, kwargs={k: f(contoh) for k, f in argumen.items()})

        def buka() -> object:
            jawaban = contoh.client.get(alamat)
            assert jawaban.status_code == 200
            return jawaban

        return buka

    return siapkan


def pratinjau_ntb(contoh: Contoh) -> Callable[[], object]:
    buku = buku_rencana(contoh.rencana)
    return lambda: pratinjau(contoh.satker, 2023, baca("rencana.xlsx", io.BytesIO(buku)))


def pdf_ntb(contoh: Contoh) -> Callable[[], object]:
    return lambda: buat_pdf(cetakan(contoh.rencana).html())


SEMUA = [
    Kasus("halaman rencana, 39 baris", halaman("naskah:rencana", pk=lambda c: c.rencana.pk), 12, 10),
    Kasus("daftar rencana", halaman("naskah:daftar"), 12, 5),
    Kasus("pratinjau buku kerja NTB", pratinjau_ntb, 15, 20),
    Kasus("PDF rencana NTB", pdf_ntb, 35, 300, anak=True),
]


def ukur(kasus: Kasus, contoh: Contoh, ulang: int = 0) -> Ukuran:
    """Queries and peak memory of one run, and the median time of `ulang` others."""
    jalankan = kasus.siapkan(contoh)
    if not kasus.anak:
        jalankan()  # warm: imports and caches are no part of a page
    with CaptureQueriesContext(connection) as kueri:
        memori = _memori(jalankan, anak=kasus.anak)
    waktu = sorted(_waktu(jalankan) for _ in range(ulang)) or [0.0]
    return Ukuran(waktu[len(waktu) // 2], len(kueri), memori)


def _waktu(jalankan: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    jalankan()
    return (time.perf_counter() - mulai) * 1000


def _memori(jalankan: Callable[[], object], *, anak: bool) -> float:
    """Peak in MB: of Python's objects here, or of the largest child process so far."""
    tracemalloc.start()
    jalankan()
    puncak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 if anak else puncak
