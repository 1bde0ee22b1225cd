"""The pages of a meeting: for four people, with five hundred, with what people type wrong."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.monev.bantu_rapat import RAPAT, SEBELUM, SESUDAH, H, dunia, foto, jadwalkan, saat, usulan
from tests.pabrik import AksiFactory, SatkerFactory, orang
from zi.bukti.models import Resep
from zi.common.galat import GalatDomain, SudahBerubah
from zi.monev import services_rapat
from zi.monev.models import ButirAgenda, Hadir, PesertaRapat, Rapat
from zi.monev.services_kaitan import kaitkan
from zi.monev.services_peserta import undang_tamu, undang_tim
from zi.monev.services_rapat import buat, langkah, ubah
from zi.notifikasi.models import Notifikasi

pytestmark = pytest.mark.django_db
HALAMAN = ("rapat", "agenda", "notula", "peserta", "foto", "kaitan", "hadir", "tutup")
ISIAN = {"judul": "Rapat SK", "tanggal": "2026-12-02", "jam_mulai": "09:00", "jam_selesai": "10:30", "tempat": "Aula"}


@pytest.fixture
def jam():
    with time_machine.travel(SEBELUM, tick=False) as penjelajah:
        yield penjelajah


@pytest.fixture
def d(jam):
    d = dunia()
    d.rapat = usulan(d)
    return d


def url(nama, rapat, *lain):
    return reverse(f"monev:{nama}", args=[rapat.pk, *lain])


def isi(rapat, **lain):
    kini = Rapat.objects.get(pk=rapat.pk)
    waktu = {"tanggal": "2026-12-01", "jam_mulai": "09:00", "jam_selesai": "11:00", "tempat": "Ruang rapat"}
    return waktu | {"judul": kini.judul, "versi": kini.versi} | lain


# --- four people ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("jenis", "status", "menulis"),
    [("ketua_tim", 200, True), ("anggota", 200, False), ("evaluator", 404, False), ("satker_lain", 404, False)],
)
def test_empat_orang(client, d, jenis, status, menulis):
    orangnya = orang(SatkerFactory(), "ketua_tim") if jenis == "satker_lain" else orang(d.satker, jenis, **AREA[jenis])
    client.force_login(orangnya)
    for nama in HALAMAN:
        assert client.get(url(nama, d.rapat)).status_code == status, nama
    assert client.get(url("langkah", d.rapat, "undang")).status_code == status
    tulis = [
        client.post(url("agenda", d.rapat), {"aksi": "tambah", "teks": "Butir"}),
        client.post(url("peserta", d.rapat), {"aksi": "tamu", "nama": "Tamu Rekaan"}),
        client.post(url("foto", d.rapat), {"foto": foto()}),
        client.post(url("kaitan", d.rapat), {"kejadian": d.kejadian.pk}),
        client.post(url("ubah", d.rapat), isi(d.rapat, tempat="Aula")),
        client.post(url("langkah", d.rapat, "batalkan"), {"catatan": "Tidak jadi"}),
    ]
    assert {j.status_code for j in tulis} <= ({302, 200, 409} if status == 200 else {404})
    d.rapat.refresh_from_db()
    ada = d.rapat.agenda.filter(teks="Butir"), d.rapat.peserta.filter(tamu=True), d.rapat.foto.all()
    assert [bool(x) for x in (*ada, d.rapat.kejadian.all())] == [menulis] * 4
    assert (d.rapat.tempat, d.rapat.status) == (("Aula", "batal") if menulis else ("Ruang rapat", "usulan"))


AREA = {"ketua_tim": {}, "anggota": {"area": "TL"}, "evaluator": {}}


def test_notulis_mencatat_tetapi_tidak_mengubah(client, d):
    ubah(d.rapat, 1, oleh=d.ketua, notulis=d.anggota)
    client.force_login(d.anggota)
    client.post(url("agenda", d.rapat), {"aksi": "tambah", "teks": "Kata notulis"})
    butir = d.rapat.agenda.get(teks="Kata notulis")
    client.post(url("notula", d.rapat), {"butir": butir.pk, "versi": 1, "pembahasan": "Bahas", "keputusan": ""})
    butir.refresh_from_db()
    assert butir.pembahasan == "Bahas"
    client.post(url("peserta", d.rapat), {"aksi": "tamu", "nama": "Tamu"})
    assert not d.rapat.peserta.filter(tamu=True)


# --- making one -------------------------------------------------------------------------------------------------
def test_dari_rencana_aksi(client, d):
    client.force_login(d.orang["koordinator"])
    aksi = AksiFactory(baris=d.baris, teks="Menyusun mekanisme")
    alamat = f"{reverse('monev:baru')}?aksi={aksi.pk}"
    teks = client.get(alamat).text
    assert 'value="Rapat Menyusun mekanisme"' in teks
    assert f'<option value="{aksi.pk}" selected>' in teks
    client.post(alamat, ISIAN | {"aksi": aksi.pk})
    rapat = Rapat.objects.get(judul="Rapat SK")
    assert (rapat.aksi, list(rapat.baris.all()), rapat.jenis, rapat.pukul) == (
        aksi, [d.baris], "lain", "09.00–10.30 WITA",
    )  # fmt: skip


def test_dari_resep_dan_dari_kejadian(client, d):
    client.force_login(d.ketua)
    resep = Resep.objects.create(satker=d.satker, nama="Sosialisasi")
    alamat = f"{reverse('monev:baru')}?kejadian={d.kejadian.pk}&resep={resep.pk}"
    assert f'<option value="{resep.pk}" selected>' in client.get(alamat).text
    client.post(alamat, ISIAN | {"resep": resep.pk})
    rapat = Rapat.objects.get(judul="Rapat SK")
    assert (rapat.resep, list(rapat.kejadian.all()), list(rapat.baris.all())) == (resep, [d.kejadian], [])


def test_sumber_milik_satker_lain_tidak_ada(client, d):
    asing = dunia()
    client.force_login(d.ketua)
    for sumber in (f"baris={asing.baris.pk}", f"kejadian={asing.kejadian.pk}", "aksi=999999"):
        assert client.get(f"{reverse('monev:baru')}?{sumber}").status_code == 404
    resep = Resep.objects.create(satker=asing.satker, nama="Rahasia")
    client.post(reverse("monev:baru"), ISIAN | {"resep": resep.pk})
    assert not Rapat.objects.filter(judul="Rapat SK")


@pytest.mark.parametrize(
    ("ganti", "kalimat"),
    [
        ({"jam_selesai": "08:59"}, "Jam selesai harus sesudah jam mulai."),
        ({"jam_selesai": "09:00"}, "Jam selesai harus sesudah jam mulai."),
        ({"judul": " "}, "tidak boleh kosong"),
        ({"tanggal": "2026-02-30"}, "tanggal"),
        ({"tanggal": "1999-12-31"}, "Tahun antara 2000 dan 2100."),
        ({"tanggal": "0001-01-01"}, "Tahun antara 2000 dan 2100."),
        ({"tanggal_surat": "9999-12-31", "nomor": "1"}, "Tahun antara 2000 dan 2100."),
        ({"judul": "x" * 201}, "200"),
        ({"notulis": "9" * 30}, "pilihan"),
        ({"judul": "a\0b"}, "ull"),
    ],
)
def test_isian_yang_keliru(client, d, ganti, kalimat):
    client.force_login(d.ketua)
    jawab = client.post(reverse("monev:baru"), ISIAN | ganti)
    assert (jawab.status_code, kalimat in jawab.text) == (422, True)
    assert Rapat.objects.count() == 1


def test_layanan_pun_menolak_selesai_sebelum_mulai(d):
    with pytest.raises(GalatDomain, match="Jam selesai harus sesudah"):
        buat(d.satker, oleh=d.ketua, judul="x", mulai=SESUDAH, selesai=RAPAT)
    with pytest.raises(GalatDomain, match="Jam selesai harus sesudah"):
        ubah(d.rapat, 1, oleh=d.ketua, selesai=d.rapat.mulai)


def test_rapat_yang_lewat_dicatat_dengan_peringatan_dan_tanpa_surel(client, d, mailoutbox):
    client.force_login(d.ketua)
    jawab = client.post(reverse("monev:baru"), ISIAN | {"tanggal": "2026-11-02"}, follow=True)
    assert "Waktu rapat ini sudah lewat." in jawab.text
    rapat = Rapat.objects.get(judul="Rapat SK")
    undang_tim(rapat, [d.anggota.pk], oleh=d.ketua)
    langkah(rapat, "undang", oleh=d.ketua)
    assert not Notifikasi.objects.filter(kunci__startswith=f"undangan-rapat:{rapat.pk}:")


def test_tanpa_peserta_tidak_diundang(client, d):
    undang_tim(d.rapat, [], oleh=d.ketua)
    client.force_login(d.ketua)
    jawab = client.post(url("langkah", d.rapat, "undang"))
    assert (jawab.status_code, "Belum ada yang diundang." in jawab.text) == (409, True)
    d.rapat.refresh_from_db()
    assert (d.rapat.status, d.rapat.token) == ("usulan", "")


def test_batal_perlu_alasan_dan_bisa_dijadwalkan_lagi(client, d):
    client.force_login(d.ketua)
    assert "Tulis catatannya dulu" in client.post(url("langkah", d.rapat, "batalkan"), {"catatan": " \0"}).text
    client.post(url("langkah", d.rapat, "batalkan"), {"catatan": "Digabung."})
    assert "Digabung." in client.get(d.rapat.get_absolute_url()).text
    client.post(url("langkah", d.rapat, "buka"))
    d.rapat.refresh_from_db()
    assert (d.rapat.status, d.rapat.alasan) == ("usulan", "")


# --- the number of the letter -----------------------------------------------------------------------------------
def test_nomor_sekali_setahun(client, d):
    ubah(d.rapat, 1, oleh=d.ketua, nomor="B-1/2026", tanggal_surat=H(2026, 11, 24))
    client.force_login(d.ketua)
    jawab = client.post(reverse("monev:baru"), ISIAN | {"nomor": "B-1/2026"})
    kalimat = "Nomor B-1/2026 tahun 2026 sudah dipakai “Rapat monev Zona Integritas November 2026”. Isi nomor lain."
    assert (jawab.status_code, kalimat in jawab.text) == (422, True)
    buat(d.satker, oleh=d.ketua, judul="Lain tahun", mulai=RAPAT, selesai=SESUDAH, nomor="B-1/2026",
         tanggal_surat=H(2027, 1, 4))  # fmt: skip
    lain = dunia()
    buat(lain.satker, oleh=lain.ketua, judul="Lain satker", mulai=RAPAT, selesai=SESUDAH, nomor="B-1/2026")
    assert Rapat.objects.filter(nomor="B-1/2026").count() == 3


def test_dua_orang_memberi_nomor_yang_sama_pada_saat_yang_sama(d, monkeypatch):
    """The check saw nothing; the database does."""
    nilai = {"nomor": "B-2", "tanggal_surat": H(2026, 11, 24)}
    buat(d.satker, oleh=d.ketua, judul="Pertama", mulai=RAPAT, selesai=SESUDAH, **nilai)
    jawaban = iter(["", "Nomor B-2 sudah dipakai.", "", "Nomor B-2 sudah dipakai."])
    monkeypatch.setattr(services_rapat, "_kembar", lambda *a: next(jawaban))
    with pytest.raises(GalatDomain, match="sudah dipakai"):
        buat(d.satker, oleh=d.ketua, judul="Kedua", mulai=RAPAT, selesai=SESUDAH, **nilai)
    with pytest.raises(GalatDomain, match="sudah dipakai"):
        ubah(d.rapat, 1, oleh=d.ketua, **nilai)


# --- two people at once, and who is told ------------------------------------------------------------------------
def test_diubah_orang_lain_diperlihatkan_dua_duanya(client, d):
    client.force_login(d.ketua)
    lama = isi(d.rapat, tempat="Aula")
    ubah(Rapat.objects.get(pk=d.rapat.pk), 1, oleh=d.ketua, tempat="Ruang lain")
    jawab = client.post(url("ubah", d.rapat), lama)
    assert jawab.status_code == 409
    assert "Ruang lain" in jawab.text
    assert "Aula" in jawab.text
    with pytest.raises(SudahBerubah):
        ubah(d.rapat, 1, oleh=d.ketua, tempat="x")
    client.post(url("ubah", d.rapat), lama | {"versi": Rapat.objects.get().versi})
    assert Rapat.objects.get().tempat == "Aula"


def test_yang_diundang_dikabari_sekali_dan_lagi_bila_pindah(client, d):
    jadwalkan(d, d.rapat)
    semua = Notifikasi.objects.filter(kunci__startswith=f"undangan-rapat:{d.rapat.pk}:")
    assert semua.count() == 4
    langkah(d.rapat, "undang", oleh=d.ketua)  # again is once
    assert semua.count() == 4
    client.force_login(d.ketua)
    client.post(url("ubah", d.rapat), isi(d.rapat, pimpinan="Kepala"))
    assert semua.count() == 4  # nothing that concerns them
    jawab = client.post(url("ubah", d.rapat), isi(d.rapat, jam_mulai="10:00", pimpinan="Kepala"), follow=True)
    assert "yang diundang diberi tahu" in jawab.text
    assert semua.count() == 8
    langkah(d.rapat, "batalkan", oleh=d.ketua, catatan="Batal")
    assert semua.count() == 12


def test_tamu_sekali_dan_nomornya_diperiksa(client, d):
    client.force_login(d.ketua)
    for nama in ("Tamu Rekaan", "tamu  rekaan"):
        client.post(url("peserta", d.rapat), {"aksi": "tamu", "nama": nama})
    for nomor in ("197001011995031005", "19700101 199503 1 005"):
        undang_tamu(d.rapat, "Bernomor Rekaan", oleh=d.ketua, nomor_induk=nomor)
    assert d.rapat.peserta.filter(tamu=True).count() == 2
    jawab = client.post(url("peserta", d.rapat), {"aksi": "tamu", "nama": "X", "nomor_induk": "123"})
    assert jawab.status_code == 422
    with pytest.raises(GalatDomain, match="Tulis nama"):
        undang_tamu(d.rapat, " \0", oleh=d.ketua)


def test_orang_satker_lain_tidak_bisa_dicentang(client, d):
    asing = orang(SatkerFactory(), "anggota")
    client.force_login(d.ketua)
    client.post(url("peserta", d.rapat), {"aksi": "tim", "orang": [d.anggota.pk, asing.pk, "x", "9" * 20]})
    assert [p.pengguna for p in d.rapat.peserta.all()] == [d.anggota]


# --- minutes ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ganti", "kalimat"),
    [
        ({"keputusan": ""}, "Tulis keputusannya dulu"),
        ({"tenggat": ""}, "dua-duanya"),
        ({"penanggung_jawab": ""}, "dua-duanya"),
        ({"tenggat": "1999-01-01"}, "Tahun tenggat antara 2000 dan 2100."),
        ({"tenggat": "2027-02-29"}, "periksa tanggalnya"),
        ({"penanggung_jawab": "999999"}, "keliru"),
        ({"pembahasan": "x" * 5001}, "5.000 huruf"),
        ({"versi": "x"}, "keliru"),
    ],
)
def test_notula_yang_keliru_menyimpan_isian(client, d, ganti, kalimat):
    butir = ButirAgenda.objects.create(rapat=d.rapat, teks="SK", urutan=99)
    client.force_login(d.ketua)
    baik = {"butir": butir.pk, "versi": 1, "pembahasan": "Bahas", "keputusan": "Susun", "tenggat": "2028-02-29"}
    baik["penanggung_jawab"] = d.anggota.pk
    jawab = client.post(url("notula", d.rapat), baik | ganti)
    assert (jawab.status_code, kalimat in jawab.text) == (422, True)
    butir.refresh_from_db()
    assert butir.keputusan == ""
    client.post(url("notula", d.rapat), baik)
    butir.refresh_from_db()
    assert (butir.keputusan, butir.tenggat, butir.nama_penanggung_jawab) == (
        "Susun", H(2028, 2, 29), "Ahmad Anggota Rekaan, S.E.",
    )  # fmt: skip


def test_notula_dua_orang_dan_butir_yang_dicatat_tidak_bisa_dikeluarkan(client, d):
    butir = ButirAgenda.objects.create(rapat=d.rapat, teks="SK", urutan=99)
    client.force_login(d.ketua)
    for teks in ("Pertama", "Kedua"):
        jawab = client.post(
            url("notula", d.rapat), {"butir": butir.pk, "versi": 1, "pembahasan": teks, "keputusan": ""}
        )
    assert jawab.status_code == 409
    assert "Pertama" in jawab.text
    assert "Kedua" in jawab.text
    jawab = client.post(url("agenda", d.rapat), {"aksi": "keluarkan", "butir": butir.pk}, follow=True)
    assert "sudah dicatat dalam notula" in jawab.text
    assert client.post(url("agenda", d.rapat), {"aksi": "ubah", "butir": "0"}).status_code == 404
    assert client.post(url("agenda", d.rapat), {"aksi": "lain"}).status_code == 404


# --- many -------------------------------------------------------------------------------------------------------
def ramai(d, jumlah):
    """So many invited, present, items, and people of the unit."""
    PesertaRapat.objects.bulk_create(
        PesertaRapat(rapat=d.rapat, nama=f"Peserta {n:03} Rekaan", tamu=True) for n in range(jumlah)
    )
    Hadir.objects.bulk_create(
        Hadir(rapat=d.rapat, peserta=p, nama=p.nama, cara="nomor") for p in d.rapat.peserta.filter(tamu=True)
    )
    ButirAgenda.objects.bulk_create(
        ButirAgenda(rapat=d.rapat, teks=f"Butir {n}", keputusan="x", penanggung_jawab=d.anggota, urutan=n)
        for n in range(min(jumlah, 60))
    )
    for n in range(min(jumlah, 20)):
        orang(d.satker, "anggota", pengguna__nama=f"Anggota {n} Rekaan")


def kueri(client, alamat):
    for _ in range(2):
        with CaptureQueriesContext(connection) as hasil:
            jawab = client.get(alamat)
    assert jawab.status_code == 200
    return len(hasil), jawab


def test_lima_ratus_peserta_tetap_dua_belas_kueri(client, d, jam):
    jadwalkan(d, d.rapat)
    kaitkan(d.rapat, [d.kejadian.pk], oleh=d.ketua)
    jam.move_to(RAPAT)
    client.force_login(d.ketua)
    alamat = [*(url(n, d.rapat) for n in HALAMAN), reverse("monev:daftar"), url("ubah", d.rapat)]
    sedikit = [kueri(client, a)[0] for a in alamat]
    ramai(d, 500)
    banyak = [kueri(client, a) for a in alamat]
    assert [n for n, _ in banyak] == sedikit
    assert max(sedikit) <= 12
    assert "500 orang hadir, 504 orang di daftar" in banyak[HALAMAN.index("hadir")][1].text


def test_terlalu_banyak_ditolak(d, monkeypatch):
    monkeypatch.setattr("zi.monev.services_peserta.PESERTA_MAKS", 4)
    with pytest.raises(GalatDomain, match="Paling banyak 4 orang"):
        undang_tamu(d.rapat, "Kelima Rekaan", oleh=d.ketua)
    assert d.rapat.peserta.count() == 4


def test_jam_menurut_satker(d, jam):
    assert (d.rapat.hari, d.rapat.pukul) == ("Selasa, 1 Desember 2026", "09.00–11.00 WITA")
    d.rapat.satker.zona_waktu = "Asia/Jayapura"
    assert d.rapat.pukul == "10.00–12.00 WIT"
    jam.move_to(saat(2026, 12, 5))
    assert d.rapat.lewat
