"""The issued document of a plan: rendered once by a job, brought back signed, or approved on paper."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader, PdfWriter

from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.common.galat import GalatDomain
from zi.common.models import Pekerjaan
from zi.common.services import ambil, kerjakan
from zi.dokumen import pindai
from zi.dokumen.models import SalinanBertandaTangan, Terbitan
from zi.dokumen.pdf import Pdf
from zi.dokumen.services import simpan_pdf
from zi.naskah import services_cetak
from zi.naskah.models import Versi
from zi.naskah.services import ajukan, langkah
from zi.naskah.services_luar import catat_luar
from zi.naskah.services_terbit import unggah_salinan
from zi.rencana.models import RencanaKerja
from zi.rencana.services import siap_diubah, ubah_kepala
from zi.satker.models import Pegawai
from zi.satker.pejabat import Pejabat

pytestmark = pytest.mark.django_db


def pdf(teks="pindaian"):
    tulis, keluar = PdfWriter(), io.BytesIO()
    tulis.add_blank_page(200, 200)
    tulis.add_metadata({"/Title": teks})
    tulis.write(keluar)
    return keluar.getvalue()


def unggahan(isi, nama="Pindaian rencana.pdf"):
    return SimpleUploadedFile(nama, isi, content_type="application/pdf")


@pytest.fixture
def rencana():
    rencana = RencanaFactory(satker=SatkerFactory(nama="Kantor Terbit"))
    BarisFactory(tabel=TabelFactory(area=AreaFactory(rencana=rencana)), uraian="Baris yang disahkan")
    return rencana


@pytest.fixture
def ketua(rencana):
    return orang(rencana.satker, "ketua_tim")


@pytest.fixture
def kepala(rencana):
    kepala = orang(rencana.satker, "kepala", pengguna__nama="Kepala Terbit")
    Pegawai.objects.create(satker=rencana.satker, nama="Kepala Terbit, M.Hum.", pengguna=kepala, nomor_induk="1970")
    return kepala


@pytest.fixture
def palsu(monkeypatch):
    """Rendering costs seconds; where the page itself does not matter, count the calls instead."""
    hasil = []

    def buat(html, **lain):
        hasil.append(html)
        return Pdf(f"%PDF-1.7 {len(hasil)}".encode(), 1, 0.1, 1)

    monkeypatch.setattr(services_cetak, "buat_pdf", buat)
    return hasil


def setujui(rencana, ketua, kepala):
    ajukan(rencana, oleh=ketua)
    langkah(rencana, "setujui", oleh=kepala)
    return Versi.objects.order_by("-nomor").first()


def pekerjaan(versi):
    return Pekerjaan.objects.get(kunci=f"terbit:{versi.pk}")


@pytest.fixture
def terbit(rencana, ketua, kepala, palsu):
    versi = setujui(rencana, ketua, kepala)
    kerjakan(pekerjaan(versi).pk)
    return Versi.objects.select_related("terbitan").get(pk=versi.pk)


# --- the issued PDF --------------------------------------------------------------------------------------------------


def test_pdf_dari_cuplikan_bukan_dari_baris_hidup(rencana, ketua, kepala):
    versi = setujui(rencana, ketua, kepala)
    siap_diubah(rencana, ketua)
    rencana.tabel.get().baris.update(uraian="Diubah sesudahnya")
    kerjakan(pekerjaan(versi).pk)
    terbitan = Terbitan.objects.get()
    with default_storage.open(terbitan.berkas.name) as berkas:
        halaman = PdfReader(io.BytesIO(berkas.read())).pages
    teks = " ".join(p.extract_text() for p in halaman)
    assert terbitan.halaman == len(halaman)
    assert "Baris yang disahkan" in teks
    assert "Diubah sesudahnya" not in teks
    assert "Kepala Terbit, M.Hum." in teks
    assert "1970" in teks
    for satu in halaman:
        kaki = " ".join(satu.extract_text().split())
        assert terbitan.sidik_pendek in kaki
        assert "bukan tanda tangan elektronik" in kaki


def test_dirender_sekali(terbit, palsu):
    lama = Terbitan.objects.values().get()
    Pekerjaan.objects.filter(pk=pekerjaan(terbit).pk).update(status="menunggu", selesai_pada=None)
    kerjakan(pekerjaan(terbit).pk)
    assert len(palsu) == 1
    assert Terbitan.objects.values().get() == lama


def test_pekerja_mati_sewaktu_merender(rencana, ketua, kepala, palsu):
    """Taken by a worker that is gone: when its lease is over another one takes it, and there is one document."""
    versi = setujui(rencana, ketua, kepala)
    satu = pekerjaan(versi)
    assert ambil(satu.pk)
    assert kerjakan(satu.pk) is False  # the lease is still good
    Pekerjaan.objects.filter(pk=satu.pk).update(sewa_sampai=timezone.now() - timedelta(seconds=1))
    assert kerjakan(satu.pk) is True
    assert (pekerjaan(versi).status, Terbitan.objects.get().halaman, len(palsu)) == ("selesai", 1, 1)


def test_pekerja_mati_setelah_berkas_sebelum_baris(rencana, ketua, kepala, palsu, monkeypatch):
    from zi.dokumen import services

    versi = setujui(rencana, ketua, kepala)

    def mati(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(services, "_catat_pdf", mati)
        with pytest.raises(KeyboardInterrupt):
            kerjakan(pekerjaan(versi).pk)
    Pekerjaan.objects.update(sewa_sampai=timezone.now() - timedelta(seconds=1))
    kerjakan(pekerjaan(versi).pk)
    assert Terbitan.objects.get().terbit


def test_gagal_dapat_diulang_dari_halaman(client, rencana, ketua, kepala, monkeypatch):
    def gagal(html, **lain):
        raise GalatDomain("Naskah ini terlalu besar.")

    monkeypatch.setattr(services_cetak, "buat_pdf", gagal)
    versi = setujui(rencana, ketua, kepala)
    kerjakan(pekerjaan(versi).pk)
    client.force_login(ketua)
    alamat = f"/rencana/versi/{versi.pk}/dokumen/"
    assert "terlalu besar" in client.get(alamat).text
    client.post(alamat, {"ulangi": "1"})
    assert pekerjaan(versi).status == "menunggu"


# --- the signed copy -------------------------------------------------------------------------------------------------


def test_salinan_menjadi_dokumen_resmi(client, terbit, ketua, monkeypatch):
    monkeypatch.setattr(pindai, "pindai", lambda *a: pindai.Temuan(frozenset({terbit.terbitan.kode}), 1, ()))
    client.force_login(ketua)
    unduh = f"/rencana/versi/{terbit.pk}/dokumen/unduh/"
    assert b"".join(client.get(unduh)) == b"%PDF-1.7 1"
    for n in (1, 2):
        jawab = client.post(f"/rencana/versi/{terbit.pk}/dokumen/", {"berkas": unggahan(pdf(f"ttd {n}"))})
        assert jawab.status_code == 302
        assert b"".join(client.get(unduh)) == pdf(f"ttd {n}")
    assert list(SalinanBertandaTangan.objects.values_list("nomor", "cara").order_by("nomor")) == [
        (1, "kode"),
        (2, "kode"),
    ]
    lama = SalinanBertandaTangan.objects.get(nomor=1)
    assert b"".join(client.get(f"/rencana/salinan/{lama.pk}/unduh/")) == pdf("ttd 1")
    assert b"".join(client.get(f"/rencana/versi/{terbit.pk}/terbitan/unduh/")) == b"%PDF-1.7 1"


def test_yang_tidak_dikenali_diminta_dicocokkan(client, terbit, ketua):
    client.force_login(ketua)
    alamat = f"/rencana/versi/{terbit.pk}/dokumen/"
    jawab = client.post(alamat, {"berkas": unggahan(pdf())})
    assert jawab.status_code == 422
    assert 'name="dicocokkan"' in jawab.text
    assert terbit.terbitan.sidik_pendek in jawab.text
    assert not SalinanBertandaTangan.objects.exists()
    assert client.post(alamat, {"berkas": unggahan(pdf()), "dicocokkan": "1"}).status_code == 302
    assert SalinanBertandaTangan.objects.get().cara == "orang"


def test_terbitan_utuh_tanpa_tanda_tangan_elektronik_diminta_dicocokkan(client, terbit, ketua, rencana, kepala):
    """The issued PDF with some bytes more is no signed copy by itself; a person must see the signature."""
    client.force_login(ketua)
    siap_diubah(rencana, ketua)
    dua = setujui(rencana, ketua, kepala)
    terbitan, isi = dua.terbitan, pdf("terbitan")
    simpan_pdf(terbitan, isi, 1)
    alamat = f"/rencana/versi/{dua.pk}/dokumen/"
    jawab = client.post(alamat, {"berkas": unggahan(isi + b"\n% tambahan")})
    assert jawab.status_code == 422
    assert "tanpa tanda tangan elektronik" in jawab.text
    assert client.post(alamat, {"berkas": unggahan(isi + b"\n% tambahan"), "dicocokkan": "1"}).status_code == 302
    assert SalinanBertandaTangan.objects.get().cara == "bita"


def test_salinan_versi_lain_ditolak(rencana, terbit, ketua, kepala, palsu, monkeypatch):
    siap_diubah(rencana, ketua)
    dua = setujui(rencana, ketua, kepala)
    kerjakan(pekerjaan(dua).pk)
    dua = Versi.objects.get(pk=dua.pk)
    monkeypatch.setattr(pindai, "pindai", lambda *a: pindai.Temuan(frozenset({terbit.terbitan.kode}), 1, ()))
    with pytest.raises(GalatDomain, match="salinan versi 1, bukan versi 2"):
        unggah_salinan(dua, unggahan(pdf()), oleh=ketua, dicocokkan=True)
    assert not SalinanBertandaTangan.objects.exists()


def test_pindaian_60_mb(client, terbit, ketua, settings):
    settings.BATAS_UNGGAH_MB = 1
    client.force_login(ketua)
    besar = unggahan(pdf() + b"\0" * 1_200_000)
    jawab = client.post(f"/rencana/versi/{terbit.pk}/dokumen/", {"berkas": besar})
    assert jawab.status_code in {413, 422}
    assert "1 MB" in jawab.text
    assert not SalinanBertandaTangan.objects.exists()


def test_versi_dicabut_tidak_menerima_salinan(rencana, terbit, ketua, kepala):
    langkah(rencana, "cabut", oleh=kepala, versi=1, catatan="Keliru.")
    terbit.refresh_from_db()
    with pytest.raises(GalatDomain, match="disetujui dan berlaku"):
        unggah_salinan(terbit, unggahan(pdf()), oleh=ketua, dicocokkan=True)


@pytest.mark.parametrize(
    ("jenis", "lihat", "unggah"),
    [("anggota", True, False), ("admin_satker", True, True), ("evaluator", True, False), ("kepala", True, True)],
)
def test_siapa_melihat_dan_mengunggah(client, terbit, jenis, lihat, unggah):
    client.force_login(orang(terbit.rencana.satker, jenis))
    jawab = client.get(f"/rencana/versi/{terbit.pk}/dokumen/")
    assert (jawab.status_code == 200) is lihat
    assert ('name="berkas"' in jawab.text) is unggah
    client.post(f"/rencana/versi/{terbit.pk}/dokumen/", {"berkas": unggahan(pdf()), "dicocokkan": "1"})
    assert SalinanBertandaTangan.objects.exists() is unggah


def test_satker_lain_tidak_melihat(client, terbit):
    client.force_login(orang(SatkerFactory(), "kepala"))
    for alamat in ("dokumen/", "dokumen/unduh/", "terbitan/unduh/"):
        assert client.get(f"/rencana/versi/{terbit.pk}/{alamat}").status_code == 404


# --- approved on paper -----------------------------------------------------------------------------------------------


@pytest.fixture
def admin(rencana):
    return orang(rencana.satker, "admin_satker")


def isian(**lain):
    return {
        "versi": "1",
        "nama": "Kepala Tanpa Akun",
        "sebutan": "",
        "jabatan": "Kepala Kantor Terbit",
        "nomor_induk": "",
        "tanggal": "2023-02-01",
        "berkas": unggahan(pdf()),
    } | lain


def test_disetujui_di_luar_sistem(client, rencana, ketua, admin, palsu):
    ajukan(rencana, oleh=ketua)
    client.force_login(admin)
    assert "Catat persetujuan" in client.get(f"/rencana/{rencana.pk}/persetujuan/").text
    jawab = client.post(f"/rencana/{rencana.pk}/disetujui-di-luar/", isian())
    assert jawab.status_code == 302, jawab.text
    versi = Versi.objects.get()
    assert (versi.status, versi.luar, versi.diputus_oleh) == ("disetujui", True, admin)
    assert (versi.pengesah["nama"], versi.pengesah["tanggal"]) == ("Kepala Tanpa Akun", "2023-02-01")
    assert SalinanBertandaTangan.objects.get().terbitan == versi.terbitan
    for alamat in ("", "riwayat/", "persetujuan/"):
        assert "isetujui di luar sistem" in client.get(f"/rencana/{rencana.pk}/{alamat}").text, alamat
    for alamat in (f"/rencana/versi/{versi.pk}/", f"/rencana/versi/{versi.pk}/dokumen/", "/rencana/", "/"):
        assert "isetujui di luar sistem" in client.get(alamat).text, alamat
    assert "isetujui di luar sistem" in client.get(versi.terbitan.get_absolute_url()).text
    kerjakan(pekerjaan(versi).pk)
    assert "Disetujui di luar sistem" in palsu[0]


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"berkas": SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff")}, "PDF"),
        ({"tanggal": "2999-01-01"}, "belum tiba"),
        ({"versi": "7"}, "versi 1"),
        ({"nama": ""}, "nama"),
    ],
)
def test_catatan_luar_yang_keliru_tidak_mengubah_apa_pun(client, rencana, ketua, admin, lain, kalimat):
    ajukan(rencana, oleh=ketua)
    client.force_login(admin)
    jawab = client.post(f"/rencana/{rencana.pk}/disetujui-di-luar/", isian(**lain))
    assert jawab.status_code == 422
    assert kalimat.lower() in jawab.text.lower()
    assert RencanaKerja.objects.get().status == "diajukan"
    assert not SalinanBertandaTangan.objects.exists()
    assert not Terbitan.objects.exists()


def test_berkas_tidak_tertinggal_bila_keputusan_ditolak(rencana, ketua, admin, settings):
    ajukan(rencana, oleh=ketua)
    pengesah = Pejabat(nama="Kepala", jabatan_kepala="Kepala Kantor")
    with pytest.raises(GalatDomain):
        catat_luar(rencana, pengesah, date(2023, 2, 1), unggahan(pdf()), oleh=admin, versi=9)
    assert not [x for x in settings.MEDIA_ROOT.rglob("*") if x.is_file()]


def test_kepala_berakun_memutus_sendiri(client, rencana, ketua, kepala, admin):
    ajukan(rencana, oleh=ketua)
    client.force_login(admin)
    client.post(f"/rencana/{rencana.pk}/disetujui-di-luar/", isian())
    assert RencanaKerja.objects.get().status == "diajukan"
    assert "memutuskan sendiri" in client.get(f"/rencana/{rencana.pk}/disetujui-di-luar/").text


def test_versi_dua_terbit_versi_satu_tetap(rencana, terbit, ketua, kepala):
    satu = Terbitan.objects.values().get()
    ubah_kepala(rencana, RencanaKerja.objects.get().versi, oleh=ketua, judul="Judul baru")
    dua = setujui(rencana, ketua, kepala)
    kerjakan(pekerjaan(dua).pk)
    assert Terbitan.objects.filter(versi=1).values().get() == satu
    assert Terbitan.objects.get(versi=2).sha256 != satu["sha256"]
