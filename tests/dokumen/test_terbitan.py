"""Issued documents and their signed copies: written once, whoever comes first, whatever breaks on the way."""

import io
import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pypdf import PdfWriter

from tests.pabrik import SatkerFactory, orang
from zi.common.galat import GalatDomain
from zi.dokumen import services
from zi.dokumen.models import SalinanBertandaTangan, Terbitan
from zi.dokumen.pindai import Temuan
from zi.dokumen.queries import kenali, terbaru
from zi.dokumen.services import PerluDicocokkan, cabut, daftarkan, simpan_pdf, simpan_salinan

pytestmark = pytest.mark.django_db
serentak = pytest.mark.django_db(transaction=True)
KINI = timezone.now()


def pdf(lebar: int = 100) -> bytes:
    """A PDF of its own for every width."""
    tulis, keluar = PdfWriter(), io.BytesIO()
    tulis.add_blank_page(lebar, 100)
    tulis.write(keluar)
    return keluar.getvalue()


def daftar(satker, versi=1, seri="uji:1", **lain):
    fakta = {"judul": "Rencana Uji", "sha_isi": "a" * 64, "disahkan_pada": KINI}
    return daftarkan(satker=satker, seri=seri, versi=versi, **{**fakta, **lain})


def unggahan(isi=None, nama="pindaian.pdf"):
    return SimpleUploadedFile(nama, pdf(300) if isi is None else isi)


def tersimpan() -> list[str]:
    """Every stored file below the two folders of this app."""
    akar = Path(default_storage.location)
    return sorted(str(p.relative_to(akar)) for f in ("terbitan", "salinan") for p in (akar / f).rglob("*.pdf"))


def berdua(satu, dua):
    """Run two functions at once; what each returned or raised."""
    hasil, gerbang = {}, threading.Barrier(2, timeout=20)

    def jalan(nama, fungsi):
        gerbang.wait()
        try:
            hasil[nama] = fungsi()
        except Exception as galat:
            hasil[nama] = galat
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan, args=x) for x in (("satu", satu), ("dua", dua))]
    for u in utas:
        u.start()
    for u in utas:
        u.join(30)
    return hasil["satu"], hasil["dua"]


@pytest.fixture
def satker():
    return SatkerFactory()


@pytest.fixture
def ketua(satker):
    return orang(satker, "ketua_tim")


@pytest.fixture
def terbitan(satker):
    return simpan_pdf(daftar(satker), pdf(), 3)


@pytest.fixture
def pindaian(monkeypatch):
    """What the scan of an upload finds: set `kode`, `utuh`, `tanda_tangan`."""
    isi = {"kode": frozenset(), "utuh": False, "tanda_tangan": ()}
    monkeypatch.setattr(services.pindai, "pindai", lambda b, awalan: Temuan(isi["kode"], 1, isi["tanda_tangan"]))
    monkeypatch.setattr(services.pindai, "memuat_utuh", lambda b, t: isi["utuh"])
    return isi


def test_daftar_dua_kali_satu_terbitan(satker):
    satu = daftar(satker)
    assert daftar(satker) == satu
    assert (Terbitan.objects.count(), len(satu.kode)) == (1, 12)


@pytest.mark.parametrize("lain", [{"judul": "Lain"}, {"sha_isi": "b" * 64}, {"luar": True}, {"contoh": True}])
def test_fakta_lain_untuk_versi_yang_sama_ditolak(satker, lain):
    daftar(satker)
    with pytest.raises(GalatDomain, match="Versi 1 dokumen ini sudah terbit"):
        daftar(satker, **lain)


@serentak
def test_dua_pendaftar_serentak_satu_terbitan(satker):
    satu, dua = berdua(lambda: daftar(satker), lambda: daftar(satker))
    assert satu == dua
    assert Terbitan.objects.count() == 1


def test_pdf_disimpan_sekali(satker):
    terbitan = daftar(satker)
    assert not terbitan.terbit
    pertama = simpan_pdf(terbitan, pdf(), 3)
    lagi = simpan_pdf(terbitan, pdf(200), 9)
    assert (lagi.sha256, lagi.halaman, lagi.ukuran) == (pertama.sha256, 3, len(pdf()))
    with default_storage.open(lagi.berkas.name) as isi:
        assert isi.read() == pdf()
    assert tersimpan() == [lagi.berkas.name]


@serentak
def test_dua_pekerja_serentak_satu_pdf(satker, monkeypatch):
    """Both have written their file before either row is tried."""
    terbitan, gerbang, asli = daftar(satker), threading.Barrier(2, timeout=20), services._catat_pdf

    def catat(baru, *, oleh):
        gerbang.wait()
        return asli(baru, oleh=oleh)

    monkeypatch.setattr(services, "_catat_pdf", catat)
    satu, dua = berdua(
        *(lambda isi=isi: simpan_pdf(Terbitan.objects.get(pk=terbitan.pk), isi, 1) for isi in (pdf(), pdf(200)))
    )
    assert satu.sha256 == dua.sha256
    assert satu.sha256
    assert tersimpan() == [satu.berkas.name] == [dua.berkas.name]


