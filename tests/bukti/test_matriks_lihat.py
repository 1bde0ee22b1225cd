"""Who sees which evidence: the whole matrix role × place × offer × plan against the file written by hand.

A cell says: tidak (nothing), syarat (what is asked, no file), berkas (also the file and its content), alasan (what is
asked; the content only with a reason), hanya_alasan (the content with a reason, no more). Of the plan: draf (never
approved), draf_setelah (approved, rewritten since), draf_baru (the same, and asked only in the rewriting).
"""

import csv
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from tests.dunia import INSTRUMEN
from tests.pabrik import AreaFactory, BarisFactory, PenggunaFactory, PeranFactory, SatkerFactory, TabelFactory, orang
from zi.akun.models import Pengguna
from zi.bukti.berkas.queries_buka import versi_beralasan, versi_terlihat
from zi.bukti.isi.pratinjau import jalur_gambar
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.queries_berlaku import cari_syarat
from zi.bukti.queries_syarat import pemenuhan_terlihat, perlu_alasan
from zi.naskah.models import Versi
from zi.naskah.services import bekukan
from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan, Simpul
from zi.rencana.models import RencanaKerja
from zi.tindaklanjut.models import TindakLanjut

with (Path(__file__).parent / "matriks_lihat.csv").open(encoding="utf-8") as _berkas:
    HARAPAN = {(x.pop("peran"), x.pop("tempat"), x.pop("tawaran")): x for x in csv.DictReader(_berkas)}
PERAN = sorted({p for p, _, _ in HARAPAN})
TEMPAT = ("baris", "area", "pertanyaan", "tindak_lanjut")
KEADAAN = ("draf", "diajukan", "disetujui", "draf_setelah", "draf_baru", "dicabut")
SETELAH = ("diterima", "draf_setelah")  # with "disetujui" what the pages are asked for; the querysets answer for all
# Status of the plan, of the version without the requirement, of the version with it.
RENCANA = {
    "draf": ("draf", "ditarik", "ditarik"),
    "diajukan": ("diajukan", "ditarik", "ditarik"),
    "disetujui": ("disetujui", "ditarik", "disetujui"),
    "draf_setelah": ("draf", "ditarik", "disetujui"),
    "draf_baru": ("draf", "disetujui", "ditarik"),
    "dicabut": ("dicabut", "disetujui", "dicabut"),
}
ARTI = {  # cell → requirement, file, content, content with a reason
    "tidak": (False, False, False, False),
    "syarat": (True, False, False, False),
    "berkas": (True, True, True, False),
    "alasan": (True, False, False, True),
    "hanya_alasan": (False, False, False, True),
}

pytestmark = pytest.mark.django_db


def pelaku(peran, satker):
    """The person of a line, without rights that were read before."""
    if peran == "tanpa_peran":
        return PenggunaFactory()
    if peran.endswith("_satker_lain"):
        return orang(SatkerFactory(), peran.removesuffix("_satker_lain"))
    if peran == "evaluator_tahun_lain":
        return orang(satker, "evaluator", tahun=2022)
    if peran == "anggota_area_lain":
        return orang(satker, "anggota", area="PP")
    if peran == "admin_pusat_evaluator":
        satu = orang(satker, "admin_pusat")
        PeranFactory(pengguna=satu, satker=satker, evaluator=True)
        return satu
    return orang(satker, peran)


def _pertanyaan():
    instrumen = Instrumen.objects.get_or_create(kode="uji", defaults=INSTRUMEN)[0]
    baku = AreaBaku.objects.get(kode="MP")
    cara = Simpul.Cara.RATA_RATA_KALI_BOBOT
    simpul = Simpul.objects.create(
        instrumen=instrumen, kode="U.1", nama="Simpul", bobot=1, cara=cara, urutan=1, area=baku
    )
    return Pertanyaan.objects.create(instrumen=instrumen, simpul=simpul, kode="U.1.a", teks="x", tipe="YT", urutan=1)


def _tempat(tempat, baris):
    satker = baris.tabel.rencana.satker
    if tempat == "baris":
        return {"baris": baris}
    if tempat == "area":
        return {"area": baris.tabel.area}
    if tempat == "tindak_lanjut":
        return {"tindak_lanjut": TindakLanjut.objects.create(satker=satker, uraian="Perbaiki")}
    return {"pertanyaan": _pertanyaan(), "satker": satker, "tahun": 2023}


def _berkas(satker, tim):
    berkas = Berkas.objects.create(satker=satker, judul="Berkas rahasia", diunggah_oleh=tim)
    isian = {"nama_asli": "rahasia.pdf", "tipe": "application/pdf", "ukuran": 4, "pratinjau": 1, "diunggah_oleh": tim}
    versi = VersiBerkas(berkas=berkas, satker=satker, sha256="0" * 64, sha256_terima="0" * 64, **isian)
    versi.isi.save("isi.pdf", ContentFile(b"%PDF"))
    default_storage.save(jalur_gambar(versi, 1), ContentFile(b"gambar"))
    return berkas, versi


