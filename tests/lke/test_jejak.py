"""What stays of a round: every replaced answer with its reason, and the evidence as it stood at publishing."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.lke.bantu import TAHUN, bangun_lke
from tests.pabrik import orang
from zi.bukti.berkas.services_hapus import hapus_berkas
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.common.galat import GalatDomain, TidakBerhak
from zi.lke.models import BuktiPutaran, Jawaban, Penggantian
from zi.lke.queries_jejak import penggantian
from zi.lke.services import jawab, langkah, mulai_putaran

pytestmark = pytest.mark.django_db
YT = "A.I.1.i.a"


@pytest.fixture
def dunia():
    return bangun_lke()


def rapi(jawaban):
    return " ".join(re.sub(r"<[^>]+>", " ", jawaban.text).split())


def ditolak(tulis):
    with pytest.raises(IntegrityError, match="tidak boleh berubah"), transaction.atomic():
        tulis()


# --- replaced answers


def test_mengganti_jawaban_evaluator_lain_perlu_alasan_dan_disimpan_selamanya(dunia):
    anggota, ketua, tanya = dunia.orang["evaluator"], dunia.orang["ketua_tpi"], dunia.tanya[YT]
    jawab(dunia.tpi, tanya, 0, tulisan="Ya", oleh=anggota)
    jawab(dunia.tpi, tanya, 1, tulisan="Tidak", oleh=anggota)  # his own: nobody asks why
    jawab(dunia.tpi, tanya, 2, tulisan="Ya", oleh=anggota)
    assert not Penggantian.objects.exists()
    for kosong in ("", " ", "\u200b"):
        with pytest.raises(GalatDomain, match=f"Tulis alasan mengganti jawaban {anggota}"):
            jawab(dunia.tpi, tanya, 3, tulisan="Tidak", alasan=kosong, oleh=ketua)
    satu = jawab(dunia.tpi, tanya, 3, tulisan="Ya", catatan="Lihat SK.", oleh=ketua)  # a remark replaces nothing
    assert satu.oleh == anggota
    with pytest.raises(GalatDomain, match="Tulis alasan"):  # so it is still his answer that is replaced
        jawab(dunia.tpi, tanya, 4, tulisan="", oleh=ketua)

    langkah(dunia.tpi, "serahkan", oleh=anggota, tetap=True)
    with pytest.raises(TidakBerhak, match="sudah diserahkan"):
        jawab(dunia.tpi, tanya, 4, tulisan="Tidak", alasan="x", oleh=anggota)
    jawab(dunia.tpi, tanya, 4, tulisan="Tidak", alasan=" SK sudah dicabut. ", oleh=ketua)  # the ketua decides on it
    satu = Penggantian.objects.get()
    assert (satu.dari, satu.dari_oleh, satu.ke, satu.oleh) == ("Ya", anggota, "Tidak", ketua)
    assert (satu.alasan, satu.pada <= timezone.now()) == ("SK sudah dicabut.", True)
    ditolak(satu.save)
    ditolak(satu.delete)
    ditolak(lambda: Penggantian.objects.update(alasan="lain"))
    langkah(dunia.tpi, "terbitkan", oleh=ketua, tetap=True)
    assert [(g.dari, g.ke) for g in penggantian(dunia.tpi, tanya.pk)] == [("Ya", "Tidak")]
    susulan = {"dari": "Tidak", "dari_oleh": ketua, "ke": "Ya", "oleh": anggota, "alasan": "Susulan."}
    ditolak(lambda: Penggantian.objects.create(putaran=dunia.tpi, pertanyaan=tanya, **susulan))
    ditolak(satu.delete)


def test_bawaan_belum_milik_siapa_pun(dunia):
    """What came along from the unit's round is nobody's judgement until an evaluator gives or keeps it."""
    ketua_tim, anggota, ketua = (dunia.orang[j] for j in ("ketua_tim", "evaluator", "ketua_tpi"))
    jawab(dunia.mandiri, dunia.tanya[YT], 0, tulisan="Ya", oleh=ketua_tim)
    langkah(dunia.mandiri, "serahkan", oleh=ketua_tim, tetap=True)
    baru = mulai_putaran(dunia.satker, TAHUN, "pendampingan", oleh=ketua, asal=dunia.mandiri)
    assert baru.jawaban.get().bawaan
    satu = jawab(baru, dunia.tanya[YT], 1, tulisan="Ya", oleh=anggota)  # keeps it: now it is his
    assert (satu.bawaan, satu.oleh) == (False, anggota)
    with pytest.raises(GalatDomain, match="Tulis alasan"):
        jawab(baru, dunia.tanya[YT], 2, tulisan="Tidak", oleh=ketua)


def test_yang_menjawab_mandiri_tidak_menilai_pertanyaan_itu(dunia):
    bekas = orang(dunia.satker, "evaluator")
    lain, sama = dunia.tanya["A.I.1.i.b"], dunia.tanya[YT]
    Jawaban.objects.create(putaran=dunia.mandiri, pertanyaan=sama, isi="Ya", oleh=bekas)
    with pytest.raises(GalatDomain, match="Anda yang menjawabnya"):
        jawab(dunia.tpi, sama, 0, tulisan="Ya", oleh=bekas)
    assert jawab(dunia.tpi, lain, 0, tulisan="A", oleh=bekas).isi == "A"


def test_halaman_meminta_alasan_dan_menampilkan_riwayatnya(client, dunia):
    tanya = dunia.tanya[YT]
    jawab(dunia.tpi, tanya, 0, tulisan="Ya", oleh=dunia.orang["evaluator"])
    url = reverse("lke:jawab", args=[dunia.tpi.pk, tanya.pk])
    client.force_login(dunia.orang["evaluator"])
    assert 'name="alasan"' not in client.get(url).text
    client.force_login(dunia.orang["ketua_tpi"])
    assert 'name="alasan"' in client.get(url).text
    jawaban = client.post(url, {"versi": 1, "isi": "Tidak"}, headers={"HX-Request": "true"})
    assert (jawaban.status_code, "Tulis alasan mengganti jawaban" in rapi(jawaban)) == (422, True)
    assert client.post(url, {"versi": 1, "isi": "Tidak", "alasan": "SK dicabut."}).status_code == 302
    teks = rapi(client.get(url))
    assert "Jawaban yang diganti" in teks
    assert "SK dicabut." in teks


# --- evidence at publishing


def bukti(dunia, judul, status="diterima"):
    """A file with one version, offered under the question."""
    tanya, siapa = dunia.tanya[YT], dunia.orang["ketua_tim"]
    syarat = SyaratBukti.objects.create(satker=dunia.satker, tahun=TAHUN, pertanyaan=tanya, teks=f"Perlu {judul}")
    berkas = Berkas.objects.create(satker=dunia.satker, judul=judul, diunggah_oleh=siapa)
    versi(berkas, 1)
    periksa = {"diverifikasi_oleh": dunia.orang["kepala"], "diverifikasi_pada": timezone.now()}
    isi = {"ditawarkan_oleh": siapa, "status": status} | (periksa if status == "diterima" else {})
    PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, **isi)
    return berkas


def versi(berkas, nomor):
    sidik = f"{berkas.pk:032d}{nomor:032d}"
    isi = {"nama_asli": f"{berkas.judul} {nomor}.pdf", "tipe": "application/pdf", "ukuran": 1, "isi": f"x{sidik}"}
    isi |= {"satker": berkas.satker, "nomor": nomor, "diunggah_oleh": berkas.diunggah_oleh}
    return VersiBerkas.objects.create(berkas=berkas, sha256=sidik, sha256_terima=sidik, **isi)


def test_bukti_saat_terbit_tercatat_mengikat_dan_tampil_seperti_saat_itu(client, dunia):
    ketua_tim, kepala, tanya = dunia.orang["ketua_tim"], dunia.orang["kepala"], dunia.tanya[YT]
    jawab(dunia.mandiri, tanya, 0, tulisan="Ya", oleh=ketua_tim)
    sk, nanti = bukti(dunia, "SK Tim"), bukti(dunia, "Belum diperiksa", "menunggu")
    langkah(dunia.mandiri, "serahkan", oleh=ketua_tim, tetap=True)
    assert not BuktiPutaran.objects.exists()
    langkah(dunia.mandiri, "terbitkan", oleh=kepala, tetap=True)
    satu = BuktiPutaran.objects.get()
    assert (satu.berkas, satu.versi.nomor, satu.judul, satu.teks) == (sk, 1, "SK Tim", "Perlu SK Tim")

    with pytest.raises(GalatDomain, match="Berkas ini bukti dalam Penilaian mandiri 2023 putaran 1"):
        hapus_berkas(sk, oleh=ketua_tim)
    hapus_berkas(nanti, oleh=ketua_tim)
    ditolak(satu.delete)
    ditolak(lambda: BuktiPutaran.objects.create(putaran=dunia.mandiri, pertanyaan=tanya, berkas=nanti, teks="x"))

    versi(sk, 2)
    Berkas.objects.filter(pk=sk.pk).update(judul="Nama lain")
    PemenuhanBukti.objects.filter(berkas=sk).update(status="menunggu", diverifikasi_pada=None, diverifikasi_oleh=None)
    client.force_login(ketua_tim)
    teks = rapi(client.get(reverse("lke:jawab", args=[dunia.mandiri.pk, tanya.pk])))
    assert "SK Tim 1.pdf versi 1" in teks
    assert "Belum didukung bukti yang diterima" not in teks
    assert "Nama lain" not in teks
    assert "Bukti saat terbit: 1 berkas" in rapi(client.get(dunia.mandiri.get_absolute_url()))
