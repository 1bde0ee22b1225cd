"""Backup and restore: round trip on this run's database, and archives that must be refused with nothing changed."""

import hashlib
import json
import stat

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from tests.dunia import pertanyaan_uji
from tests.infra.arsip_uji import ganti_bita, tulis_ulang, ubah_manifes
from tests.pabrik import PenggunaFactory, SatkerFactory
from zi.akun.models import Pengguna
from zi.common.beku import lepas
from zi.common.cadangan import arsip, basis, kerja
from zi.common.galat import GalatDomain
from zi.lke.models import Jawaban, Putaran
from zi.satker.models import Satker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def cadangan(tmp_path):
    """An archive of: one unit, one person who is logged in, two files."""
    SatkerFactory(kode="asal", nama="Kantor “Asal” ⏎ ß \t\\N")
    client = Client()
    client.force_login(PenggunaFactory(email="asal@uji.invalid"))
    default_storage.save("bukti/a b/surat.pdf", ContentFile(b"%PDF-asal" * 1000))
    default_storage.save("kosong.txt", ContentFile(b""))
    call_command("cadangkan", str(tmp_path / "c.tar"), verbosity=0)
    return tmp_path / "c.tar", client


def isi_berkas():
    hasil = {}
    for nama in kerja.media.daftar():
        with default_storage.open(nama) as berkas:
            hasil[nama] = hashlib.sha256(berkas.read()).hexdigest()
    return hasil


def ubah_semua():
    Satker.objects.update(nama="Diubah")
    SatkerFactory(kode="baru")
    Pengguna.objects.update(email="lain@uji.invalid")
    default_storage.delete("kosong.txt")
    default_storage.save("baru.txt", ContentFile(b"baru"))


def keadaan():
    return (list(Satker.objects.order_by("pk").values()), list(Pengguna.objects.values()), isi_berkas())


def test_bolak_balik(cadangan, settings):
    path, masuk = cadangan
    asal = keadaan()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    ubah_semua()
    SessionStore().delete(masuk.session.session_key)
    kue = masuk.cookies[settings.SESSION_COOKIE_NAME].value
    assert masuk.get("/").status_code == 302
    masuk.cookies[settings.SESSION_COOKIE_NAME] = kue
    call_command("pulihkan", str(path), "--timpa", verbosity=0)
    assert keadaan() == asal
    assert masuk.get("/").status_code == 200  # the session and the key that signs it came back
    assert SatkerFactory(kode="sesudah").pk > max(s["id"] for s in asal[0])
    assert sorted(p.name for p in path.parent.glob("berkas/.*")) == []


@pytest.fixture
def terbit():
    """A published round with one answer; the seal is taken off before the tables are emptied."""
    pertanyaan, satker = pertanyaan_uji(), SatkerFactory()
    isi = {"instrumen": pertanyaan.instrumen, "dibuat_oleh": (orang := PenggunaFactory())}
    putaran = Putaran.objects.create(satker=satker, tahun=2026, jenis=Putaran.Jenis.MANDIRI, **isi)
    Jawaban.objects.create(putaran=putaran, pertanyaan=pertanyaan, isi="Y", oleh=orang)
    kini = timezone.now()
    serah = {"diserahkan_oleh": orang, "diserahkan_pada": kini, "terbit_oleh": orang, "terbit_pada": kini}
    Putaran.objects.filter(pk=putaran.pk).update(status=Putaran.Status.TERBIT, **serah)
    yield putaran
    lepas(apps.get_app_config("lke"))


@pytest.mark.parametrize("urutan", [sorted, lambda nama: sorted(nama, reverse=True)], ids=["anak", "induk"])
def test_yang_disegel_kembali_dan_tetap_disegel(terbit, tmp_path, monkeypatch, urutan):
    """Whichever of the two tables is filled first."""
    monkeypatch.setattr(basis, "sorted", urutan, raising=False)
    call_command("cadangkan", str(tmp_path / "s.tar"), verbosity=0)
    call_command("pulihkan", str(tmp_path / "s.tar"), "--timpa", verbosity=0)
    assert Jawaban.objects.get(putaran=terbit).isi == "Y"
    for ubah in (lambda: Jawaban.objects.update(isi="T"), lambda: Putaran.objects.update(tahun=2027)):
        with pytest.raises(IntegrityError):
            ubah()


def test_tujuan_berisi_perlu_timpa(cadangan):
    ubah_semua()
    sebelum = keadaan()
    with pytest.raises(CommandError, match="Tambahkan --timpa"):
        call_command("pulihkan", str(cadangan[0]))
    assert keadaan() == sebelum


