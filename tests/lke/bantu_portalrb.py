"""A proposed unit with published rounds, made row by row: the API reads rounds, it does not make them."""

import datetime
from types import SimpleNamespace

import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from tests.pabrik import SatkerFactory, orang
from zi.bukti.models import Berkas, VersiBerkas
from zi.lke.models import BuktiPutaran, Jawaban, Putaran
from zi.lke.portalrb import services
from zi.pengungkit.models import Instrumen
from zi.pengungkit.services import FIXTURES, muat_area_dan_peraturan, muat_instrumen

H = datetime.date
TAHUN = 2026
MULAI, SELESAI = H(2026, 5, 1), H(2026, 5, 31)
API = "/api/portalrb/v1/"
WBK, WBBM = API + "pengusulan/unit-wbk", API + "pengusulan/unit-wbbm"


def pada(tahun, bulan, hari):
    """Noon in Jakarta of a day."""
    return time_machine.travel(datetime.datetime(tahun, bulan, hari, 5, tzinfo=datetime.UTC), tick=False)


def jawab_putaran(putaran, oleh, jawaban):
    """`jawaban`: code → (answer as stored, remark)."""
    tanya = {p.kode: p for p in putaran.instrumen.pertanyaan.all()}
    Jawaban.objects.bulk_create(
        Jawaban(putaran=putaran, pertanyaan=tanya[kode], isi=isi, catatan=catatan, oleh=oleh)
        for kode, (isi, catatan) in jawaban.items()
    )


def putaran(satker, jenis, oleh, jawaban=None, *, nomor=1, berkas=(), terbit=True, hasil=None):
    """A round of 2026; `berkas`: pairs of a question's code and a file."""
    instrumen = Instrumen.objects.get(kode="lke-zi-2021")
    isi = {"satker": satker, "tahun": TAHUN, "jenis": jenis, "nomor": nomor, "instrumen": instrumen}
    satu = Putaran.objects.create(dibuat_oleh=oleh, **isi)
    jawab_putaran(satu, oleh, jawaban or {})
    for kode, b in berkas:
        tanya = instrumen.pertanyaan.get(kode=kode)
        lain = {"judul": b.judul, "teks": f"Bukti {kode}", "tautan": b.tautan, "versi": b.versi.first()}
        BuktiPutaran.objects.create(putaran=satu, pertanyaan=tanya, berkas=b, **lain)
    if terbit:
        kini = timezone.now()
        siapa = {"diserahkan_oleh": oleh, "diserahkan_pada": kini, "terbit_oleh": oleh, "terbit_pada": kini}
        Putaran.objects.filter(pk=satu.pk).update(status="terbit", total=76, hasil=hasil or {}, **siapa)
    return Putaran.objects.get(pk=satu.pk)


def berkas(satker, oleh, judul, isi=b"%PDF isi", tautan=""):
    """A file with content, or an address."""
    satu = Berkas.objects.create(satker=satker, judul=judul, tautan=tautan, diunggah_oleh=oleh)
    if not tautan:
        sidik = f"{satu.pk:064d}"
        ukuran = {"ukuran": len(isi), "sha256": sidik, "sha256_terima": sidik}
        versi = VersiBerkas(berkas=satu, satker=satker, nama_asli=f"{judul}.html", tipe="text/html", **ukuran)
        versi.diunggah_oleh = oleh
        versi.isi.save("isi.html", ContentFile(isi))
    return satu


def bangun_portalrb():
    """A ministry with a unit proposed for WBK, another that is not, and a token; call it within the period."""
    muat_area_dan_peraturan()
    muat_instrumen(FIXTURES / "instrumen" / "lke-zi-2021.yaml")
    pusat = SatkerFactory(nama="Kementerian Uji", zona_waktu="Asia/Jakarta")
    unit, lain = (SatkerFactory(parent=pusat, instansi=pusat.instansi) for _ in range(2))
    admin, ketua = orang(pusat, "admin_pusat"), orang(unit, "ketua_tim")
    d = SimpleNamespace(pusat=pusat, unit=unit, lain=lain, admin=admin, ketua=ketua)
    d.sk, d.situs = berkas(unit, ketua, "SK Tim Kerja"), berkas(unit, ketua, "Laman", tautan="https://zi.example/a")
    jawaban = {"A.I.1.i.a": ("Ya", "SK ada"), "A.I.1.i.b": ("B", ""), "A.II.1.i.a": ({"agen": "3"}, "Tiga agen")}
    bukti = [("A.I.1.i.a", d.sk), ("A.II.1.i.a", d.sk), ("A.II.1.i.a", d.situs)]
    d.mandiri = putaran(unit, "mandiri", ketua, jawaban, berkas=bukti)
    d.tpi = putaran(unit, "tpi", admin, {"A.I.1.i.b": ("C", "Belum mewakili"), "B.I.a": ("3.6", "")})
    d.pengusulan = services.buat_pengusulan(pusat, TAHUN, MULAI, SELESAI, oleh=admin)
    d.usulan = services.usulkan_unit(d.pengusulan, unit, "WBK", oleh=admin)
    d.tautan = d.usulan.tautan.get()
    d.token, d.rahasia = services.buat_token(pusat, "PortalRB", None, oleh=admin)
    d.jawaban = f"{API}lke/jawaban-unit/{unit.pk}"
    return d


def panggil(d, alamat, metode="get", rahasia=None, **lain):
    """One call with the token."""
    klien = Client(raise_request_exception=False)
    kepala = {"Authorization": f"Bearer {rahasia or d.rahasia}"}
    return getattr(klien, metode)(alamat, headers=kepala, **lain)
