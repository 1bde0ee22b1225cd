"""The register of files: whose, found how, with how many queries; and what is written about a file."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.pabrik import BarisFactory, SatkerFactory, orang
from zi.bukti.berkas import queries as queries_register
from zi.bukti.berkas.queries import Saringan
from zi.bukti.models import Berkas, JenisBukti, PemenuhanBukti, SyaratBukti, TeksBerkas, VersiBerkas
from zi.pengungkit.models import AreaBaku

pytestmark = pytest.mark.django_db
JAHAT = "<script>alert(1)</script>"


@pytest.fixture
def syarat():
    baris = BarisFactory()
    baris.area.area_baku = AreaBaku.objects.create(kode="MP", nama="Manajemen Perubahan", urutan=1)
    baris.area.save()
    return SyaratBukti.objects.create(baris=baris, teks="SK Tim Kerja")


@pytest.fixture
def satker(syarat):
    return syarat.baris.tabel.rencana.satker


@pytest.fixture
def ketua(satker):
    return orang(satker, "ketua_tim")


def buat(satker, oleh, judul="SK Tim", syarat=None, status="menunggu", **lain):
    """A file with one version; offered for `syarat` when there is one."""
    berkas = Berkas.objects.create(satker=satker, judul=judul, diunggah_oleh=oleh, **lain)
    sidik = f"{berkas.pk:064d}"
    VersiBerkas.objects.create(
        berkas=berkas,
        satker=satker,
        isi=f"bukti/{sidik}.pdf",
        nama_asli=f"{judul}.pdf"[:200],
        tipe="application/pdf",
        ukuran=2048,
        sha256=sidik,
        sha256_terima=sidik,
        diunggah_oleh=oleh,
    )
    if syarat:
        tanda = {} if status == "menunggu" else {"diverifikasi_oleh": oleh, "diverifikasi_pada": timezone.now()}
        tanda |= {"catatan": "x"} if status == "dikembalikan" else {}
        PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=oleh, status=status, **tanda)
    return berkas


def judul(client, **saring):
    return [b.judul for b in client.get("/bukti/register/", saring).context["laman"].object_list]


def test_terbaru_dulu_dengan_rinciannya(client, satker, ketua, syarat):
    jenis = JenisBukti.objects.create(kode="sk", nama="Surat keputusan")
    buat(satker, ketua, "Lama")
    buat(satker, ketua, "Baru", syarat, nomor="W/12", jenis=jenis, tanggal=datetime.date(2023, 3, 3))
    client.force_login(ketua)
    jawab = client.get("/bukti/register/")
    satu, dua = jawab.context["laman"].object_list
    assert (satu.judul, satu.jumlah_versi, satu.ukuran, satu.jumlah_pakai) == ("Baru", 1, 2048, 1)
    assert (dua.judul, dua.jumlah_pakai, dua.nama_syarat) == ("Lama", 0, "")
    for kata in ("Nomor W/12", "3 Mar 2023", "Surat keputusan", "SK Tim Kerja", "Belum dipakai", "2 berkas"):
        assert kata in jawab.text


def test_cari_di_judul_nomor_dan_isi(client, satker, ketua):
    buat(satker, ketua, "SK Tim Kerja")
    buat(satker, ketua, "Surat", nomor="W21/345")
    TeksBerkas.objects.create(versi=buat(satker, ketua, "Pindaian").versi.get(), isi="daftar hadir rapat pagi")
    client.force_login(ketua)
    assert judul(client, cari="kerja tim") == ["SK Tim Kerja"]
    assert judul(client, cari="w21/345") == ["Surat"]
    assert judul(client, cari="RAPAT hadir") == ["Pindaian"]
    assert judul(client, cari="rapat surat") == []


def test_saringan(client, satker, ketua, syarat):
    hari = satker.hari_ini()
    jenis = JenisBukti.objects.create(kode="sk", nama="SK")
    buat(satker, ketua, "A", syarat, jenis=jenis, tanggal=datetime.date(2023, 12, 31))
    buat(satker, ketua, "B", tanggal=datetime.date(2024, 1, 1), berlaku_sampai=hari + datetime.timedelta(90))
    buat(satker, ketua, "C", berlaku_sampai=hari - datetime.timedelta(1))
    buat(satker, ketua, "D", berlaku_sampai=hari + datetime.timedelta(91))
    client.force_login(ketua)
    assert judul(client, jenis="sk") == ["A"]
    assert judul(client, jenis="-") == ["D", "C", "B"]
    assert judul(client, tahun="2023") == ["A"]
    assert judul(client, tahun="2024") == ["B"]
    assert judul(client, pakai="dipakai") == ["A"]
    assert judul(client, pakai="belum") == ["D", "C", "B"]
    assert judul(client, area="MP") == ["A"]
    assert judul(client, area="PP") == []
    assert judul(client, masa="segera") == ["B"]
    assert judul(client, masa="lewat") == ["C"]
    assert "Habis berlaku" in client.get("/bukti/register/", {"masa": "lewat"}).text


@pytest.mark.parametrize(
    "buruk",
    [
        {"tahun": "20x3"},
        {"tahun": "99999999999999999999999"},
        {"tahun": "²"},
        {"tahun": "-1"},
        {"pakai": "semua'--"},
        {"masa": "\x00"},
        {"page": "-3"},
        {"page": "x"},
        {"page": "99999999999999999999"},
        {"cari": "\x00 \x00"},
    ],
)
def test_saringan_buruk_menampilkan_semua(client, satker, ketua, buruk):
    buat(satker, ketua, "Satu")
    client.force_login(ketua)
    assert judul(client, **buruk) == ["Satu"]


@pytest.mark.parametrize("buruk", [{"jenis": "x" * 500}, {"area": "\x00'" * 50}, {"cari": "%_\\" * 300}])
def test_saringan_asing_tidak_menemukan_apa_apa(client, satker, ketua, buruk):
    buat(satker, ketua, "Satu")
    client.force_login(ketua)
    assert judul(client, **buruk) == []


def test_html_dalam_judul_tetap_kata(client, satker, ketua, syarat):
    SyaratBukti.objects.filter(pk=syarat.pk).update(teks=JAHAT)
    berkas = buat(satker, ketua, JAHAT, syarat, nomor=JAHAT)
    client.force_login(ketua)
    for alamat in ("/bukti/register/", f"/bukti/register/{berkas.pk}/", f"/bukti/register/{berkas.pk}/ubah/"):
        isi = client.get(alamat).text
        assert JAHAT not in isi
        assert "&lt;script&gt;alert(1)" in isi


def test_empat_orang(client, satker, ketua, syarat):
    diterima = buat(satker, ketua, "Diterima", syarat, "diterima")
    menunggu = buat(satker, ketua, "Menunggu", syarat)
    lihat = {"kepala": 200, "anggota": 200, "koordinator": 200, "admin_satker": 404, "evaluator": 404}
    for jenis, kode in lihat.items():
        client.force_login(orang(satker, jenis))
        assert client.get(f"/bukti/register/{menunggu.pk}/").status_code == kode, jenis
        assert judul(client) == (["Menunggu", "Diterima"] if kode == 200 else []), jenis
    client.force_login(orang(SatkerFactory(), "ketua_tim"))
    assert client.get(f"/bukti/register/{diterima.pk}/").status_code == 404
    assert judul(client) == []


def test_evaluator_hanya_yang_sudah_diperiksa(client, satker, ketua, syarat):
    from zi.naskah.services import ajukan

    berkas = buat(satker, ketua, "Diterima", syarat, "diterima")
    buat(satker, ketua, "Menunggu", syarat)
    lain = SyaratBukti.objects.create(baris=syarat.baris, teks="Syarat yang belum diperiksa", urutan=2)
    PemenuhanBukti.objects.create(syarat=lain, berkas=berkas, ditawarkan_oleh=ketua)
    ajukan(syarat.baris.tabel.rencana, oleh=ketua)
    client.force_login(orang(satker, "evaluator"))
    (satu,) = client.get("/bukti/register/").context["laman"].object_list
    assert (satu.judul, satu.jumlah_pakai) == ("Diterima", 1)
    isi = client.get(f"/bukti/register/{berkas.pk}/").text
    assert "SK Tim Kerja" in isi
    assert "Syarat yang belum diperiksa" not in isi
    assert "Ubah keterangan" not in isi


def test_kueri_sama_dengan_2_dan_50(client, satker, ketua, syarat):
    client.force_login(ketua)

    def hitung():
        client.get("/bukti/register/")
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            client.get("/bukti/register/", {"cari": "sk"})
        return len(kueri)

    for n in range(2):
        buat(satker, ketua, f"SK {n}", syarat)
    dua = hitung()
    for n in range(48):
        buat(satker, ketua, f"SK {n}", syarat)
    assert hitung() == dua <= 12


def test_hitungan_berhenti(client, satker, ketua, monkeypatch):
    monkeypatch.setattr(queries_register, "HITUNG_MAKS", 3)
    for n in range(5):
        buat(satker, ketua, f"SK {n}")
    client.force_login(ketua)
    jawab = client.get("/bukti/register/")
    assert jawab.context["laman"].paginator.count == 3
    assert "Lebih dari" in jawab.text


def test_register_besar_tidak_lebih_lambat(client, satker, ketua):
    """20,000 files: the page reads the newest along the key and counts no further than anybody leafs."""
    Berkas.objects.bulk_create([Berkas(satker=satker, judul=f"B {n}", diunggah_oleh=ketua) for n in range(20_000)])
    client.force_login(ketua)
    with CaptureQueriesContext(connection) as kueri:
        mulai = timezone.now()
        assert judul(client)[0] == "B 19999"
    assert len(kueri) <= 12
    assert (timezone.now() - mulai).total_seconds() < 2


# --- what is written about a file


def isian(berkas, **lain):
    awal = {"judul": berkas.judul, "nomor": "", "tanggal": "", "jenis": "", "berlaku_sampai": ""}
    return awal | {"diubah": berkas.updated_at.isoformat()} | lain


def test_ubah_keterangan(client, satker):
    anggota = orang(satker, "anggota")
    berkas = buat(satker, anggota)
    client.force_login(anggota)
    alamat = f"/bukti/register/{berkas.pk}/ubah/"
    assert 'type="date"' in client.get(alamat).text
    data = isian(berkas, judul="SK baru", nomor="12", tanggal="2023-01-27", berlaku_sampai="2024-01-27")
    assert client.post(alamat, data).status_code == 302
    berkas.refresh_from_db()
    assert (berkas.judul, berkas.nomor, str(berkas.tanggal)) == ("SK baru", "12", "2023-01-27")


@pytest.mark.parametrize(
    "buruk",
    [
        {"judul": "x" * 300},
        {"tanggal": "31-31-2023"},
        {"jenis": "99999"},
        {"tanggal": "2023-05-01", "berlaku_sampai": "2023-04-30"},
        {"diubah": "kemarin"},
        {"diubah": ""},
    ],
)
def test_isian_buruk_tidak_tersimpan(client, satker, ketua, buruk):
    berkas = buat(satker, ketua)
    client.force_login(ketua)
    jawab = client.post(f"/bukti/register/{berkas.pk}/ubah/", isian(berkas, nomor="12", **buruk))
    assert jawab.status_code == 200
    assert Berkas.objects.get().nomor == ""


@pytest.mark.parametrize("judul", ["", "   "])
def test_judul_kosong_tetap_yang_lama_dan_dikatakan(client, satker, ketua, judul):
    berkas = buat(satker, ketua, "SK lama")
    client.force_login(ketua)
    halaman = client.post(f"/bukti/register/{berkas.pk}/ubah/", isian(berkas, judul=judul, nomor="12"), follow=True)
    assert "judul lama tetap dipakai" in halaman.text
    berkas.refresh_from_db()
    assert (berkas.judul, berkas.nomor) == ("SK lama", "12")


def test_dua_orang_mengubah_yang_kedua_melihat_keduanya(client, satker, ketua):
    berkas = buat(satker, ketua, "Semula")
    lama = isian(berkas, judul="Punya saya")
    berkas.judul = "Punya dia"
    berkas.save()
    client.force_login(ketua)
    alamat = f"/bukti/register/{berkas.pk}/ubah/"
    jawab = client.post(alamat, lama)
    assert "Punya dia" in jawab.text
    assert "Punya saya" in jawab.text
    assert Berkas.objects.get().judul == "Punya dia"
    assert client.post(alamat, lama | {"diubah": jawab.context["form"]["diubah"].value()}).status_code == 302
    assert Berkas.objects.get().judul == "Punya saya"


def test_sama_dua_kali_bukan_bentrok(client, satker, ketua):
    berkas = buat(satker, ketua, "Semula")
    client.force_login(ketua)
    data = isian(berkas, judul="Baru")
    for _ in range(2):
        assert client.post(f"/bukti/register/{berkas.pk}/ubah/", data).status_code == 302


@pytest.mark.parametrize("jenis", ["anggota", "kepala"])
def test_bukan_pengunggah_tidak_mengubah(client, satker, ketua, jenis):
    berkas = buat(satker, ketua, "Semula")
    client.force_login(orang(satker, jenis))
    alamat = f"/bukti/register/{berkas.pk}/ubah/"
    assert "Hanya pengunggah" in client.get(alamat).text
    client.post(alamat, isian(berkas, judul="Diganti"))
    assert Berkas.objects.get().judul == "Semula"


def test_saringan_kosong_bukan_saringan():
    assert not Saringan.dari({}).ada
    assert Saringan.dari({"cari": " sk "}).ada