@serentak
def test_pekerja_mati_antara_berkas_dan_baris(satker, monkeypatch):
    """What it left is taken away by the next try, and nothing else is."""
    lain = simpan_pdf(daftar(satker, seri="uji:lain"), pdf(400), 1)
    terbitan = daftar(satker)
    with monkeypatch.context() as mati:
        mati.setattr(services, "_catat_pdf", lambda *a, **k: (_ for _ in ()).throw(KeyboardInterrupt))
        mati.setattr(default_storage, "delete", lambda nama: None)
        with pytest.raises(KeyboardInterrupt):
            simpan_pdf(terbitan, pdf(), 3)
    assert len(tersimpan()) == 2
    assert not Terbitan.objects.get(pk=terbitan.pk).terbit
    jadi = simpan_pdf(terbitan, pdf(), 3)
    assert tersimpan() == sorted([lain.berkas.name, jadi.berkas.name])


@serentak
def test_sapuan_hanya_di_folder_sendiri(satker):
    """A row whose file lies elsewhere takes nothing away there."""
    default_storage.save("a.pdf", ContentFile(b"%PDF"))
    default_storage.save("b.pdf", ContentFile(b"%PDF"))
    terbitan = daftar(satker)
    Terbitan.objects.filter(pk=terbitan.pk).update(berkas="a.pdf", sha256="e" * 64, terbit_pada=KINI)
    simpan_pdf(terbitan, pdf(), 1)
    assert default_storage.exists("a.pdf")
    assert default_storage.exists("b.pdf")


def test_baris_gagal_berkas_tidak_tertinggal(satker, terbitan):
    with pytest.raises(GalatDomain, match="persis sama"):
        simpan_pdf(daftar(satker, versi=2), pdf(), 3)
    assert tersimpan() == [terbitan.berkas.name]
    with pytest.raises(GalatDomain, match="bukan PDF"):
        simpan_pdf(daftar(satker, versi=2), b"<html>", 1)


def test_pdf_terbit_beku(terbitan):
    with pytest.raises(IntegrityError, match="tidak boleh berubah"), transaction.atomic():
        Terbitan.objects.filter(pk=terbitan.pk).update(halaman=4)


def test_cabut_sekali(satker, terbitan):
    satu = cabut(terbitan, oleh=None).dicabut_pada
    assert satu
    assert cabut(terbitan, oleh=None).dicabut_pada == satu


def test_yang_berlaku_versi_terbaru_dan_yang_lama_tidak_hidup_lagi(satker, terbitan):
    dua = daftar(satker, versi=2)
    daftar(satker, versi=9, seri="uji:lain")
    assert terbaru(terbitan) == dua
    cabut(dua, oleh=None)
    assert terbaru(dua) is None
    assert terbaru(terbitan) is None


@pytest.mark.parametrize(
    ("isi", "nama", "kata"),
    [
        (b"", "kosong.pdf", "kosong"),
        (b"\xff\xd8\xff\xe0 foto", "foto.jpg", "Simpan pindaian sebagai PDF"),
        (b"%PDF-1.7 rusak", "rusak.pdf", "rusak"),
        (None, "utuh.pdf", "belum ditandatangani"),
    ],
)
def test_salinan_yang_ditolak(terbitan, ketua, pindaian, isi, nama, kata):
    pindaian["utuh"] = True
    with pytest.raises(GalatDomain, match=kata):
        simpan_salinan(terbitan, unggahan(pdf() if isi is None else isi, nama), dicocokkan=True, oleh=ketua)
    assert not SalinanBertandaTangan.objects.exists()
    assert tersimpan() == [terbitan.berkas.name]


def test_salinan_terlalu_besar(terbitan, ketua, pindaian, settings):
    settings.BATAS_UNGGAH_MB = 0.0001
    with pytest.raises(GalatDomain, match="lebih besar dari"):
        simpan_salinan(terbitan, unggahan(), dicocokkan=True, oleh=ketua)


def test_salinan_sebelum_pdf_terbit(satker, ketua, pindaian):
    with pytest.raises(GalatDomain, match="masih dibuat"):
        simpan_salinan(daftar(satker), unggahan(), dicocokkan=True, oleh=ketua)
    luar = daftar(satker, versi=2, luar=True)  # approved on paper: the copy may come before the PDF
    assert simpan_salinan(luar, unggahan(), dicocokkan=True, oleh=ketua).terbitan == luar


def test_dikenali_dari_bita_kode_atau_orang(terbitan, ketua, pindaian):
    ttd = ({"nama": "Penanda", "waktu": ""},)
    pindaian.update(utuh=True, tanda_tangan=ttd, kode=frozenset({"LAIN"}))
    bita = simpan_salinan(terbitan, unggahan(pdf(301)), dicocokkan=False, oleh=ketua)
    pindaian.update(utuh=False, tanda_tangan=(), kode=frozenset({terbitan.kode, "LAIN"}))
    kode = simpan_salinan(terbitan, unggahan(pdf(302)), dicocokkan=False, oleh=ketua)
    pindaian.update(kode=frozenset())
    cocok = simpan_salinan(terbitan, unggahan(pdf(303)), dicocokkan=True, oleh=ketua)
    assert [(s.cara, s.nomor) for s in (bita, kode, cocok)] == [("bita", 1), ("kode", 2), ("orang", 3)]
    assert (bita.tanda_tangan, kode.tanda_tangan) == ([dict(ttd[0])], [])
    with default_storage.open(kode.berkas.name) as isi:
        assert isi.read() == pdf(302)


