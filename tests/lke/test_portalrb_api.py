"""The API that PortalRB reads: exact shapes, who may read what and when, and every refusal as the error JSON."""

import datetime
import json
import re

import pytest
from django.conf import settings as settings_asli
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.lke.bantu_portalrb import API, TAHUN, WBBM, WBK, bangun_portalrb, pada, panggil, putaran
from tests.pabrik import InstansiFactory, SatkerFactory, orang
from zi.lke.models import AksesPortal, TokenPortal, UnitUsulan
from zi.lke.portalrb import queries, services, services_akses
from zi.lke.portalrb.galat import HTTPS, isi_galat
from zi.lke.portalrb.middleware import GalatJson
from zi.satker.models import Satker

KODE = {
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "DATA_NOT_FOUND",
    422: "VALIDATION_ERROR",
    429: "TOO_MANY_REQUESTS",
    500: "INTERNAL_SERVER_ERROR",
}


@pytest.fixture
def dunia(db):
    with pada(2026, 5, 10):
        yield bangun_portalrb()


def galat(jawab, status):
    """Is it the error JSON of this status, and nothing else?"""
    assert jawab.status_code == status
    assert jawab.headers["Content-Type"] == "application/json; charset=utf-8"
    assert jawab.headers["Cache-Control"] == "no-store"
    assert "Location" not in jawab.headers
    assert not jawab.cookies
    isi = json.loads(jawab.content)
    assert list(isi) == ["error", "code", "message"]
    assert (isi["error"], isi["code"]) == (True, KODE[status])
    assert isi["message"].endswith(".")
    return isi["message"]


