"""The pages of the central admin: periods, units, tokens shown once, links, the log; and who may not."""

import datetime
import re

import pytest
from django.urls import reverse

from tests.lke.bantu_portalrb import MULAI, SELESAI, TAHUN, WBK, bangun_portalrb, pada, panggil, putaran
from tests.pabrik import InstansiFactory, SatkerFactory, orang
from zi.common.galat import GalatDomain, SudahBerubah
from zi.lke.models import AksesPortal, Pengusulan, TokenPortal, UnitUsulan
from zi.lke.portalrb import services
from zi.lke.portalrb.policies import BUKAN_PUSAT
from zi.notifikasi.models import Notifikasi

HARI = datetime.timedelta(days=1)


@pytest.fixture
def dunia(db):
    with pada(2026, 5, 10):
        yield bangun_portalrb()


@pytest.fixture
def admin(client, dunia):
    client.force_login(dunia.admin)
    return client


def rapi(jawab):
    return " ".join(re.sub(r"<[^>]+>", " ", jawab.text).split())


def test_masa_dibuat_diubah_dan_tidak_bertumpukan(admin, dunia):
    isi = {"pusat": dunia.pusat.pk, "tahun": 2027, "mulai": "2026-05-31", "selesai": "2026-06-30"}
    jawab = admin.post(reverse("portalrb:pengusulan_baru"), isi)
    assert (jawab.status_code, "bertumpukan" in jawab.text) == (422, True)
    isi["mulai"] = "2026-06-01"
    assert admin.post(reverse("portalrb:pengusulan_baru"), isi).status_code == 302
    baru = Pengusulan.objects.get(tahun=2027)
    assert admin.post(reverse("portalrb:pengusulan_baru"), isi).status_code == 422
    ubah = reverse("portalrb:pengusulan_ubah", args=[baru.pk])
    for keliru in ({"mulai": "2026-05-20"}, {"mulai": "2026-07-02"}, {"mulai": "lusa"}):
        assert admin.post(ubah, isi | {"versi": 1} | keliru).status_code == 422
    assert admin.post(ubah, isi | {"versi": 1, "selesai": "2026-07-10"}).status_code == 302
    dua_duanya = admin.post(ubah, isi | {"versi": 1})
    assert (dua_duanya.status_code, Pengusulan.objects.get(pk=baru.pk).versi) == (409, 2)
    assert "Hari terakhir 10 Juli 2026 30 Juni 2026" in rapi(dua_duanya)
    assert 'name="versi" value="2"' in dua_duanya.text
    with pytest.raises(SudahBerubah):
        services.ubah_masa(baru, 1, MULAI + 60 * HARI, SELESAI + 60 * HARI, oleh=dunia.admin)
    teks = rapi(admin.get(reverse("portalrb:daftar")))
    assert "Pengusulan 2027" in teks
    assert "/api/portalrb/v1" in admin.get(reverse("portalrb:daftar")).text


def test_hanya_satker_di_bawahnya_dengan_putaran_terbit(admin, dunia):
    alamat = dunia.pengusulan.get_absolute_url()
    luar = SatkerFactory(instansi=InstansiFactory(nama="Lembaga Lain"), nama="Di Luar")
    putaran(luar, "mandiri", dunia.admin)
    draf = putaran(dunia.lain, "mandiri", dunia.admin, terbit=False)
    for satker in (luar, dunia.lain, dunia.unit):
        assert admin.post(alamat, {"satker": satker.pk, "kategori": "WBK"}).status_code == 422
        with pytest.raises(GalatDomain):
            services.usulkan_unit(dunia.pengusulan, satker, "WBK", oleh=dunia.admin)
    draf.delete()
    putaran(dunia.lain, "mandiri", dunia.admin)
    assert "Di Luar" not in admin.get(alamat).text
    assert admin.post(alamat, {"satker": dunia.lain.pk, "kategori": "RB"}).status_code == 422
    jawab = admin.post(alamat, {"satker": dunia.lain.pk, "kategori": "WBBM"})
    unit = UnitUsulan.objects.get(satker=dunia.lain)
    assert (jawab.status_code, jawab["Location"]) == (302, unit.get_absolute_url())
    assert (unit.tpi, unit.tautan.filter(dicabut_pada=None).count()) == (None, 1)
    teks = rapi(admin.get(unit.get_absolute_url()))
    assert "Tanpa penilaian TPI" in teks
    assert "Ada putaran lebih baru" not in admin.get(alamat).text
    putaran(dunia.lain, "tpi", dunia.admin)
    assert "Ada putaran lebih baru" in admin.get(alamat).text
    assert "Ada putaran lebih baru" in admin.get(unit.get_absolute_url()).text
    admin.post(unit.get_absolute_url(), {"aksi": "putaran"})
    assert "Ada putaran lebih baru" not in admin.get(alamat).text + admin.get(unit.get_absolute_url()).text
    assert "Belum Opini BPK atas laporan keuangan: WTP" in teks


