"""What the reminder says of occurrences and evidence: open, done but without evidence, returned; nothing finished."""

import datetime
from datetime import date

import pytest
from django.urls import resolve
from django.utils import timezone

from tests.pabrik import AksiFactory, AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti import pengingat
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.jadwal.models import Jadwal, Kejadian
from zi.pengungkit.models import AreaBaku

pytestmark = pytest.mark.django_db
HARI = date(2026, 3, 2)


@pytest.fixture
def baris():
    baku = AreaBaku.objects.create(kode="TL", nama="Tata Laksana", urutan=2)
    area = AreaFactory(rencana=RencanaFactory(satker=SatkerFactory()), kode="II", area_baku=baku)
    return BarisFactory(tabel=TabelFactory(area=area), uraian="Reviu\nSOP")


def jadwal(baris):
    return Jadwal.objects.create(baris=baris, teks="x", jenis="tanggal", mulai=HARI, selesai=HARI)


def kejadian(baris, hari=HARI, *, di=None, **nilai):
    return Kejadian.objects.create(jadwal=di or jadwal(baris), tanggal_asal=hari, mulai=hari, selesai=hari, **nilai)


def ajukan(syarat, siapa, status="menunggu", kejadian=None):
    satker = syarat.baris.tabel.rencana.satker
    berkas = Berkas.objects.create(satker=satker, judul="Notula Februari", diunggah_oleh=siapa)
    diperiksa = {} if status == "menunggu" else {"diverifikasi_oleh": siapa, "diverifikasi_pada": timezone.now()}
    return PemenuhanBukti.objects.create(
        syarat=syarat, berkas=berkas, kejadian=kejadian, ditawarkan_oleh=siapa, status=status, catatan="-", **diperiksa
    )


def baca(baris, hari=HARI):
    return list(pengingat.butir(baris.tabel.rencana.satker, hari))


def test_terbuka_menuju_formulir_selesai_dengan_kode_area_baku(baris):
    satu = kejadian(baris)
    [b] = baca(baris)
    assert b == (None, HARI, "Reviu SOP (2 Mar 2026)", f"/bukti/kejadian/{satu.pk}/selesaikan/", "TL", None)
    assert resolve(b.tautan).url_name == "kejadian_langkah"


def test_terbuka_yang_kurang_bukti_menuju_unggahan_kejadian_itu(baris):
    syarat = SyaratBukti.objects.create(baris=baris, teks="Notula", per_kejadian=True)
    rutin = jadwal(baris)
    satu, dua = (kejadian(baris, h, di=rutin) for h in (date(2026, 2, 2), HARI))
    ajukan(syarat, orang(baris.tabel.rencana.satker, "anggota"), kejadian=satu)
    assert [b.tautan for b in baca(baris)] == [
        f"/bukti/kejadian/{satu.pk}/selesaikan/",
        f"/bukti/syarat/{syarat.pk}/?kejadian={dua.pk}",
    ]


def test_selesai_dan_berbukti_tidak_disebut_selesai_tanpa_bukti_disebut(baris):
    syarat = SyaratBukti.objects.create(baris=baris, teks="Notula", per_kejadian=True)
    satu = kejadian(baris, status="selesai", realisasi=HARI)
    [b] = baca(baris)
    assert b.teks == "Bukti belum ada: Notula. Reviu SOP (2 Mar 2026)"
    ajukan(syarat, orang(baris.tabel.rencana.satker, "anggota"), kejadian=satu)
    assert baca(baris) == []


def test_bukti_sekali_diminta_pada_kejadian_pertama(baris):
    SyaratBukti.objects.create(baris=baris, teks="SK")
    rutin = jadwal(baris)
    for hari in (date(2026, 1, 5), date(2026, 2, 5)):
        kejadian(baris, hari, di=rutin, status="selesai", realisasi=hari)
    assert [b.tenggat for b in baca(baris)] == [date(2026, 1, 5)]


def test_batal_nanti_dan_yang_dihapus_tidak_disebut(baris):
    kejadian(baris, status="batal", alasan="x")
    kejadian(baris, HARI + datetime.timedelta(days=8))
    mati = BarisFactory(tabel=baris.tabel, dihapus_pada=timezone.now())
    kejadian(mati)
    assert baca(baris) == []
    baris.tabel.rencana.dihapus_pada = timezone.now()
    kejadian(baris)
    assert len(baca(baris)) == 1
    baris.tabel.rencana.save()
    assert baca(baris) == []


