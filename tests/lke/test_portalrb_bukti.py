"""The evidence page behind an unguessable address: what it shows, until when, that each opening is kept."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.lke.bantu_portalrb import bangun_portalrb, berkas, pada, panggil, putaran
from zi.bukti.models import BukaBerkas, VersiBerkas
from zi.lke.models import AksesPortal, TautanBukti
from zi.lke.portalrb import services, services_akses
from zi.satker.models import Satker


@pytest.fixture
def dunia(db):
    with pada(2026, 5, 10):
        yield bangun_portalrb()


def alamat_berkas(dunia, satu, tautan=None):
    return reverse("portalrb_luar:berkas", args=[(tautan or dunia.tautan).token, satu.versi.get().pk])


def buka(alamat, **lain):
    jawab = Client().get(alamat, **lain)
    assert not jawab.cookies
    assert jawab.headers["Cache-Control"] == "private, no-store"
    assert jawab.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert jawab.headers["Referrer-Policy"] == "no-referrer"
    return jawab


def tertutup(dunia):
    """Page and file answer alike, and tell nothing of the unit."""
    semua = [buka(a) for a in (dunia.tautan.get_absolute_url(), alamat_berkas(dunia, dunia.sk))]
    assert [j.status_code for j in semua] in ([404, 404], [200, 200])
    assert semua[0].status_code == 200 or not any(x in j.text for j in semua for x in (dunia.unit.nama, "SK Tim"))
    b"".join(getattr(semua[1], "streaming_content", []))
    return semua[0].status_code == 404


def test_hanya_berkas_putaran_terbit_per_pertanyaan(dunia):
    susulan = berkas(dunia.unit, dunia.ketua, "Berkas susulan")
    putaran(dunia.unit, "mandiri", dunia.ketua, nomor=2, berkas=[("A.I.1.i.a", susulan)])
    dom = BeautifulSoup(buka(dunia.tautan.get_absolute_url()).content, "html.parser")
    assert dunia.unit.nama in dom.text
    assert [s["id"] for s in dom.find_all("section")] == ["soal-1", "soal-88"]
    tautan = [[a["href"] for a in s.find_all("a")] for s in dom.find_all("section")]
    assert tautan == [[alamat_berkas(dunia, dunia.sk)], [alamat_berkas(dunia, dunia.sk), "https://zi.example/a"]]
    assert dom.find("meta", attrs={"name": "robots"})["content"] == "noindex, nofollow"
    assert not dom.find("form")
    assert buka(alamat_berkas(dunia, susulan)).status_code == 404
    services.perbarui_putaran(dunia.usulan, oleh=dunia.admin)
    assert "Berkas susulan" in buka(dunia.tautan.get_absolute_url()).text
    assert buka(alamat_berkas(dunia, dunia.sk)).status_code == 404


def test_berkas_sebagai_lampiran(dunia, settings):
    jawab = buka(alamat_berkas(dunia, dunia.sk))
    assert b"".join(jawab.streaming_content) == b"%PDF isi"
    assert jawab.headers["Content-Disposition"].startswith("attachment")
    assert jawab.headers["X-Content-Type-Options"] == "nosniff"
    settings.X_ACCEL = True
    jawab = buka(alamat_berkas(dunia, dunia.sk))
    assert (jawab.content, jawab.headers["X-Accel-Redirect"].startswith("/_berkas/bukti/")) == (b"", True)
    VersiBerkas.objects.update(pindai="terjangkit")
    assert buka(alamat_berkas(dunia, dunia.sk)).status_code == 404
    assert "SK Tim Kerja" not in buka(dunia.tautan.get_absolute_url()).text


def test_tiap_pembukaan_dicatat(dunia, settings):
    settings.X_ACCEL = True
    alamat = dunia.tautan.get_absolute_url()
    for jalur in (alamat, alamat_berkas(dunia, dunia.sk), "/bukti-dukung/tidak-ada/"):
        buka(jalur, REMOTE_ADDR="10.1.2.3")
    Client().head(alamat_berkas(dunia, dunia.sk))
    assert Client().post(alamat).status_code == 405
    pk = dunia.sk.versi.get().pk
    isi = list(AksesPortal.objects.order_by("pk").values_list("tautan", "metode", "jalur", "status"))
    assert isi == [
        (dunia.tautan.pk, "GET", "bukti-dukung", 200),
        (dunia.tautan.pk, "GET", f"bukti-dukung/berkas/{pk}", 200),
        (None, "GET", "bukti-dukung", 404),
        (dunia.tautan.pk, "HEAD", f"bukti-dukung/berkas/{pk}", 200),
    ]
    buka_berkas = BukaBerkas.objects.get()
    assert (buka_berkas.versi_id, buka_berkas.oleh, buka_berkas.cara) == (pk, None, "unduh")
    assert "PortalRB" in buka_berkas.alasan


def test_kapan_tertutup(dunia):
    assert not tertutup(dunia)
    for hari, tutup in (((4, 30), True), ((5, 1), False), ((5, 31), False), ((6, 1), True)):
        with pada(2026, *hari):
            assert tertutup(dunia) is tutup
    Satker.objects.filter(pk=dunia.unit.pk).update(parent=None)
    assert tertutup(dunia)
    Satker.objects.filter(pk=dunia.unit.pk).update(parent=dunia.pusat)
    assert not tertutup(dunia)
    services.cabut_tautan(dunia.usulan, oleh=dunia.admin)
    assert tertutup(dunia)
    baru = services.buat_tautan(dunia.usulan, oleh=dunia.admin)
    assert tertutup(dunia)
    assert buka(baru.get_absolute_url()).status_code == 200
    services.cabut_unit(dunia.usulan, oleh=dunia.admin)
    assert buka(baru.get_absolute_url()).status_code == 404
    kembali = services.usulkan_unit(dunia.pengusulan, dunia.unit, "WBK", oleh=dunia.admin)
    assert buka(baru.get_absolute_url()).status_code == 404
    assert buka(kembali.tautan.get().get_absolute_url()).status_code == 200


def test_satu_tautan_terbuka_dan_sulit_ditebak(dunia):
    assert len(dunia.tautan.token) == 43
    with pytest.raises(IntegrityError), transaction.atomic():
        TautanBukti.objects.create(unit=dunia.usulan, dibuat_oleh=dunia.admin)


def test_batas(dunia, monkeypatch):
    monkeypatch.setattr(services_akses, "PER_TAUTAN", 2)
    monkeypatch.setattr(services_akses, "PER_ALAMAT", 1)
    alamat = dunia.tautan.get_absolute_url()
    assert [buka(alamat).status_code for _ in range(3)] == [200, 200, 429]
    assert buka(alamat).headers["Retry-After"] == "60"
    assert [buka("/bukti-dukung/tebak/").status_code for _ in range(2)] == [404, 429]
    assert panggil(dunia, dunia.jawaban).status_code == 200


def test_kueri_tetap(dunia):
    def hitung():
        with CaptureQueriesContext(connection) as kueri:
            assert Client().get(dunia.tautan.get_absolute_url()).status_code == 200
        return len(kueri)

    sedikit = hitung()
    banyak = [("A.I.1.i.b", berkas(dunia.unit, dunia.ketua, f"Berkas {n}")) for n in range(10)]
    putaran(dunia.unit, "mandiri", dunia.ketua, nomor=2, berkas=banyak)
    services.perbarui_putaran(dunia.usulan, oleh=dunia.admin)
    assert hitung() == sedikit <= 12
