"""Using a file that is there already: for another requirement, and one file for several; what a file serves."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.bukti.test_halaman_peta import alamat_tanya, buat_syarat, instrumen, koordinator, rencana, syarat, tanya
from tests.bukti.test_register import buat
from tests.pabrik import SatkerFactory, orang
from zi.bukti.models import JenisBukti, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.pakai.queries import usul_berkas, usul_syarat
from zi.bukti.pakai.services import pakai_ulang
from zi.bukti.peta.services import putuskan, tambah_syarat_tanya
from zi.common.galat import GalatDomain, TidakBerhak

pytestmark = pytest.mark.django_db
__all__ = ["instrumen", "koordinator", "rencana", "syarat"]
HARI = datetime.date(2023, 1, 25)


@pytest.fixture
def satker(rencana):
    return rencana.satker


@pytest.fixture
def ketua(satker):
    return orang(satker, "ketua_tim")


@pytest.fixture
def sk(instrumen):
    return JenisBukti.objects.get(kode="sk")


def url(syarat):
    return f"/bukti/syarat/{syarat.pk}/pakai/"


def usul(user, syarat, cari=""):
    return [(u.berkas.judul, u.alasan) for u in usul_berkas(user, syarat, cari)]


def test_usul_dari_jenis_lalu_tanggal(satker, ketua, syarat, sk):
    SyaratBukti.objects.filter(pk=syarat.pk).update(tanggal=HARI)
    syarat.refresh_from_db()
    buat(satker, ketua, "SK lama", jenis=sk, tanggal=datetime.date(2020, 1, 1))
    buat(satker, ketua, "SK tepat", jenis=sk, tanggal=HARI)
    buat(satker, ketua, "Undangan dekat", tanggal=datetime.date(2023, 1, 28))
    buat(satker, ketua, "Tak bertanggal", jenis=sk)
    buat(satker, ketua, "Laporan jauh", tanggal=datetime.date(2023, 6, 1))
    buat(satker, ketua, "SK terpakai", syarat, jenis=sk, tanggal=HARI)
    hapusan = buat(satker, ketua, "SK dihapus", jenis=sk, tanggal=HARI)
    hapusan.dihapus_pada = timezone.now()
    hapusan.save()
    buat(SatkerFactory(), ketua, "SK satker lain", jenis=sk, tanggal=HARI)
    jahat = buat(satker, ketua, "SK bervirus", jenis=sk, tanggal=HARI)
    jahat.versi.update(pindai=VersiBerkas.Pindai.TERJANGKIT)
    assert usul(ketua, syarat) == [
        ("SK tepat", "Jenisnya surat keputusan, tanggalnya sama"),
        ("SK lama", "Jenisnya surat keputusan"),
        ("Tak bertanggal", "Jenisnya surat keputusan"),
        ("Undangan dekat", "Tanggalnya selisih 3 hari"),
    ]
    assert usul(ketua, syarat, "laporan") == [("Laporan jauh", "")]
    assert not usul(ketua, syarat, "satker lain")


def test_tanpa_tanggal_tahun_rencana_didahulukan(satker, ketua, syarat, sk):
    buat(satker, ketua, "SK 2023", jenis=sk, tanggal=datetime.date(2023, 9, 1))
    buat(satker, ketua, "SK 2021", jenis=sk, tanggal=datetime.date(2021, 12, 1))
    assert [judul for judul, _ in usul(ketua, syarat)] == ["SK 2023", "SK 2021"]


def test_dipakai_lewat_halaman_dengan_halaman_berkas(client, satker, ketua, syarat, sk):
    berkas = buat(satker, ketua, "SK Tim", jenis=sk)
    berkas.versi.update(halaman=9)
    anggota = orang(satker, "anggota", area="MP")
    client.force_login(anggota)
    assert "Pakai berkas yang sudah ada" in client.get(f"/bukti/syarat/{syarat.pk}/").text
    assert "SK Tim" in client.get(url(syarat), headers={"HX-Request": "true"}).text
    jawab = client.post(url(syarat), {"berkas": berkas.pk, "halaman": "3"})
    assert jawab["Location"] == f"/bukti/syarat/{syarat.pk}/"
    satu = PemenuhanBukti.objects.get()
    assert (satu.syarat, satu.berkas, satu.halaman, satu.ditawarkan_oleh) == (syarat, berkas, 3, anggota)
    client.post(url(syarat), {"berkas": berkas.pk})
    assert PemenuhanBukti.objects.count() == 1
    assert VersiBerkas.objects.count() == 1
    assert "Belum ada berkas yang jenis" in client.get(url(syarat)).text


@pytest.mark.parametrize(
    ("isian", "kata"),
    [({"halaman": "0"}, "nomor halaman"), ({"halaman": "tiga"}, "nomor halaman"), ({"halaman": "99"}, "1 sampai 9")],
)
def test_halaman_buruk_tidak_menyimpan_apa_pun(client, satker, ketua, syarat, isian, kata):
    berkas = buat(satker, ketua, "SK Tim")
    berkas.versi.update(halaman=9)
    client.force_login(ketua)
    assert kata in client.post(url(syarat), {"berkas": berkas.pk, **isian}, follow=True).text
    assert not PemenuhanBukti.objects.exists()


def test_berkas_yang_tidak_dapat_dipakai(client, satker, ketua, syarat):
    client.force_login(ketua)
    asing = buat(SatkerFactory(), ketua, "Milik lain")
    for pk in (asing.pk, "x", "", "9" * 30):
        assert client.post(url(syarat), {"berkas": pk}).status_code == 404
    with pytest.raises(GalatDomain, match="satker lain"):
        pakai_ulang(asing, [syarat], oleh=ketua)
    hapusan = buat(satker, ketua, "Dihapus")
    hapusan.dihapus_pada = timezone.now()
    hapusan.save()
    assert "sudah dihapus" in client.post(url(syarat), {"berkas": hapusan.pk}, follow=True).text
    jahat = buat(satker, ketua, "Jahat")
    jahat.versi.update(pindai=VersiBerkas.Pindai.TERJANGKIT)
    assert "virus" in client.post(url(syarat), {"berkas": jahat.pk}, follow=True).text
    syarat.dihapus_pada = timezone.now()
    syarat.save()
    with pytest.raises(GalatDomain, match="tidak diminta lagi"):
        pakai_ulang(buat(satker, ketua, "Baik"), [syarat], oleh=ketua)
    assert not PemenuhanBukti.objects.exists()


def test_empat_orang(client, satker, ketua, syarat, koordinator):
    berkas = buat(satker, ketua, "SK Tim")
    for user in (orang(satker, "anggota", area="PP"), orang(satker, "kepala")):
        client.force_login(user)
        assert f'value="{berkas.pk}"' not in client.get(f"{url(syarat)}?cari=SK").text
        client.post(url(syarat), {"berkas": berkas.pk})
        assert not usul_syarat(user, berkas)
        with pytest.raises(TidakBerhak):
            pakai_ulang(berkas, [syarat], oleh=user)
    for user in (orang(SatkerFactory(), "ketua_tim"), orang(satker, "evaluator")):
        client.force_login(user)
        assert client.get(url(syarat)).status_code == 404
        assert client.get(f"/bukti/register/{berkas.pk}/pakai/").status_code == 404
        assert client.post(f"/bukti/register/{berkas.pk}/pakai/", {"syarat": syarat.pk}).status_code == 404
    assert not PemenuhanBukti.objects.exists()
    client.force_login(koordinator)
    client.post(url(syarat), {"berkas": berkas.pk})
    assert PemenuhanBukti.objects.count() == 1


# --- from the page of a file


def test_satu_berkas_untuk_banyak_syarat(client, satker, ketua, rencana, instrumen, syarat, sk):
    berkas = buat(satker, ketua, "SK Tim", syarat, jenis=sk)
    lain = [buat_syarat(rencana, f"SK lain {n}") for n in range(2)]
    langsung = tambah_syarat_tanya(satker, 2023, tanya(instrumen, "A.1.b"), "SK pertanyaan", oleh=ketua)
    asing = buat_syarat(type(rencana).objects.create(satker=SatkerFactory(), tahun_mulai=2023, tahun_selesai=2023))
    client.force_login(orang(satker, "koordinator", area="MP"))
    halaman = f"/bukti/register/{berkas.pk}/pakai/"
    teks = client.get(halaman).text
    assert all(f'value="{s.pk}"' in teks for s in (*lain, langsung))
    assert not any(f'value="{s.pk}"' in teks for s in (syarat, asing))
    assert [u.syarat for u in usul_syarat(ketua, berkas, "pertanyaan")] == [langsung]
    assert [u.syarat for u in usul_syarat(ketua, berkas, "A.1.b")] == [langsung]
    jawab = client.post(halaman, {"syarat": [s.pk for s in (*lain, langsung)]}, follow=True)
    assert "diajukan untuk 3 bukti lagi" in jawab.text
    assert berkas.pemenuhan.count() == 4
    assert "Pilih paling sedikit satu" in client.post(halaman, {"syarat": ["x"]}, follow=True).text
    assert "Pilih paling sedikit satu" in client.post(halaman, {"syarat": [asing.pk]}, follow=True).text
    assert berkas.pemenuhan.count() == 4


def test_semua_atau_tidak_sama_sekali(client, satker, ketua, rencana, syarat):
    """An anggota ticks one requirement of his area and forges one of another: nothing is offered."""
    berkas = buat(satker, ketua, "SK Tim")
    lain = buat_syarat(rencana)
    lain.baris.area = None
    lain.baris.tabel = type(lain.baris.tabel).objects.create(rencana=rencana)
    lain.baris.save()
    client.force_login(orang(satker, "anggota", area="MP"))
    client.post(f"/bukti/register/{berkas.pk}/pakai/", {"syarat": [syarat.pk, lain.pk]})
    assert not PemenuhanBukti.objects.exists()


def test_di_mana_berkas_dipakai(client, satker, ketua, rencana, instrumen, syarat, sk):
    berkas = buat(satker, ketua, "SK Tim", syarat, "diterima", jenis=sk)
    client.force_login(ketua)
    halaman = client.get(f"/bukti/register/{berkas.pk}/").text
    assert "Manajemen Perubahan: Penyusunan Tim Kerja" in halaman
    assert f'href="{alamat_tanya(rencana, instrumen, "A.1.a")}"' in halaman
    assert "A.1.b" not in halaman
    putuskan(syarat, tanya(instrumen, "A.1.b"), True, oleh=ketua)
    putuskan(syarat, tanya(instrumen, "A.1.a"), False, oleh=ketua)
    halaman = client.get(f"/bukti/register/{berkas.pk}/").text
    assert f'href="{alamat_tanya(rencana, instrumen, "A.1.b")}"' in halaman
    assert f'href="{alamat_tanya(rencana, instrumen, "A.1.a")}"' not in halaman


@pytest.mark.parametrize("halaman", ["syarat/{s}/pakai/", "register/{b}/", "register/{b}/pakai/"])
def test_jumlah_kueri_tetap(client, satker, ketua, rencana, syarat, sk, halaman):
    berkas = buat(satker, ketua, "SK Tim", syarat, jenis=sk)
    client.force_login(ketua)

    def hitung():
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            jawab = client.get("/bukti/" + halaman.format(s=syarat.pk, b=berkas.pk))
        assert jawab.status_code == 200
        return len(kueri)

    buat(satker, ketua, "SK 0", jenis=sk)
    buat_syarat(rencana, "SK 0")
    sedikit = hitung()
    for n in range(1, 12):
        buat(satker, ketua, f"SK {n}", jenis=sk)
        PemenuhanBukti.objects.create(syarat=buat_syarat(rencana, f"SK {n}"), berkas=berkas, ditawarkan_oleh=ketua)
        buat_syarat(rencana, f"SK lain {n}")
    assert hitung() == sedikit <= 12