def test_syarat_aksi_lain_tidak_diminta_di_jadwal_ini(baris):
    satu, dua = AksiFactory(baris=baris), AksiFactory(baris=baris)
    syarat = SyaratBukti.objects.create(baris=baris, teks="Notula", per_kejadian=True)
    syarat.aksi.add(satu)
    milik = jadwal(baris)
    milik.aksi.add(dua)
    ada = kejadian(baris, di=milik)
    assert [b.tautan for b in baca(baris)] == [f"/bukti/kejadian/{ada.pk}/selesaikan/"]


def test_dikembalikan_kepada_pengunggah_esok_paginya_sampai_diganti(baris, time_machine):
    time_machine.move_to(datetime.datetime(2026, 3, 1, 17, tzinfo=datetime.UTC), tick=False)  # 01.00 on the 2nd, WITA
    syarat = SyaratBukti.objects.create(baris=baris, teks="Notula")
    siapa = orang(baris.tabel.rencana.satker, "anggota")
    ajukan(syarat, siapa, "dikembalikan")
    assert baca(baris) == []
    [b] = baca(baris, date(2026, 3, 3))
    assert b.orang == siapa.pk
    assert b.tenggat == date(2026, 3, 3)
    assert b.teks == "Perbaiki bukti yang dikembalikan: Notula Februari. -"
    assert (b.tautan, b.area) == (f"/bukti/syarat/{syarat.pk}/", "TL")
    ajukan(syarat, siapa)
    assert [b.teks[:7] for b in baca(baris, date(2026, 3, 3))] == ["Periksa"]  # no longer who offered it


def test_yang_menunggu_diperiksa_satu_baris_per_area_untuk_pemeriksa(baris, time_machine):
    """Due a week after the first came; a new version begins anew; who offered all of it is not asked."""
    time_machine.move_to(datetime.datetime(2026, 3, 1, 17, tzinfo=datetime.UTC), tick=False)  # 01.00 on the 2nd, WITA
    syarat = SyaratBukti.objects.create(baris=baris, teks="Notula")
    satker = baris.tabel.rencana.satker
    satu, dua = (orang(satker, jenis, area="TL") for jenis in ("anggota", "koordinator"))
    ajukan(syarat, dua)
    [b] = baca(baris)
    assert b.teks == "Periksa bukti yang menunggu: 1 (Tata Laksana)"
    assert (b.tenggat, b.area, b.kecuali) == (date(2026, 3, 9), "TL", {dua.pk})
    assert resolve(b.tautan).url_name == "daftar_periksa"
    ajukan(syarat, satu)
    [b] = baca(baris)
    assert ("menunggu: 2" in b.teks, b.kecuali) == (True, frozenset())
    for pemenuhan in PemenuhanBukti.objects.all():
        versi = {"berkas": pemenuhan.berkas, "satker": satker, "ukuran": 1, "diunggah_oleh": satu}
        versi["sha256_terima"] = str(pemenuhan.pk)
        VersiBerkas.objects.create(**versi, diunggah_pada=timezone.now() + datetime.timedelta(days=1))
    assert baca(baris) == []
    assert [x.tenggat for x in baca(baris, date(2026, 3, 3))] == [date(2026, 3, 10)]
    Berkas.objects.update(dihapus_pada=timezone.now())
    assert baca(baris, date(2026, 4, 1)) == []


def test_kueri_tetap_berapa_pun_kejadiannya(baris, django_assert_num_queries):
    syarat = SyaratBukti.objects.create(baris=baris, teks="Notula", per_kejadian=True)
    rutin = jadwal(baris)
    for n in range(2):
        kejadian(baris, HARI - datetime.timedelta(days=n), di=rutin)
    ajukan(syarat, orang(baris.tabel.rencana.satker, "anggota"))
    with django_assert_num_queries(7):
        assert len(baca(baris)) == 2
    for n in range(2, 60):
        kejadian(baris, HARI - datetime.timedelta(days=n), di=rutin)
    with django_assert_num_queries(7):
        assert len(baca(baris)) == 60
