"""The overview of a central admin: where every unit below him stands, and nothing that he may not read."""

import datetime
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.lke.bantu import TAHUN, hari
from tests.pabrik import PenggunaFactory, SatkerFactory, orang
from zi.lke.hasil import ke_hasil
from zi.lke.kasus import nilai_kasus
from zi.lke.models import Putaran
from zi.lke.queries import alat
from zi.pengungkit.models import Instrumen
from zi.pengungkit.services import FIXTURES, muat_area_dan_peraturan, muat_instrumen

pytestmark = pytest.mark.django_db
PUSAT, UNDUH = "lke:pusat", "lke:pusat_unduh"


@pytest.fixture
def atas():
    """An agency's root unit with its central admin; the 2021 instrument is loaded."""
    muat_area_dan_peraturan()
    muat_instrumen(FIXTURES / "instrumen" / "lke-zi-2021.yaml")
    return SatkerFactory(nama="Kementerian Uji")


def buat_putaran(satker, jenis, status, kasus=None, **lain):
    """A round as it would stand in the database, its result by the engine."""
    siapa, kini, instrumen = PenggunaFactory(), timezone.now(), Instrumen.objects.get()
    isi = {"satker": satker, "tahun": TAHUN, "jenis": jenis, "status": status, "dibuat_oleh": siapa, **lain}
    if status != "draf":
        isi |= {"diserahkan_oleh": siapa, "diserahkan_pada": kini}
    if status == "terbit":
        isi |= {"terbit_oleh": siapa, "terbit_pada": kini}
    total, hasil = ke_hasil(nilai_kasus(alat(instrumen), kasus or {"default": "none"}))
    return Putaran.objects.create(instrumen=instrumen, total=total, hasil=hasil, **isi)


@pytest.fixture
def keluarga(atas):
    """Four units: ready and published by the TPI; handed in with a bad area; a late draft; nothing."""
    satker = {n: SatkerFactory(nama=f"Balai {n}", parent=atas) for n in ("Siap", "Serah", "Lambat", "Kosong")}
    buat_putaran(satker["Siap"], "mandiri", "terbit", {"default": "worst"})
    buat_putaran(satker["Siap"], "tpi", "terbit", {"default": "best"})
    buat_putaran(satker["Siap"], "tpi", "draf", {"default": "worst"}, nomor=2, tutup=hari(1))
    buruk = {p: "none" for p in Instrumen.objects.get().pertanyaan.values_list("kode", flat=True) if p[:5] == "A.I.3"}
    buat_putaran(satker["Serah"], "mandiri", "diserahkan", {"default": "best", "answers": buruk})
    buat_putaran(satker["Serah"], "tpi", "diserahkan", {"default": "worst"})
    buat_putaran(satker["Lambat"], "mandiri", "draf", {"default": "best"}, tutup=hari(-1))
    return satker


def buka(client, siapa, **saring):
    client.force_login(siapa)
    jawab = client.get(reverse(PUSAT), {"tahun": TAHUN, **saring})
    assert jawab.status_code == 200
    return jawab


def nama(jawab):
    return [b.satker.nama for b in jawab.context["laman"]]


def test_keadaan_tiap_satker(client, atas, keluarga):
    jawab = buka(client, orang(atas, "admin_pusat"))
    baris = {b.satker.nama: b for b in jawab.context["laman"]}
    siap, serah, lambat, kosong = (baris[f"Balai {n}"] for n in keluarga)
    assert (siap.keadaan, siap.nilai, siap.siap, siap.tpi.status) == ("terbit", 100, ("WBK", "WBBM"), "draf")
    assert serah.dinilai.mandiri
    assert serah.siap == ()
    assert {round(p) for p in serah.area.values()} >= {50, 100}
    assert serah.sela[0] == "WBK"
    assert (siap.lemah, serah.lemah) == (frozenset(), {"SDM"})
    assert jawab.text.count("di bawah minimal</span>") == 1
    assert (lambat.keadaan, lambat.nilai, len(lambat.terlambat)) == ("draf", None, 1)
    assert (kosong.keadaan, kosong.nilai, kosong.terlambat) == ("belum", None, ())
    jumlah = jawab.context["rekap"].jumlah
    assert jumlah == {
        "belum": 2,  # the root unit itself has none either
        "draf": 1,
        "diserahkan": 1,
        "terbit": 1,
        "tpi": 2,
        "tpi_terbit": 0,
        "terlambat": 1,
        "siap": 1,
    }
    assert jawab.text.count("Terlambat</span>") == 1


def test_nilai_draf_dan_yang_belum_terbit_tidak_tampak(client, atas, keluarga):
    """The unpublished TPI round of “Serah” and the draft of “Lambat” show that they are, not what they say."""
    kolom = {b.satker.nama: b.dinilai for b in buka(client, orang(atas, "admin_pusat")).context["laman"]}
    admin = orang(atas, "admin_pusat")
    for putaran in filter(None, kolom.values()):
        assert Putaran.objects.terlihat_oleh(admin).filter(pk=putaran.pk).exists()
        assert client.get(putaran.get_absolute_url()).status_code == 200


