"""The feed of a person, read back by an independent reader; its address made, replaced and revoked."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from tests.jadwal.test_kalender_halaman import bangun, rapat
from tests.pabrik import PeranFactory, orang
from zi.jadwal.ics import tulis
from zi.jadwal.kalender import Acara, Kelompok
from zi.jadwal.models import AlamatKalender, Jadwal, Kejadian
from zi.jadwal.services import tambah_jadwal
from zi.jadwal.services_catat import batalkan, pindahkan, selesaikan
from zi.jadwal.services_kalender import buat_alamat, cabut_alamat
from zi.satker.models import Peran
from zi.tindaklanjut.services import buat

H = datetime.date
UTC = datetime.UTC
pytestmark = pytest.mark.django_db
ALAMAT = reverse("jadwal:alamat")


@pytest.fixture(autouse=True)
def juni():
    cache.clear()
    with time_machine.travel(datetime.datetime(2023, 6, 15, 3, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def dunia():
    return bangun()


def baca(siapa, **kepala):
    """The feed of a person as his calendar program gets it: without a session."""
    alamat = AlamatKalender.objects.filter(pengguna=siapa, dicabut_pada=None).first() or buat_alamat(oleh=siapa)
    return Client().get(alamat.get_absolute_url(), headers=kepala or None)


def acara(siapa) -> dict[str, object]:
    return {str(a["SUMMARY"]): a for a in Calendar.from_ical(baca(siapa).content).walk("VEVENT")}


def test_yang_menyangkut_orangnya(dunia):
    anggota = dunia.orang["anggota"]
    rapat(dunia, anggota, judul="Rapat saya")
    rapat(dunia, judul="Rapat lain")
    buat(dunia.satker, "Susun SK", oleh=dunia.ketua, penanggung_jawab=anggota, tenggat=H(2023, 6, 20), area="MP")
    assert set(acara(anggota)) == {"Kegiatan MP", "Rapat saya", "Tindak lanjut: Susun SK"}
    assert set(acara(dunia.ketua)) == {"Kegiatan MP", "Kegiatan TL"}
    assert set(acara(dunia.orang["kepala"])) == set()


def test_sehari_penuh_dengan_akhir_eksklusif(dunia):
    isi = acara(dunia.ketua)
    assert (isi["Kegiatan MP"].decoded("DTSTART"), isi["Kegiatan MP"].decoded("DTEND")) == (
        H(2023, 6, 12),
        H(2023, 6, 17),
    )
    assert (isi["Kegiatan TL"].start, isi["Kegiatan TL"].end) == (H(2023, 6, 20), H(2023, 6, 21))


def test_isi_kepala_umpan(dunia, settings):
    jawab = baca(dunia.ketua)
    kalender = Calendar.from_ical(jawab.content)
    assert kalender["VERSION"] == "2.0"
    assert kalender["X-WR-CALNAME"] == "ZI Nama ketua_tim"
    assert jawab["Content-Type"] == "text/calendar; charset=utf-8"
    assert jawab["Cache-Control"] == "private, no-store"
    assert jawab["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in jawab.headers
    satu = acara(dunia.ketua)["Kegiatan MP"]
    kejadian = Kejadian.objects.get(jadwal__baris=dunia.baris["MP"])
    assert satu["URL"] == f"{settings.ZI_ALAMAT}{reverse('bukti:kejadian', args=[kejadian.pk])}"
    assert satu["DESCRIPTION"] == "Jadwal: 12-16 Juni 2023"


@pytest.mark.parametrize(
    ("zona", "kata", "geser", "jam"),
    [("Asia/Jakarta", "WIB", 7, 8), ("Asia/Makassar", "WITA", 8, 9), ("Asia/Jayapura", "WIT", 9, 10)],
)
def test_rapat_dengan_jam_dan_zona_satker(zona, kata, geser, jam):
    d = bangun(zona)
    rapat(d, d.ketua, judul="Rapat", tempat="Aula; lantai 2, kiri", mulai=(2023, 6, 21, 1))
    jawab = baca(d.ketua)
    isi = acara(d.ketua)["Rapat"]
    assert isi["DTSTART"].params["TZID"] == zona
    assert isi.decoded("DTSTART") == datetime.datetime(2023, 6, 21, 1, tzinfo=UTC)
    assert isi.decoded("DTSTART").hour == jam
    assert isi.decoded("DTEND") == datetime.datetime(2023, 6, 21, 3, tzinfo=UTC)
    assert isi["LOCATION"] == "Aula; lantai 2, kiri"
    (waktu,) = Calendar.from_ical(jawab.content).walk("VTIMEZONE")
    (baku,) = waktu.walk("STANDARD")
    assert (waktu["TZID"], baku["TZNAME"]) == (zona, kata)
    assert baku["TZOFFSETTO"].td == datetime.timedelta(hours=geser)


def test_usulan_belum_pasti(dunia):
    rapat(dunia, dunia.ketua, judul="Diusulkan", status="usulan")
    rapat(dunia, dunia.ketua, judul="Pasti")
    isi = acara(dunia.ketua)
    assert isi["Diusulkan"]["STATUS"] == "TENTATIVE"
    assert "STATUS" not in isi["Pasti"]


def test_dua_satker_dua_zona(dunia):
    timur = bangun("Asia/Jayapura")
    PeranFactory(pengguna=dunia.ketua, satker=timur.satker, jenis="ketua_tim")
    rapat(dunia, dunia.ketua, judul="Di NTB")
    rapat(timur, dunia.ketua, judul="Di Papua")
    kalender = Calendar.from_ical(baca(dunia.ketua).content)
    assert [z["TZID"] for z in kalender.walk("VTIMEZONE")] == ["Asia/Jayapura", "Asia/Makassar"]
    assert {"Di NTB", "Di Papua"} <= {str(a["SUMMARY"]) for a in kalender.walk("VEVENT")}


def test_kunci_tetap_revisi_naik(dunia):
    awal = acara(dunia.ketua)["Kegiatan TL"]
    tl = Kejadian.objects.get(jadwal__baris=dunia.baris["TL"])
    with time_machine.travel(datetime.datetime(2023, 6, 16, tzinfo=UTC), tick=False):
        pindahkan(tl, 1, oleh=dunia.ketua, mulai=H(2023, 6, 27), selesai=H(2023, 6, 28))
        kini = acara(dunia.ketua)["Kegiatan TL"]
    assert kini["UID"] == awal["UID"]
    assert (awal["SEQUENCE"], kini["SEQUENCE"]) == (0, 1)
    assert kini.decoded("LAST-MODIFIED") == datetime.datetime(2023, 6, 16, tzinfo=UTC)
    assert kini.decoded("DTSTAMP") > awal.decoded("DTSTAMP")
    assert (kini.start, kini.end) == (H(2023, 6, 27), H(2023, 6, 29))


def test_kunci_sama_setelah_dibuat_ulang(dunia):
    """The row of an occurrence may go and come back with its rule; for a calendar program it is the same."""
    awal = acara(dunia.ketua)["Kegiatan TL"]["UID"]
    lama = Kejadian.objects.get(jadwal__baris=dunia.baris["TL"])
    Kejadian.objects.create(
        jadwal=lama.jadwal, tanggal_asal=H(1990, 1, 1), mulai=H(1990, 1, 1), selesai=H(1990, 1, 1)
    )  # takes a number
    lama.delete()
    Kejadian.objects.create(jadwal=lama.jadwal, tanggal_asal=lama.tanggal_asal, mulai=lama.mulai, selesai=lama.selesai)
    assert acara(dunia.ketua)["Kegiatan TL"]["UID"] == awal


def test_selesai_dan_batal(dunia):
    mp, tl = (Kejadian.objects.get(jadwal__baris=dunia.baris[k]) for k in ("MP", "TL"))
    selesaikan(mp, 1, oleh=dunia.ketua, realisasi=H(2023, 6, 14))
    batalkan(tl, 1, oleh=dunia.ketua, alasan="Anggaran")
    isi = acara(dunia.ketua)
    assert set(isi) == {"Selesai: Kegiatan MP", "Kegiatan TL"}
    assert isi["Kegiatan TL"]["STATUS"] == "CANCELLED"


def test_hari_kabisat_dan_pergantian_tahun(dunia):
    tambah_jadwal(dunia.baris["MP"], "29 Februari 2024", oleh=dunia.ketua)
    tambah_jadwal(dunia.baris["TL"], "31 Desember 2023", oleh=dunia.ketua)
    mulai = {(a.start, a.end) for a in Calendar.from_ical(baca(dunia.ketua).content).walk("VEVENT")}
    assert {(H(2024, 2, 29), H(2024, 3, 1)), (H(2023, 12, 31), H(2024, 1, 1))} <= mulai


def test_hanya_jendela_umpan(dunia):
    tambah_jadwal(dunia.baris["MP"], "3 Januari 2023", oleh=dunia.ketua)  # more than 92 days ago
    tambah_jadwal(dunia.baris["TL"], "3 April 2023", oleh=dunia.ketua)
    mulai = {a.start for a in Calendar.from_ical(baca(dunia.ketua).content).walk("VEVENT")}
    assert mulai == {H(2023, 6, 12), H(2023, 6, 20), H(2023, 4, 3)}


# --- the format ------------------------------------------------------------------------------------------------------


def satu(**lain) -> Acara:
    isi = {
        "kunci": "uji-1",
        "judul": "Uji",
        "mulai": H(2023, 6, 1),
        "selesai": H(2023, 6, 1),
        "keadaan": "belum",
        "tautan": "/x/",
        "kelompok": Kelompok("a", "b", "/c/"),
        "diubah_pada": datetime.datetime(2023, 1, 1, tzinfo=UTC),
    }
    return Acara(**isi | lain)


@pytest.mark.parametrize(
    "judul",
    [
        "Koma, titik koma; garis \\ miring \\n palsu",
        "Baris satu\nBaris dua",
        "é" * 200 + "界" * 80 + "😀" * 40,
        "x" * 75 + " " + "y" * 300,
        "BEGIN:VEVENT\r\nSUMMARY:Sisipan\r\nEND:VEVENT",
        "",
    ],
)
def test_teks_apa_pun_terbaca_kembali(judul):
    isi = tulis("Nama; saya, \\ini", [satu(judul=judul, keterangan=judul, tempat=judul)], "https://zi.kantor.go.id")
    assert all(len(baris) <= 75 for baris in isi.split(b"\r\n"))
    assert b"\n" not in isi.replace(b"\r\n", b"")
    isi.decode()
    kalender = Calendar.from_ical(isi)
    (acara,) = kalender.walk("VEVENT")
    assert acara["SUMMARY"] == judul.replace("\r\n", "\n")
    assert acara["UID"] == "uji-1@zi.kantor.go.id"
    assert kalender["X-WR-CALNAME"] == r"Nama\; saya\, \\ini"
    assert not acara.errors


def test_tanpa_huruf_kendali():
    assert b"\x00" not in tulis("a\x00b", [satu(judul="c\x1b[31md\x07")], "https://zi.kantor.go.id")


def test_kalender_kosong_sah():
    assert Calendar.from_ical(tulis("Kosong", [], "https://zi.kantor.go.id")).walk("VEVENT") == []


# --- who may read ----------------------------------------------------------------------------------------------------


def test_tidak_dikenal_dan_dicabut(dunia):
    alamat = buat_alamat(oleh=dunia.ketua)
    assert len(alamat.token) == 32  # 192 bits in base64
    tamu = Client()
    assert tamu.get(alamat.get_absolute_url()).status_code == 200
    assert tamu.get(reverse("jadwal:ics", args=["x" * 32])).status_code == 404
    cabut_alamat(oleh=dunia.ketua)
    assert tamu.get(alamat.get_absolute_url()).status_code == 404


def test_alamat_baru_mematikan_yang_lama(dunia):
    lama, baru = buat_alamat(oleh=dunia.ketua), buat_alamat(oleh=dunia.ketua)
    assert lama.token != baru.token
    assert Client().get(lama.get_absolute_url()).status_code == 404
    assert Client().get(baru.get_absolute_url()).status_code == 200


def test_satu_alamat_berlaku_per_orang(dunia):
    AlamatKalender.objects.create(pengguna=dunia.ketua)
    with pytest.raises(IntegrityError), transaction.atomic():
        AlamatKalender.objects.create(pengguna=dunia.ketua)


def test_peran_berakhir_kalender_kosong(dunia):
    anggota = dunia.orang["anggota"]
    rapat(dunia, anggota)
    buat(dunia.satker, "Susun SK", oleh=dunia.ketua, penanggung_jawab=anggota, tenggat=H(2023, 6, 20), area="MP")
    assert acara(anggota)
    Peran.objects.filter(pengguna=anggota).update(selesai=H(2023, 6, 14))
    assert acara(anggota) == {}


def test_akun_mati_kalender_kosong(dunia):
    assert acara(dunia.ketua)
    dunia.ketua.is_active = False
    dunia.ketua.save()
    assert acara(dunia.ketua) == {}


def test_evaluator_tidak_mendapat_jadwal_satker(dunia):
    assert acara(dunia.orang["evaluator"]) == acara(dunia.orang["admin_pusat"]) == {}


def test_pindah_area_ikut_berganti(dunia):
    anggota = dunia.orang["anggota"]
    Peran.objects.filter(pengguna=anggota).update(area="TL")
    assert set(acara(anggota)) == {"Kegiatan TL"}


# --- as programs read it ---------------------------------------------------------------------------------------------


def test_tidak_berubah_304(dunia):
    sidik = baca(dunia.ketua)["ETag"]
    jawab = baca(dunia.ketua, **{"If-None-Match": sidik})
    assert (jawab.status_code, jawab.content) == (304, b"")
    Jadwal.objects.filter(baris=dunia.baris["TL"]).update(teks="20 Juni")
    jawab = baca(dunia.ketua, **{"If-None-Match": sidik})
    assert jawab.status_code == 200
    assert jawab["ETag"] != sidik


def test_head_dan_bukan_post(dunia):
    alamat = buat_alamat(oleh=dunia.ketua)
    jawab = Client().head(alamat.get_absolute_url())
    assert (jawab.status_code, jawab.content) == (200, b"")
    assert jawab["ETag"]
    assert Client().post(alamat.get_absolute_url()).status_code == 405


def test_terakhir_dibaca_dicatat_sejam_sekali(dunia):
    alamat = buat_alamat(oleh=dunia.ketua)
    for jam, menit, tercatat in ((4, 0, 4), (4, 59, 4), (5, 1, 5)):
        with time_machine.travel(datetime.datetime(2023, 6, 15, jam, menit, tzinfo=UTC), tick=False):
            Client().get(alamat.get_absolute_url())
        alamat.refresh_from_db()
        assert alamat.dibaca_pada.hour == tercatat


def test_yang_menebak_alamat_dibatasi(dunia):
    status = [Client().get(reverse("jadwal:ics", args=[f"tebakan-{n}"])).status_code for n in range(32)]
    assert status == [404] * 30 + [429] * 2
    assert baca(dunia.ketua).status_code == 200  # whoever knows his address is never held up


def test_kueri_umpan_tetap(dunia):
    alamat = buat_alamat(oleh=dunia.ketua)

    def ukur():
        for _ in range(2):
            with CaptureQueriesContext(connection) as kueri:
                assert Client().get(alamat.get_absolute_url()).status_code == 200
        return len(kueri)

    sedikit = ukur()
    for n in range(48):
        rapat(dunia, dunia.ketua, judul=f"Rapat {n}")
        tambah_jadwal(dunia.baris["MP"], f"{1 + n % 28} Juli 2023", oleh=dunia.ketua)
        buat(dunia.satker, f"T{n}", oleh=dunia.ketua, penanggung_jawab=dunia.ketua, tenggat=H(2023, 6, 20), area="MP")
    assert ukur() == sedikit <= 12


# --- the page of the address -----------------------------------------------------------------------------------------


def test_buat_salin_ganti_cabut(dunia, client, settings):
    client.force_login(dunia.orang["anggota"])
    assert "belum mempunyai alamat" in client.get(ALAMAT).text
    assert client.post(ALAMAT, {"aksi": "buat"}).status_code == 302
    satu = AlamatKalender.objects.get(pengguna=dunia.orang["anggota"])
    jawab = client.get(ALAMAT)
    assert f'value="{settings.ZI_ALAMAT}{satu.get_absolute_url()}"' in jawab.text
    assert f'href="webcal://{settings.ZI_ALAMAT.partition("://")[2]}{satu.get_absolute_url()}"' in jawab.text
    assert "Belum pernah dibaca" in jawab.text
    assert "no-store" in jawab["Cache-Control"]
    client.post(ALAMAT, {"aksi": "buat"})
    assert satu.token not in client.get(ALAMAT).text
    client.post(ALAMAT, {"aksi": "cabut"})
    assert "belum mempunyai alamat" in client.get(ALAMAT).text
    assert AlamatKalender.objects.filter(dicabut_pada=None).count() == 0


def test_alamat_orang_lain_tidak_terlihat(dunia, client):
    milik_ketua = buat_alamat(oleh=dunia.ketua)
    for siapa in ("anggota", "evaluator"):
        client.force_login(dunia.orang[siapa])
        assert milik_ketua.token not in client.get(ALAMAT).text
        client.post(ALAMAT, {"aksi": "cabut"})
    client.force_login(orang(bangun().satker, "ketua_tim"))
    client.post(ALAMAT, {"aksi": "cabut"})
    assert Client().get(milik_ketua.get_absolute_url()).status_code == 200