def test_beberapa_sekaligus_atau_tidak_satu_pun(admin, dunia):
    """Each candidate stands with its scores and what is missing; one that cannot be stops all."""
    alamat = dunia.pengusulan.get_absolute_url()
    satker = [SatkerFactory(parent=dunia.pusat, instansi=dunia.pusat.instansi, nama=f"Balai {n}") for n in "AB"]
    for satu in satker:
        putaran(satu, "mandiri", dunia.admin)
    ambang = {"WBK": {"terpenuhi": True, "kurang": []}, "WBBM": {"terpenuhi": False, "kurang": ["total", "area"]}}
    putaran(satker[1], "tpi", dunia.admin, hasil={"ambang": ambang})
    teks = rapi(admin.get(alamat))
    assert "Balai A Mandiri 76,00 Balai B Mandiri 76,00 · TPI 76,00 · WBK terpenuhi · WBBM kurang 2 syarat" in teks
    assert "Centang satker" in rapi(admin.post(alamat, {"kategori": "WBK"}))
    isi = {"satker": [s.pk for s in satker], "kategori": "WBK"}
    for asing in (dunia.unit.pk, 0, "x", 2**63):
        jawab = admin.post(alamat, isi | {"satker": [*isi["satker"], asing]})
        assert (jawab.status_code, "tidak dapat diusulkan lagi" in jawab.text) == (422, True)
    with pytest.raises(GalatDomain, match=f"{dunia.unit} sudah diusulkan"):
        services.usulkan(dunia.pengusulan, [*satker, dunia.unit], "WBK", oleh=dunia.admin)
    assert UnitUsulan.objects.count() == 1
    jawab = admin.post(alamat, isi)
    assert (jawab.status_code, jawab["Location"]) == (302, alamat)
    assert "2 unit diusulkan." in rapi(admin.get(alamat))
    assert UnitUsulan.objects.filter(satker__in=satker, tautan__dicabut_pada=None).count() == 2


def test_unit_diatur_di_halamannya(admin, dunia):
    alamat = dunia.usulan.get_absolute_url()
    putaran(dunia.unit, "mandiri", dunia.ketua, nomor=2)
    assert dunia.tautan.token in admin.get(alamat).text
    for aksi in ("", "hapus"):
        admin.post(alamat, {"aksi": aksi})
    admin.post(alamat, {"aksi": "kategori", "kategori": "RB"})
    admin.post(alamat, {"aksi": "kategori", "kategori": "WBBM"})
    admin.post(alamat, {"aksi": "putaran"})
    dunia.usulan.refresh_from_db()
    assert (dunia.usulan.kategori, dunia.usulan.mandiri.nomor, dunia.usulan.tpi) == ("WBBM", 2, dunia.tpi)
    admin.post(alamat, {"aksi": "cabut_tautan"})
    assert "Alamatnya dicabut" in admin.get(alamat).text
    admin.post(alamat, {"aksi": "tautan"})
    baru = dunia.usulan.tautan.get(dicabut_pada=None)
    panggil(dunia, baru.get_absolute_url())
    assert "GET bukti-dukung" in rapi(admin.get(alamat))
    assert admin.post(alamat, {"aksi": "cabut"})["Location"] == dunia.pengusulan.get_absolute_url()
    assert "Dicabut dari pengusulan" in admin.get(alamat).text
    for jalankan in (services.buat_tautan, services.perbarui_putaran, services.cabut_unit):
        with pytest.raises(GalatDomain, match="sudah dicabut"):
            jalankan(dunia.usulan, oleh=dunia.admin)