def test_urut_saring_dan_cari(client, atas, keluarga):
    admin = orang(atas, "admin_pusat")
    assert nama(buka(client, admin, urut="-nilai"))[:2] == ["Balai Siap", "Balai Serah"]
    assert nama(buka(client, admin, urut="nilai"))[:2] == ["Balai Serah", "Balai Siap"]
    assert nama(buka(client, admin, urut="area_SDM"))[0] == "Balai Serah"
    assert nama(buka(client, admin, urut="mandiri"))[0] == "Balai Lambat"
    assert nama(buka(client, admin, urut="-nama"))[0] == "Kementerian Uji"
    assert nama(buka(client, admin, urut="entah")) == sorted([b.nama for b in keluarga.values()] + [atas.nama])
    assert nama(buka(client, admin, keadaan="siap")) == ["Balai Siap"]
    assert nama(buka(client, admin, keadaan="terlambat")) == ["Balai Lambat"]
    assert nama(buka(client, admin, cari="serah")) == ["Balai Serah"]
    assert 'aria-sort="descending"' in buka(client, admin, urut="-nilai").text
    kosong = buka(client, admin, cari="zzz")
    assert "Tidak ada yang cocok" in kosong.text
    assert nama(buka(client, admin, tahun="1999999999")) == nama(buka(client, admin))
    assert all(b.keadaan == "belum" for b in buka(client, admin, tahun=TAHUN + 1).context["laman"])


def test_buku_kerja_sama_dengan_halaman(client, atas, keluarga):
    SatkerFactory(nama="=1+1 Balai\x01", parent=atas)
    client.force_login(orang(atas, "admin_pusat"))
    jawab = client.get(reverse(UNDUH), {"tahun": TAHUN, "urut": "-nilai"})
    assert jawab["Content-Disposition"] == f'attachment; filename="rekap-lke-{TAHUN}.xlsx"'
    lembar = load_workbook(io.BytesIO(jawab.content)).active
    assert lembar.title == "Rekap LKE"
    kepala, *isi = lembar.iter_rows(values_only=True)
    baris = [dict(zip(kepala, satu, strict=True)) for satu in isi]
    assert [b["Satker"] for b in baris[:2]] == ["Balai Siap", "Balai Serah"]
    assert (baris[0]["Nilai"], baris[0]["Syarat WBK yang kurang"]) == (100, 0)
    assert baris[0]["Nilai dari"] == f"Penilaian TPI {TAHUN} putaran 1"
    persen = [n for k, n in baris[1].items() if k.endswith("(%)")]
    assert (len(persen), min(persen) < 100, max(persen)) == (6, True, 100)
    assert "1+1 Balai" in {b["Satker"] for b in baris}
    assert next(b for b in baris if b["Satker"] == "Balai Lambat")["Nilai"] is None


def test_hanya_subpohon_sendiri(client, atas, keluarga):
    lain = SatkerFactory(nama="Instansi Lain")
    buat_putaran(lain, "mandiri", "terbit")
    eselon = orang(keluarga["Siap"], "admin_pusat")
    assert nama(buka(client, eselon)) == ["Balai Siap"]
    assert "Instansi Lain" not in buka(client, orang(atas, "admin_pusat")).text
    for jenis in ("ketua_tim", "kepala", "admin_satker", "evaluator"):
        client.force_login(orang(keluarga["Siap"], jenis))
        assert {client.get(reverse(n)).status_code for n in (PUSAT, UNDUH)} == {404}


def test_ditautkan_dari_beranda_dan_daftar(client, atas, keluarga):
    client.force_login(orang(atas, "admin_pusat"))
    for alamat in ("beranda:beranda", "lke:daftar"):
        assert f'href="{reverse(PUSAT)}"' in client.get(reverse(alamat)).text
    client.force_login(orang(keluarga["Siap"], "ketua_tim"))
    assert reverse(PUSAT) not in client.get(reverse("lke:daftar")).text


def test_kueri_tidak_bertambah(client, atas):
    admin = orang(atas, "admin_pusat")
    jumlah = []
    for banyak in (2, 60):
        for _ in range(banyak):
            satker = SatkerFactory(parent=atas)
            buat_putaran(satker, "mandiri", "terbit", tutup=datetime.date(2023, 5, 31))
        buka(client, admin)
        with CaptureQueriesContext(connection) as kueri:
            jawab = buka(client, admin, urut="-nilai")
        jumlah.append(len(kueri) - 4)  # of force_login: the last login, and the session
    assert jumlah[0] == jumlah[1] <= 12
    assert jawab.context["laman"].paginator.num_pages == 2


def test_terlambat_di_kolom_putarannya(client, atas, keluarga):
    """Which round is late; the unit above only where there are several."""
    buat_putaran(keluarga["Kosong"], "tpi", "draf", tutup=hari(-2))
    anak = SatkerFactory(nama="Kantor Cabang", parent=keluarga["Siap"])
    admin = orang(atas, "admin_pusat")
    jawab = buka(client, admin, keadaan="terlambat")
    assert nama(jawab) == ["Balai Kosong", "Balai Lambat"]
    kolom = [re.split(r"data-label=", baris)[1:3] for baris in jawab.text.split("<tr>")[2:]]
    assert [["Terlambat</span>" in sel for sel in baris] for baris in kolom] == [[False, True], [True, False]]
    induk = 'text-body-secondary">{}</span>'
    assert induk.format("Balai Siap") in buka(client, admin, cari="cabang").text
    anak.delete()
    assert induk.format("Kementerian Uji") not in buka(client, admin, cari="serah").text