def bangun(tempat):
    """A plan with a version from before the requirement, one from after it, and a file offered for it."""
    baku = AreaBaku.objects.get_or_create(kode="MP", defaults={"nama": "Manajemen Perubahan", "urutan": 1})[0]
    baris = BarisFactory(tabel=TabelFactory(area=AreaFactory(kode="I", area_baku=baku)))
    rencana, tim = baris.tabel.rencana, orang(baris.tabel.rencana.satker, "ketua_tim")
    tanpa = _versi(rencana, tim)
    syarat = SyaratBukti.objects.create(teks="SK rahasia", **_tempat(tempat, baris))
    dengan = _versi(rencana, tim)
    berkas, versi = _berkas(rencana.satker, tim)
    tawaran = PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=tim)
    return SimpleNamespace(
        rencana=rencana, tim=tim, tanpa=tanpa, dengan=dengan, syarat=syarat, berkas=berkas, versi=versi, tawaran=tawaran
    )


def _versi(rencana, tim):
    versi = bekukan(rencana, oleh=tim)
    Versi.objects.filter(pk=versi.pk).update(status="ditarik", diputus_oleh=tim, diputus_pada=timezone.now())
    return versi


def atur(d, tawaran, keadaan):
    """Put offer, plan and versions into this state."""
    beres = {} if tawaran == "menunggu" else {"diverifikasi_oleh": d.tim, "diverifikasi_pada": timezone.now()}
    kosong = {"diverifikasi_oleh": None, "diverifikasi_pada": None}
    PemenuhanBukti.objects.filter(pk=d.tawaran.pk).update(status=tawaran, catatan="x", **(kosong | beres))
    status, tanpa, dengan = RENCANA[keadaan]
    oleh = {"diajukan_oleh": None, "diajukan_pada": None}
    oleh = oleh if status == "draf" else {"diajukan_oleh": d.tim, "diajukan_pada": timezone.now()}
    RencanaKerja.objects.filter(pk=d.rencana.pk).update(status=status, **oleh)
    for versi, apa in ((d.tanpa, tanpa), (d.dengan, dengan)):
        cabut = {"dicabut_oleh": d.tim, "dicabut_pada": timezone.now(), "alasan_cabut": "x"}
        bukan = {"dicabut_oleh": None, "dicabut_pada": None, "alasan_cabut": ""}
        Versi.objects.filter(pk=versi.pk).update(status=apa, **(cabut if apa == "dicabut" else bukan))


def kueri(user, d):
    """What the querysets say, in the order of ARTI."""
    di_rencana = d.syarat.baris_id or d.syarat.area_id
    satu = SyaratBukti.objects.terlihat_oleh(user).filter(pk=d.syarat.pk)
    syarat = cari_syarat(user, d.syarat.pk) is not None if di_rencana else satu.exists()
    berkas = Berkas.objects.terlihat_oleh(user).filter(pk=d.berkas.pk).exists()
    assert pemenuhan_terlihat(user).filter(pk=d.tawaran.pk).exists() is berkas
    isi = versi_terlihat(user).filter(pk=d.versi.pk).exists()
    alasan = versi_beralasan(user).filter(pk=d.versi.pk).exists() and not isi
    assert (perlu_alasan(user, [d.syarat])[d.syarat.pk] == [d.versi]) is alasan
    return syarat, berkas, isi, alasan


def alamat(client, d):
    """The same, as the addresses answer."""

    def ambil(nama, *argumen):
        jawab = client.get(reverse(f"bukti:{nama}", args=argumen))
        if jawab.streaming:
            assert b"".join(jawab.streaming_content)
        return jawab

    pertanyaan = d.syarat.pertanyaan_id
    halaman = client.get(d.syarat.get_absolute_url()) if pertanyaan else ambil("syarat", d.syarat.pk)
    tampak = halaman.status_code == 200 and "SK rahasia" in halaman.text
    berkas = {ambil(n, o.pk).status_code == 200 for n, o in (("berkas", d.berkas), ("periksa", d.tawaran))}
    berkas.add(ambil("gambar", d.versi.pk, 1).status_code == 200)
    (terlihat,) = berkas
    if tampak:  # the page of the requirement names the file only to whom it may be handed
        bersama_isi = "rahasia.pdf" in halaman.text
    unduh = ambil("unduh", d.versi.pk)
    isi = unduh.status_code == 200 and unduh.get("Content-Disposition", "").startswith("attachment")
    alasan = unduh.status_code == 200 and not isi
    assert not tampak or bersama_isi is (isi or alasan)
    return tampak, terlihat, isi, alasan


@pytest.mark.parametrize("tempat", TEMPAT)
@pytest.mark.parametrize("peran", PERAN)
def test_matriks(client, peran, tempat):
    d = bangun(tempat)
    user = pelaku(peran, d.rencana.satker)
    client.force_login(user)
    for tawaran in PemenuhanBukti.Status.values:
        for keadaan in KEADAAN:
            atur(d, tawaran, keadaan)
            harap = ARTI[HARAPAN[peran, tempat, tawaran][keadaan]]
            assert kueri(Pengguna.objects.get(pk=user.pk), d) == harap, (tawaran, keadaan)
            if tempat != "tindak_lanjut" and (keadaan == "disetujui" or (tawaran, keadaan) == SETELAH):
                assert alamat(client, d) == harap, (tawaran, keadaan)


def test_matriks_lengkap():
    semua = {(p, t, s) for p in PERAN for t in TEMPAT for s in PemenuhanBukti.Status.values}
    assert set(HARAPAN) == semua
    assert {tuple(x) for x in HARAPAN.values()} == {KEADAAN}
    assert {sel for x in HARAPAN.values() for sel in x.values()} == set(ARTI)