def test_token_tampil_sekali_tercatat_dan_dicabut(admin, dunia):
    isi = {"pusat": dunia.pusat.pk, "nama": "Uji coba", "berlaku_sampai": "2026-05-09"}
    baru = reverse("portalrb:token_baru")
    assert "sudah lewat" in admin.post(baru, isi).text
    jawab = admin.post(baru, isi | {"berlaku_sampai": ""})
    rahasia = re.search(r'id="rahasia" value="([\w-]{43})"', jawab.text).group(1)
    assert "no-store" in jawab.headers["Cache-Control"]
    token = TokenPortal.objects.get(nama="Uji coba")
    assert panggil(dunia, WBK, rahasia=rahasia, REMOTE_ADDR="10.1.2.3").status_code == 200
    halaman = [admin.get(a) for a in (reverse("portalrb:daftar"), token.get_absolute_url(), baru)]
    assert not [h for h in halaman if rahasia in h.text]
    assert "GET pengusulan/unit-wbk 200 10.1.2.3" in rapi(halaman[1])
    for _ in range(2):
        assert admin.post(token.get_absolute_url()).status_code == 302
    token.refresh_from_db()
    assert token.dicabut_oleh == dunia.admin
    assert panggil(dunia, WBK, rahasia=rahasia).status_code == 401


def test_orang_lain_tidak_melihat_apa_pun(client, dunia):
    lain = SatkerFactory(instansi=InstansiFactory(nama="Lembaga Lain"))
    objek = [dunia.pengusulan, dunia.usulan, dunia.token]
    alamat = [o.get_absolute_url() for o in objek] + [reverse("portalrb:pengusulan_ubah", args=[objek[0].pk])]
    for siapa in (dunia.ketua, orang(dunia.unit, "admin_pusat"), orang(lain, "admin_pusat"), orang(lain, "kepala")):
        client.force_login(siapa)
        assert {client.get(a).status_code for a in alamat} == {404}
        assert {client.post(a, {"aksi": "cabut"}).status_code for a in alamat} == {404}
        assert "PortalRB 2026" not in client.get(reverse("portalrb:daftar")).text
        isi = {"pusat": dunia.pusat.pk, "nama": "x", "tahun": 2030, "mulai": "2030-05-01", "selesai": "2030-05-02"}
        for nama in ("pengusulan_baru", "token_baru"):
            assert client.post(reverse(f"portalrb:{nama}"), isi).status_code == 422
        for tulis, *isi in (
            (services.buat_token, dunia.pusat, "x", None),
            (services.cabut_token, dunia.token),
            (services.buat_pengusulan, dunia.pusat, 2030, MULAI, SELESAI),
            (services.ubah_masa, dunia.pengusulan, 1, MULAI, SELESAI),
            (services.usulkan_unit, dunia.pengusulan, dunia.lain, "WBK"),
            (services.cabut_unit, dunia.usulan),
            (services.buat_tautan, dunia.usulan),
        ):
            with pytest.raises(GalatDomain, match=BUKAN_PUSAT):
                tulis(*isi, oleh=siapa)
    assert (TokenPortal.objects.count(), Pengusulan.objects.count(), AksesPortal.objects.count()) == (1, 1, 0)


def test_satker_tahu_jawabannya_dibagikan(client, dunia):
    client.force_login(dunia.ketua)
    kabar = Notifikasi.objects.get(penerima=dunia.ketua)
    assert kabar.judul == f"Satker Anda diusulkan ke PortalRB untuk WBK {TAHUN}"
    assert (kabar.tautan, kabar.ringkas) == (dunia.mandiri.get_absolute_url(), True)
    assert f"PortalRB untuk WBK, 1 Mei {TAHUN} sampai 31 Mei {TAHUN}" in rapi(
        client.get(dunia.mandiri.get_absolute_url())
    )
    assert "dibagikan ke PortalRB untuk WBK" in rapi(client.get(dunia.tpi.get_absolute_url()))
    services.cabut_unit(dunia.usulan, oleh=dunia.admin)
    assert Notifikasi.objects.filter(penerima=dunia.ketua, judul__contains="dicabut dari Pengusulan").count() == 1
    assert "dibagikan ke PortalRB" not in rapi(client.get(dunia.mandiri.get_absolute_url()))


def test_tautan_menu_dari_daftar_putaran(client, dunia):
    for siapa, ada in ((dunia.admin, True), (dunia.ketua, False)):
        client.force_login(siapa)
        assert (reverse("portalrb:daftar") in client.get(reverse("lke:daftar")).text) is ada
