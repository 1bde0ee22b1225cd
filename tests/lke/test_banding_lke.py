"""Two rounds side by side: what differs, for whom, and when they cannot be compared."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.lke.bantu import TAHUN, bangun_lke, isi_semua
from tests.pabrik import SatkerFactory, orang
from zi.common.galat import GalatDomain
from zi.lke.banding.queries import bandingkan
from zi.lke.models import Putaran
from zi.lke.services import jawab, langkah, mulai_putaran
from zi.pengungkit.models import Instrumen

pytestmark = pytest.mark.django_db
YT, ABC = "A.I.1.i.a", "A.I.1.i.b"


@pytest.fixture
def dunia():
    """The claim is all best; a round of the evaluators from it says Tidak once, after one replacement."""
    dunia = bangun_lke()
    isi_semua(dunia, dunia.mandiri, dunia.orang["ketua_tim"])
    langkah(dunia.mandiri, "serahkan", oleh=dunia.orang["ketua_tim"])
    langkah(dunia.mandiri, "terbitkan", oleh=dunia.orang["kepala"])
    evaluator, ketua = dunia.orang["evaluator"], dunia.orang["ketua_tpi"]
    dunia.lain = mulai_putaran(dunia.satker, TAHUN, "pendampingan", oleh=evaluator, asal=dunia.mandiri)
    jawab(dunia.lain, dunia.tanya[YT], 1, tulisan="Tidak", catatan="Tanpa SK.", oleh=evaluator)
    jawab(dunia.lain, dunia.tanya[ABC], 1, tulisan="B", oleh=evaluator)
    jawab(dunia.lain, dunia.tanya[ABC], 2, tulisan="A", alasan="Notulanya ada.", oleh=ketua)
    return dunia


def url(kiri, kanan):
    return reverse("lke:banding", args=[kiri.pk, kanan.pk])


def test_beda_per_pertanyaan_area_dan_syarat(dunia):
    semua = bandingkan(Putaran.objects.get(pk=dunia.mandiri.pk), Putaran.objects.get(pk=dunia.lain.pk))
    berubah = semua.yang_berubah()
    assert (len(semua.soal), semua.jumlah_berubah) == (113, 2)
    satu, dua = berubah.soal
    assert (satu.kiri.tulisan, satu.kanan.tulisan, satu.kanan.catatan) == ("Ya", "Tidak", "Tanpa SK.")
    assert satu.selisih < 0
    assert (dua.selisih, [g.jejak.alasan for g in dua.kanan.ganti]) == (0, ["Notulanya ada."])  # back to the claim
    assert [a.nama for a in berubah.area] == ["Manajemen Perubahan", "Nilai total"]
    assert all(a.selisih == satu.selisih for a in berubah.area)
    assert berubah.area[1].kiri == 100
    assert {s.predikat for s in berubah.syarat} == {"WBK", "WBBM"}
    assert len(berubah.syarat) < len(semua.syarat)
    sama = bandingkan(dunia.mandiri, dunia.mandiri).yang_berubah()
    assert (sama.area, sama.syarat, sama.soal) == ((), (), ())


def test_instrumen_lain_ditolak_dengan_kalimat(client, dunia):
    isi = {"satker": dunia.satker, "tahun": 2019, "jenis": "mandiri", "dibuat_oleh": dunia.orang["ketua_tim"]}
    lama = Instrumen.objects.create(kode="lama", judul="LKE lama", berlaku_mulai=2014, nilai_maksimum=100)
    dulu = Putaran.objects.create(instrumen=lama, **isi)
    with pytest.raises(GalatDomain, match="LKE lama"):
        bandingkan(dulu, dunia.mandiri)
    client.force_login(dunia.orang["ketua_tim"])
    jawaban = client.get(url(dulu, dunia.mandiri))
    assert (jawaban.status_code, "tidak dapat dibandingkan" in jawaban.text) == (409, True)
    pilihan = client.get(reverse("lke:banding_pilih", args=[dunia.mandiri.pk])).text
    assert "Memakai" in pilihan
    assert url(dulu, dunia.mandiri) not in pilihan


def test_halaman_hanya_bagi_yang_melihat_keduanya(client, dunia):
    alamat = url(dunia.mandiri, dunia.lain)
    client.force_login(dunia.orang["ketua_tpi"])
    client.get(alamat)
    with CaptureQueriesContext(connection) as kueri:
        semua = client.get(alamat).text
    assert len(kueri) <= 12
    hanya = client.get(alamat, {"berubah": "1"}).text
    soal = re.compile(r"/jawab/\d+/")
    assert (len(soal.findall(semua)), len(soal.findall(hanya))) == (113, 2)
    assert "Notulanya ada." in hanya
    pilih = reverse("lke:banding_pilih", args=[dunia.mandiri.pk])
    assert url(dunia.lain, dunia.mandiri) in client.get(pilih).text
    assert alamat in client.get(dunia.lain.get_absolute_url()).text

    for siapa in (dunia.orang["ketua_tim"], dunia.orang["kepala"], dunia.orang["admin_pusat"]):  # not before it is out
        client.force_login(siapa)
        assert client.get(alamat).status_code == 404
        assert client.get(url(dunia.lain, dunia.mandiri)).status_code == 404
        for halaman in (pilih, dunia.mandiri.get_absolute_url(), reverse("lke:daftar")):
            teks = client.get(halaman).text
            assert "Pendampingan 2023" not in teks
            assert "Penilaian TPI 2023" not in teks
    client.force_login(orang(SatkerFactory(), "ketua_tim"))
    assert client.get(alamat).status_code == 404
    langkah(dunia.lain, "serahkan", oleh=dunia.orang["evaluator"])
    langkah(dunia.lain, "terbitkan", oleh=dunia.orang["ketua_tpi"])
    client.force_login(dunia.orang["ketua_tim"])
    assert client.get(alamat).status_code == 200
