"""What is measured. To add a case: write a function of the demonstration that returns what to run, and register it."""

import io
import time
import tracemalloc
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zi.akun.models import Pengguna
from zi.beranda.contoh import muat_contoh
from zi.dokumen.pdf import Pdf, buat_pdf
from zi.dokumen.services import simpan_pdf
from zi.impor.rencana_ada import buku_rencana
from zi.impor.services import baca, pratinjau
from zi.naskah.kanonik import Isi, ke_teks, susun
from zi.naskah.models import Versi
from zi.naskah.services import ajukan, langkah
from zi.naskah.services_cetak import cetakan
from zi.rencana.models import RencanaKerja
from zi.rencana.services_baris import ubah_baris
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


def beda_seribu(contoh: Contoh) -> Callable[[], object]:
    """Two versions of a plan of 1.000 rows: one in four reworded, one in ten rescheduled, some new, some gone."""
    ketua = Pengguna.objects.get(email="ketua@contoh.invalid")
    isi = susun(contoh.rencana, dengan_id=True)
    asal = [b for tabel in isi["tabel"] for b in tabel["baris"]]
    semua = [_salinan(asal[n % len(asal)], n) for n in range(1000)]
    tabel = isi["tabel"][0]
    akhir = contoh.rencana.versi_naskah.order_by("-nomor").values_list("nomor", flat=True).first() or 0
    for nomor, baris in enumerate((semua[20:], [_suntingan(b, n) for n, b in enumerate(semua[:980])]), akhir + 1):
        teks = ke_teks(isi | {"tabel": [tabel | {"baris": baris}]})
        nilai = {"isi": teks, "sha256": "0" * 64, "diajukan_oleh": ketua, "status": Versi.Status.DITARIK}
        nilai |= {"diputus_oleh": ketua, "diputus_pada": timezone.now()}
        Versi.objects.create(rencana=contoh.rencana, nomor=nomor, **nilai)
    alamat = reverse("naskah:banding", args=[contoh.rencana.pk], query={"dari": akhir + 1, "ke": akhir + 2})

    def buka() -> object:
        jawaban = contoh.client.get(alamat)
        assert b"beda-grup" in jawaban.content
        return jawaban

    return buka


def dokumen_resmi(contoh: Contoh) -> Callable[[], object]:
    """The issued PDF: who one is (session, account, roles), one query, and the file."""
    ketua, kepala = (Pengguna.objects.get(email=f"{x}@contoh.invalid") for x in ("ketua", "kepala"))
    ajukan(contoh.rencana, oleh=ketua)
    langkah(contoh.rencana, "setujui", oleh=kepala)
    versi = Versi.objects.berlaku(contoh.rencana)
    simpan_pdf(versi.terbitan, b"%PDF-1.7" + bytes(200_000), 13)
    alamat = reverse("naskah:unduh_resmi", args=[versi.pk])

    def buka() -> object:
        isi = b"".join(contoh.client.get(alamat))
        assert len(isi) > 200_000
        return isi

    return buka


def persetujuan(contoh: Contoh) -> Callable[[], object]:
    """The approver's page of a changed plan, with its difference and warnings."""
    ketua, kepala = (Pengguna.objects.get(email=f"{x}@contoh.invalid") for x in ("ketua", "kepala"))
    if contoh.rencana.status == "draf":
        ajukan(contoh.rencana, oleh=ketua)
        langkah(contoh.rencana, "setujui", oleh=kepala)
    baris = contoh.rencana.tabel.first().baris.first()
    ubah_baris(baris, baris.versi, oleh=ketua, uraian="Penyusunan tim kerja yang baru")
    ajukan(contoh.rencana, oleh=ketua)
    client = Client()
    client.force_login(kepala)
    alamat = reverse("naskah:persetujuan", args=[contoh.rencana.pk])

    def buka() -> object:
        jawaban = client.get(alamat)
        assert b"beda-grup" in jawaban.content
        return jawaban

    return buka


def _salinan(baris: Isi, n: int) -> Isi:
    """The row with all that hangs on it, under ids of its own."""
    daftar = {k: v for k, v in baris.items() if isinstance(v, list) and v and isinstance(v[0], dict) and "uid" in v[0]}
    bagian = {k: [_salinan(x, n) for x in v] for k, v in daftar.items()}
    return baris | bagian | {"uid": str(uuid.uuid5(uuid.UUID(baris["uid"]), str(n)))}


def _suntingan(baris: Isi, n: int) -> Isi:
    kata = {"uraian": f"{baris['uraian']} tahap {n}"} if n % 4 == 0 else {}
    geser = {"mulai": "2023-06-05", "selesai": "2023-06-05", "teks": "5 Juni 2023", "jenis": "tanggal"}
    return baris | kata | ({"jadwal": [j | geser for j in baris["jadwal"]]} if n % 10 == 0 else {})


SEMUA = [
    Kasus("halaman rencana, 39 baris", halaman("naskah:rencana", pk=lambda c: c.rencana.pk), 12, 10),
    Kasus("daftar rencana", halaman("naskah:daftar"), 12, 5),
    Kasus("pratinjau buku kerja NTB", pratinjau_ntb, 15, 20),
    Kasus("beda dua versi, 1.000 baris", beda_seribu, 12, 50),
    Kasus("PDF rencana NTB", pdf_ntb, 12, 300, anak=True),
    Kasus("unduh dokumen resmi", dokumen_resmi, 4, 5),
    Kasus("halaman persetujuan, 39 baris", persetujuan, 12, 20),
]


def ukur(kasus: Kasus, contoh: Contoh, ulang: int = 0) -> Ukuran:
    """Queries and peak memory of one run, and the median time of `ulang` others."""
    jalankan = kasus.siapkan(contoh)
    if not kasus.anak:
        jalankan()  # warm: imports and caches are no part of a page
    with CaptureQueriesContext(connection) as kueri:
        memori = _memori(jalankan)
    jumlah = len(kueri)  # before the runs below, whose requests empty the log
    waktu = sorted(_waktu(jalankan) for _ in range(ulang)) or [0.0]
    return Ukuran(waktu[len(waktu) // 2], jumlah, memori)


def _waktu(jalankan: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    jalankan()
    return (time.perf_counter() - mulai) * 1000


def _memori(jalankan: Callable[[], object]) -> float:
    """Peak in MB: what the child process says of itself, else of Python's objects here."""
    tracemalloc.start()
    hasil = jalankan()
    puncak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return hasil.memori_mb if isinstance(hasil, Pdf) else puncak