def test_tanpa_kode_orang_harus_mencocokkan(terbitan, ketua, pindaian):
    pindaian["kode"] = frozenset({"TAKDIKENAL22"})  # nobody's, so it says nothing
    with pytest.raises(PerluDicocokkan, match=terbitan.kode):
        simpan_salinan(terbitan, unggahan(), dicocokkan=False, oleh=ketua)
    assert not SalinanBertandaTangan.objects.exists()


def test_salinan_versi_atau_dokumen_lain_ditolak(satker, terbitan, ketua, pindaian):
    """Even when the person ticked that it is the same; another unit's title is not told."""
    dua = simpan_pdf(daftar(satker, versi=2), pdf(200), 1)
    sesatker = daftar(satker, seri="uji:2", judul="Notula Satker")
    asing = daftar(SatkerFactory(), seri="uji:3", judul="Rahasia Tetangga")
    kalimat = {}
    for lain in (terbitan, sesatker, asing):
        pindaian["kode"] = frozenset({lain.kode})
        with pytest.raises(GalatDomain) as galat:
            simpan_salinan(dua, unggahan(), dicocokkan=True, oleh=ketua)
        kalimat[lain] = str(galat.value)
    assert kalimat[terbitan] == "Berkas ini salinan versi 1, bukan versi 2. Unggah di halaman versi 1."
    assert "“Notula Satker” versi 1" in kalimat[sesatker]
    assert "dokumen lain" in kalimat[asing]
    assert "Rahasia" not in kalimat[asing]
    assert not SalinanBertandaTangan.objects.exists()


def test_berkas_yang_sudah_menjadi_salinan_versi_lain_ditolak(satker, terbitan, ketua, pindaian):
    simpan_salinan(terbitan, unggahan(), dicocokkan=True, oleh=ketua)
    dua = simpan_pdf(daftar(satker, versi=2), pdf(200), 1)
    with pytest.raises(GalatDomain, match="salinan versi 1, bukan versi 2"):
        simpan_salinan(dua, unggahan(), dicocokkan=True, oleh=ketua)


def test_salinan_sama_dua_kali_satu(terbitan, ketua, pindaian):
    satu = simpan_salinan(terbitan, unggahan(), dicocokkan=True, oleh=ketua)
    dua = simpan_salinan(terbitan, unggahan(nama="lagi.pdf"), dicocokkan=False, oleh=ketua)
    assert satu == dua
    assert tersimpan() == sorted([terbitan.berkas.name, satu.berkas.name])


@serentak
@pytest.mark.parametrize(("lebar", "nomor"), [((300, 300), [1]), ((300, 301), [1, 2])])
def test_dua_pengunggah_serentak(terbitan, ketua, pindaian, lebar, nomor):
    hasil = berdua(
        *(lambda x=x: simpan_salinan(terbitan, unggahan(pdf(x)), dicocokkan=True, oleh=ketua) for x in lebar)
    )
    semua = SalinanBertandaTangan.objects.order_by("nomor")
    assert [s.nomor for s in semua] == nomor
    assert {s.pk for s in hasil} == {s.pk for s in semua}
    assert tersimpan() == sorted([terbitan.berkas.name, *(s.berkas.name for s in semua)])


def test_salinan_gagal_tercatat_tidak_meninggalkan_berkas(terbitan, ketua, pindaian, monkeypatch):
    monkeypatch.setattr(SalinanBertandaTangan, "save", lambda *a, **k: (_ for _ in ()).throw(RuntimeError))
    with pytest.raises(RuntimeError):
        simpan_salinan(terbitan, unggahan(), dicocokkan=True, oleh=ketua)
    assert tersimpan() == [terbitan.berkas.name]


def test_salinan_beku(terbitan, ketua, pindaian):
    salinan = simpan_salinan(terbitan, unggahan(), dicocokkan=True, oleh=ketua)
    for nilai in ({"sha256": "f" * 64}, {"berkas": "lain.pdf"}, {"nomor": 5}):
        with pytest.raises(IntegrityError, match="tidak boleh berubah"), transaction.atomic():
            SalinanBertandaTangan.objects.filter(pk=salinan.pk).update(**nilai)


def test_kenali(satker, terbitan, ketua, pindaian):
    daftar(satker, versi=2)  # without a PDF: its empty hash is nobody's
    salinan = simpan_salinan(terbitan, unggahan(), dicocokkan=True, oleh=ketua)
    assert kenali(terbitan.sha256) == terbitan
    assert kenali(salinan.sha256) == salinan
    assert kenali("0" * 64) is None
    assert kenali("") is None