def test_arsip_yang_ada_tidak_ditimpa(cadangan):
    with pytest.raises(CommandError, match="sudah ada"):
        call_command("cadangkan", str(cadangan[0]))
    arsip.periksa(cadangan[0])


def test_folder_tujuan_tidak_ada(tmp_path):
    with pytest.raises(CommandError, match="tidak bisa ditulis"):
        call_command("cadangkan", str(tmp_path / "tidak" / "c.tar"))


def test_arsip_rusak_tidak_mengubah_apa_pun(cadangan):
    tulis_ulang(cadangan[0], ganti_bita)
    ubah_semua()
    sebelum = keadaan()
    with pytest.raises(CommandError) as galat:
        call_command("pulihkan", str(cadangan[0]), "--timpa")
    assert str(galat.value) == arsip.RUSAK
    assert keadaan() == sebelum


def test_arsip_tidak_ada(tmp_path):
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("pulihkan", str(tmp_path / "x.tar"))


def test_arsip_yang_tidak_cocok(cadangan):
    for nilai, kalimat in (
        ({"mesin": "mysql"}, "jenis basis data yang sama"),
        ({"mesin": connection.vendor, "migrasi": [["rencana", "9999_kelak"]]}, "versi zi yang lebih baru"),
    ):
        tulis_ulang(cadangan[0], ubah_manifes(**nilai))
        with pytest.raises(CommandError, match=kalimat):
            call_command("pulihkan", str(cadangan[0]), "--timpa")


def test_gagal_di_tengah_mengembalikan_berkas_dan_basis_data(cadangan, monkeypatch):
    ubah_semua()
    sebelum = keadaan()
    asli = basis.pulihkan

    def gagal(manifes, folder):
        langkah = asli(manifes, folder)
        yield next(langkah)
        langkah.close()
        raise GalatDomain("Listrik padam.")

    monkeypatch.setattr(basis, "pulihkan", gagal)
    with pytest.raises(CommandError, match="Listrik padam"):
        call_command("pulihkan", str(cadangan[0]), "--timpa")
    assert keadaan() == sebelum


def test_kunci_dipasang_di_mode_sendiri_dan_dilaporkan_di_produksi(settings, tmp_path):
    assert kerja.pasang_kunci("kunci-dari-arsip") is True
    assert (tmp_path / "kunci").read_text() == "kunci-dari-arsip"
    assert stat.S_IMODE((tmp_path / "kunci").stat().st_mode) == 0o600
    settings.PRODUKSI = True
    assert kerja.pasang_kunci("kunci-lain") is False
    assert (tmp_path / "kunci").read_text() == "kunci-dari-arsip"
    assert kerja.pasang_kunci(settings.SECRET_KEY) is True


def test_memori_terbatas(tmp_path, monkeypatch):
    """A file of 64 MB passes in pieces."""
    import tracemalloc

    default_storage.save("besar.bin", ContentFile(b"z" * 64 * 1024 * 1024))
    tracemalloc.start()
    kerja.cadangkan(tmp_path / "b.tar")
    kerja.pulihkan(tmp_path / "b.tar", timpa=True)
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert puncak < 24 * 1024 * 1024
    assert default_storage.size("besar.bin") == 64 * 1024 * 1024


def test_arsip_versi_lama_dipulihkan_lalu_dimigrasikan(cadangan):
    """An archive made before the newest migration of common: tables as they were, rows in, then the rest."""
    if connection.vendor == "postgresql":
        tulis_ulang(cadangan[0], _sebelum_penanda)
    asal = keadaan()
    ubah_semua()
    call_command("pulihkan", str(cadangan[0]), "--timpa", verbosity=0)
    assert keadaan() == asal
    assert "common_penanda" in connection.introspection.table_names()
    assert connection.vendor == "sqlite" or ["common", "0002_penanda"] in basis.migrasi_terpasang()


def _sebelum_penanda(isi):
    manifes = json.loads(isi[-1][1])
    manifes["migrasi"].remove(["common", "0002_penanda"])
    manifes["tabel"].pop("common_penanda")
    manifes["isi"].pop("basis/common_penanda")
    jejak = next(x for x in isi if x[0].name == "basis/django_migrations")
    jejak[1] = b"".join(b for b in jejak[1].splitlines(True) if b"\tcommon\t0002_penanda\t" not in b)
    manifes["isi"]["basis/django_migrations"] = {
        "ukuran": len(jejak[1]),
        "sha256": hashlib.sha256(jejak[1]).hexdigest(),
    }
    sisa = [x for x in isi[:-1] if x[0].name != "basis/common_penanda"]
    return [*sisa, [isi[-1][0], json.dumps(manifes).encode()]]