def test_daftar_unit_persis(dunia):
    jawab = panggil(dunia, WBK)
    assert (jawab.status_code, jawab.headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert (jawab.headers["Cache-Control"], jawab.headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert not jawab.cookies
    assert not [k for k in jawab.headers if k.lower().startswith("access-control")]
    unit = {"id": str(dunia.unit.pk), "nama": dunia.unit.nama, "kategori": "WBK", "afirmasi": False}
    assert jawab.json() == {"tahun": TAHUN, "units": [unit]}
    assert panggil(dunia, WBBM).json() == {"tahun": TAHUN, "units": []}
    for kategori, alamat in (("WBK-AFIRMASI", WBK), ("WBBM", WBBM)):
        services.ubah_kategori(dunia.usulan, kategori, oleh=dunia.admin)
        unit |= {"kategori": kategori, "afirmasi": kategori == "WBK-AFIRMASI"}
        assert panggil(dunia, alamat).json() == {"tahun": TAHUN, "units": [unit]}


def test_jawaban_persis(dunia, settings):
    settings.ZI_ALAMAT = "https://zi.example"
    isi = panggil(dunia, dunia.jawaban).json()
    assert list(isi) == ["unit_id", "nama_unit", "tahun", "answers"]
    assert (isi["unit_id"], isi["nama_unit"], isi["tahun"]) == (str(dunia.unit.pk), dunia.unit.nama, TAHUN)
    assert [a["soal_id"] for a in isi["answers"]] == list(range(1, 128))
    bukti = f"https://zi.example/bukti-dukung/{dunia.tautan.token}/#soal-"
    nama = ("soal_id", "jawaban_unit", "jawaban_tpi", "catatan_unit", "bukti_dukung_unit", "catatan_tpi")
    ada = {
        1: ("Ya", None, "SK ada", f"{bukti}1", None),
        2: ("B", "C", None, None, "Belum mewakili"),
        3: (None, None, None, None, None),
        88: ("3", None, "Tiga agen", f"{bukti}88", None),
        89: (None, None, "Tiga agen", f"{bukti}88", None),
        125: (None, "3.6", None, None, None),
    }
    for nomor, baris in ada.items():
        assert isi["answers"][nomor - 1] == dict(zip(nama, (nomor, *baris), strict=True))
    services.cabut_tautan(dunia.usulan, oleh=dunia.admin)
    assert {a["bukti_dukung_unit"] for a in panggil(dunia, dunia.jawaban).json()["answers"]} == {None}


@pytest.mark.parametrize(("hari", "buka"), [((4, 30), False), ((5, 1), True), ((5, 31), True), ((6, 1), False)])
def test_hanya_dalam_masa_pengusulan(dunia, hari, buka):
    with pada(2026, *hari):
        for alamat in (WBK, WBBM, dunia.jawaban):
            jawab = panggil(dunia, alamat)
            assert jawab.status_code == 200 if buka else "masa pengusulan" in galat(jawab, 404)


def test_token_yang_tidak_berlaku(dunia):
    _, pendek = services.buat_token(dunia.pusat, "Sehari", dunia.pusat.hari_ini(), oleh=dunia.admin)
    assert panggil(dunia, WBK, rahasia=pendek).status_code == 200
    with pada(2026, 5, 11):
        galat(panggil(dunia, WBK, rahasia=pendek), 401)
    salah = [None, "", "Bearer", f"Basic {dunia.rahasia}", f"Bearer {dunia.rahasia}x", "Bearer \x00", dunia.rahasia]
    for kepala in salah:
        jawab = Client().get(WBK, headers={"Authorization": kepala} if kepala is not None else None)
        galat(jawab, 401)
        assert jawab.headers["WWW-Authenticate"].startswith("Bearer")
    assert Client().get(WBK, headers={"Authorization": f"bearer  {dunia.rahasia} "}).status_code == 200
    services.cabut_token(dunia.token, oleh=dunia.admin)
    galat(panggil(dunia, WBK), 401)
    assert dunia.rahasia not in str(list(TokenPortal.objects.values()))


def test_unit_yang_bukan_haknya(dunia):
    lain = SatkerFactory(instansi=InstansiFactory(nama="Lembaga Lain"))
    admin = orang(lain, "admin_pusat")
    _, rahasia = services.buat_token(lain, "Lain", None, oleh=admin)
    services.buat_pengusulan(lain, TAHUN, dunia.pengusulan.mulai, dunia.pengusulan.selesai, oleh=admin)
    galat(panggil(dunia, dunia.jawaban, rahasia=rahasia), 404)
    assert panggil(dunia, WBK, rahasia=rahasia).json()["units"] == []
    putaran(dunia.lain, "mandiri", dunia.admin)
    for pk in (dunia.lain.pk, lain.pk, 10**17):
        galat(panggil(dunia, f"{API}lke/jawaban-unit/{pk}"), 404)
    for salah in ("abc", "-1", "1.0", "٣", "9" * 40, "%00", "1'--"):
        assert "unit_id" in galat(panggil(dunia, f"{API}lke/jawaban-unit/{salah}"), 422)
    Satker.objects.filter(pk=dunia.unit.pk).update(parent=None)
    galat(panggil(dunia, dunia.jawaban), 404)
    assert panggil(dunia, WBK).json()["units"] == []
    Satker.objects.filter(pk=dunia.unit.pk).update(parent=dunia.pusat)
    services.cabut_unit(dunia.usulan, oleh=dunia.admin)
    galat(panggil(dunia, dunia.jawaban), 404)
    assert panggil(dunia, WBK).json()["units"] == []


def test_cara_dan_alamat_lain(dunia):
    for metode in ("post", "put", "patch", "delete"):
        for alamat in (WBK, dunia.jawaban):
            jawab = panggil(dunia, alamat, metode)
            assert "GET" in galat(jawab, 403)
            assert jawab.headers["Allow"] == "GET, HEAD, OPTIONS"
        galat(getattr(Client(enforce_csrf_checks=True), metode)(WBK), 401)
    jawab = panggil(dunia, WBK, "options")
    assert (jawab.status_code, jawab.content, jawab.headers["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")
    jawab = panggil(dunia, WBK, "head")
    assert (jawab.status_code, jawab.content) == (200, b"")
    for alamat in ("", "x", "pengusulan/", "pengusulan/unit-wbk/", "lke/jawaban-unit/", "lke/jawaban-unit/1/2", "%0a"):
        galat(panggil(dunia, API + alamat), 404)
        galat(Client().get(API + alamat), 401 if alamat != "%0a" else 404)
    galat(panggil(dunia, "/api/"), 404)
    galat(panggil(dunia, "/api/portalrb/v9/x"), 404)


def test_galat_sebelum_sampai_ke_view(dunia, settings):
    """What other layers answer with HTML or a redirect is the error JSON here too."""
    galat(Client(raise_request_exception=False).get(WBK, headers={"Host": "salah.example"}), 422)
    settings.BATAS_UNGGAH_MB = 0
    galat(Client().generic("POST", WBK, b"x" * (2**20 + 1)), 422)
    settings.SECURE_SSL_REDIRECT = True
    assert galat(Client().get(WBK), 403) == "Gunakan HTTPS."


def test_nginx_menolak_dengan_kalimat_yang_sama():
    templat = (settings_asli.BASE_DIR / "deploy" / "nginx.conf.template").read_text(encoding="utf-8")
    isi = {int(status): json.loads(teks) for status, teks in re.findall(r"return (\d+) '(\{.+\})';", templat)}
    assert isi == {403: isi_galat(403, HTTPS)} | {status: isi_galat(status) for status in (422, 429, 500)}


def test_gangguan_tercatat_dan_tidak_bocor(dunia, monkeypatch):
    def rusak(unit):
        raise RuntimeError("rahasia dalam")

    monkeypatch.setattr(queries, "isi_jawaban", rusak)
    assert "rahasia" not in galat(panggil(dunia, dunia.jawaban), 500)
    assert AksesPortal.objects.get().status == 500


def test_halaman_galat_pun_rusak():
    def rusak(request):
        raise ImportError("zi.urls")

    galat(GalatJson(rusak)(RequestFactory().get(WBK)), 500)
    with pytest.raises(ImportError):
        GalatJson(rusak)(RequestFactory().get("/lke/"))


@pytest.mark.parametrize("jalur", [WBK, f"{API}lke/jawaban-unit/1", "/api/lain"])
def test_basis_data_mati(jalur, monkeypatch):
    """Without the database: this test has no access to one."""

    def mati(*args, **kwargs):
        raise OperationalError("tidak tersambung")

    monkeypatch.setattr(queries, "cari_token", mati)
    galat(Client(raise_request_exception=False).get(jalur), 404 if jalur == "/api/lain" else 500)


def test_tiap_panggilan_dicatat_tanpa_rahasia(dunia):
    for jalur in (WBK, dunia.jawaban, API + "x"):
        panggil(dunia, jalur, REMOTE_ADDR="10.1.2.3")
    panggil(dunia, WBK, rahasia="asing", REMOTE_ADDR="10.1.2.4")
    isi = list(AksesPortal.objects.order_by("pk").values_list("token", "metode", "jalur", "status", "alamat"))
    t, unit = dunia.token.pk, dunia.unit.pk
    assert isi == [
        (t, "GET", "pengusulan/unit-wbk", 200, "10.1.2.3"),
        (t, "GET", f"lke/jawaban-unit/{unit}", 200, "10.1.2.3"),
        (t, "GET", "x", 404, "10.1.2.3"),
        (None, "GET", "pengusulan/unit-wbk", 401, "10.1.2.4"),
    ]
    assert services_akses.buang_akses_asing() == 0
    with pada(2026, 9, 1):
        assert services_akses.buang_akses_asing() == 1
    assert AksesPortal.objects.count() == 3


def test_batas_per_token_dan_per_alamat(dunia, monkeypatch):
    monkeypatch.setattr(services_akses, "PER_TOKEN", 2)
    monkeypatch.setattr(services_akses, "PER_ALAMAT", 1)
    assert [panggil(dunia, WBK).status_code for _ in range(2)] == [200, 200]
    for _ in range(4):
        jawab = panggil(dunia, WBK)
        galat(jawab, 429)
        assert jawab.headers["Retry-After"] == "60"
    assert AksesPortal.objects.filter(token=dunia.token, status=429).count() == 2  # no more than are answered
    galat(Client().get(WBK), 401)
    galat(Client().get(WBK), 429)
    galat(Client().get(WBK, REMOTE_ADDR="10.9.9.9"), 401)
    _, lain = services.buat_token(dunia.pusat, "Lain", None, oleh=dunia.admin)
    assert panggil(dunia, WBK, rahasia=lain).status_code == 200
    with pada(2026, 5, 10) as jam:
        jam.shift(datetime.timedelta(seconds=61))
        assert panggil(dunia, WBK).status_code == 200


def test_paling_banyak_dua_belas_kueri(dunia):
    for nomor in range(3):
        satker = SatkerFactory(parent=dunia.pusat, instansi=dunia.pusat.instansi, kode=f"unit-{nomor}")
        putaran(satker, "mandiri", dunia.admin)
        services.usulkan_unit(dunia.pengusulan, satker, "WBK", oleh=dunia.admin)
    for alamat, batas in ((WBK, 7), (dunia.jawaban, 12), (API + "x", 3)):
        with CaptureQueriesContext(connection) as kueri:
            panggil(dunia, alamat)
        assert len(kueri) <= batas, [k["sql"][:150] for k in kueri]
    assert UnitUsulan.objects.count() == 4
