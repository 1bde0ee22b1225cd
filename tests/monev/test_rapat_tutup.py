"""Closing: decisions become follow-ups, each paper is filed once and offered for what was ticked."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.monev.bantu_rapat import (
    KERTAS,
    RAPAT,
    SEBELUM,
    SESUDAH,
    H,
    dunia,
    foto,
    jadwalkan,
    putuskan,
    saat,
    teks_pdf,
    usulan,
)
from tests.pabrik import orang
from zi.bukti.models import Berkas, PemenuhanBukti, Resep, SyaratBukti, VersiBerkas
from zi.common.galat import GalatDomain, TidakBerhak
from zi.common.models import Pekerjaan
from zi.common.services import kerjakan
from zi.dokumen.pdf import buat_pdf
from zi.monev import services_tutup
from zi.monev.models import BerkasRapat, FotoRapat, Rapat, TujuanBerkas
from zi.monev.queries_tutup import daftar_tujuan, kertas
from zi.monev.services_agenda import catat, tambah
from zi.monev.services_foto import FOTO_MAKS, hapus_foto, unggah_foto
from zi.monev.services_hadir import hadir_akun
from zi.monev.services_kaitan import kaitkan
from zi.monev.services_peserta import undang_tim
from zi.monev.services_rapat import buat, langkah
from zi.monev.services_tutup import kunci, tutup, ulangi
from zi.satker.models import Peran

pytestmark = pytest.mark.django_db


@pytest.fixture
def jam():
    with time_machine.travel(SEBELUM, tick=False) as penjelajah:
        yield penjelajah


@pytest.fixture
def d(jam):
    """The monev of November is over; it was linked to the occurrence of December, and has a photo."""
    d = dunia()
    d.rapat = jadwalkan(d)
    kaitkan(d.rapat, [d.kejadian.pk], oleh=d.ketua)
    jam.move_to(RAPAT)
    hadir_akun(d.rapat, oleh=d.anggota)
    unggah_foto(d.rapat, foto(), oleh=d.ketua, keterangan="Pembukaan rapat")
    jam.move_to(SESUDAH)
    return d


def tujuan(rapat, siapa):
    return daftar_tujuan(rapat, siapa, kertas(rapat))


def semua_centang(d):
    return [c.kunci for t in tujuan(d.rapat, d.ketua) for c in t.centang]


def arsipkan(d):
    """Run the job as a worker would."""
    return kerjakan(Pekerjaan.objects.get(kunci=kunci(d.rapat)).pk)


def test_menutup_menyimpan_tiap_berkas_untuk_kejadiannya(d, django_capture_on_commit_callbacks):
    assert len(semua_centang(d)) == 4
    with django_capture_on_commit_callbacks(execute=True):
        tutup(d.rapat, semua_centang(d), oleh=d.ketua)
    assert [b.jenis for b in d.rapat.berkas.all()] == list(KERTAS)
    ajuan = [(p.syarat.teks, p.berkas.jenis.kode, p.kejadian, p.status) for p in PemenuhanBukti.objects.order_by("pk")]
    assert ajuan == [(f"Bukti {k}", k, d.kejadian, "menunggu") for k in KERTAS]
    assert {p.ditawarkan_oleh for p in PemenuhanBukti.objects.all()} == {d.ketua}
    judul = "Notula Rapat monev Zona Integritas November 2026, 1 Desember 2026"
    notula = Berkas.objects.get(jenis__kode="notula")
    assert (notula.judul, notula.tanggal, notula.satker) == (judul, H(2026, 12, 1), d.satker)
    with notula.versi.get().isi.open("rb") as isi:
        assert "Belum ada butir agenda yang dicatat." in teks_pdf(isi.read())
    with Berkas.objects.get(jenis__kode="dokumentasi").versi.get().isi.open("rb") as isi:
        assert "Pembukaan rapat" in teks_pdf(isi.read())


def test_hanya_yang_dicentang(d, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tutup(d.rapat, [k for k in semua_centang(d) if k.startswith("notula")], oleh=d.ketua)
    assert [p.syarat.teks for p in PemenuhanBukti.objects.all()] == ["Bukti notula"]
    assert Berkas.objects.count() == 4  # all are in the register of the unit


def test_teks_yang_sama_tidak_berarti_apa_apa(d):
    """A requirement of the same words in a row that is not linked is not offered, nor one of another kind here."""
    lain = SyaratBukti.objects.create(baris=dunia().baris, teks="Bukti notula", jenis=["notula"], urutan=9)
    bukan = SyaratBukti.objects.create(baris=d.baris, teks="Notula rapat", jenis=["sk"], urutan=9)
    assert not {lain, bukan} & {t.syarat for t in tujuan(d.rapat, d.ketua)}


def test_menutup_dua_kali_sama_dengan_sekali(d, django_capture_on_commit_callbacks):
    putuskan(d, d.rapat, "SK", penanggung_jawab=d.anggota, tenggat=H(2026, 12, 9))
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tutup(d.rapat, semua_centang(d), oleh=d.ketua)
    assert (Berkas.objects.count(), PemenuhanBukti.objects.count(), d.satker.tindak_lanjut.count()) == (4, 4, 1)
    with pytest.raises(GalatDomain, match=r"statusnya “Selesai” \(oleh Ida Ketua Rekaan"):
        tutup(d.rapat, [], oleh=orang(d.satker, "ketua_tim"))


@pytest.mark.parametrize("langkah_ke", range(4))
def test_pekerjaan_terbunuh_di_tengah_tidak_menggandakan(d, monkeypatch, langkah_ke):
    """Killed at the n-th paper after its bytes were written; the second run files each once."""
    tutup(d.rapat, semua_centang(d), oleh=d.ketua)
    asli, ke = services_tutup.tawarkan, iter(range(100))

    def mati(*a, **k):
        if next(ke) == langkah_ke:
            raise SystemExit
        return asli(*a, **k)

    monkeypatch.setattr(services_tutup, "tawarkan", mati)
    with pytest.raises(SystemExit):
        arsipkan(d)
    Pekerjaan.objects.filter(kunci=kunci(d.rapat)).update(sewa_sampai=RAPAT)  # its lease is over
    assert arsipkan(d)
    assert not arsipkan(d)  # done
    assert Berkas.objects.count() == VersiBerkas.objects.count() == PemenuhanBukti.objects.count() == 4
    assert not BerkasRapat.objects.filter(berkas=None)


def test_mati_sesudah_menulis_isi_sebelum_barisnya(d, monkeypatch):
    tutup(d.rapat, semua_centang(d), oleh=d.ketua)
    asli, ke = services_tutup._catat, iter(range(100))

    def mati(*a, **k):
        if next(ke) == 1:
            raise SystemExit
        return asli(*a, **k)

    monkeypatch.setattr(services_tutup, "_catat", mati)
    with pytest.raises(SystemExit):
        arsipkan(d)
    assert Berkas.objects.count() == 1
    Pekerjaan.objects.filter(kunci=kunci(d.rapat)).update(sewa_sampai=RAPAT)
    arsipkan(d)
    assert Berkas.objects.count() == PemenuhanBukti.objects.count() == 4


def test_dua_pekerja_sekaligus_satu_berkas(d, monkeypatch):
    """The second one has filed the paper while the first was drawing it."""
    tutup(d.rapat, [], oleh=d.ketua)
    satu = d.rapat.berkas.get(jenis="undangan")
    asli = services_tutup.simpan_isi

    def didahului(versi, hasil):
        asli(versi, hasil)
        monkeypatch.setattr(services_tutup, "simpan_isi", asli)
        services_tutup._arsipkan(Rapat.objects.get(pk=d.rapat.pk), BerkasRapat.objects.get(pk=satu.pk))

    monkeypatch.setattr(services_tutup, "simpan_isi", didahului)
    services_tutup._arsipkan(Rapat.objects.get(pk=d.rapat.pk), satu)
    assert Berkas.objects.count() == VersiBerkas.objects.count() == 1


def test_centang_yang_berubah_sejak_halaman_dibuka(client, d):
    """A requirement was deleted meanwhile, an occurrence unlinked, another ticked by hand: nothing is closed."""
    client.force_login(d.ketua)
    url, centang = reverse("monev:tutup", args=[d.rapat.pk]), semua_centang(d)
    SyaratBukti.objects.filter(pk=d.syarat[2].pk).update(dihapus_pada=SESUDAH)
    jawab = client.post(url, {"untuk": centang})
    assert (jawab.status_code, "berubah sejak halaman dibuka" in jawab.text) == (409, True)
    kaitkan(d.rapat, [], oleh=d.ketua)
    asing = dunia()
    for pilihan in (centang[:1], [f"notula:{asing.syarat[2].pk}:{asing.kejadian.pk}"], ["x"], ["notula:1:0\0"]):
        assert client.post(url, {"untuk": pilihan}).status_code == 409
    d.rapat.refresh_from_db()
    assert (d.rapat.status, BerkasRapat.objects.count(), PemenuhanBukti.objects.count()) == ("dijadwalkan", 0, 0)


def test_yang_ditolak_setelah_ditutup_disebut_alasannya(d, client):
    """The right to offer was lost between the closing and the job: the paper is kept, the reason is shown."""
    tutup(d.rapat, semua_centang(d), oleh=d.ketua)
    Peran.objects.filter(pengguna=d.ketua).update(selesai=H(2026, 11, 30))
    arsipkan(d)
    assert (Berkas.objects.count(), PemenuhanBukti.objects.count()) == (4, 0)
    assert all(t.galat for t in TujuanBerkas.objects.all())
    client.force_login(d.anggota)
    assert "Belum ditawarkan" in client.get(d.rapat.get_absolute_url()).text


def test_gagal_mencetak_disebut_dan_bisa_diulang(d, client, monkeypatch, django_capture_on_commit_callbacks):
    asli = services_tutup.buat_pdf

    def gagal(*a, **k):
        raise GalatDomain("Naskah ini terlalu besar.")

    monkeypatch.setattr(services_tutup, "buat_pdf", gagal)
    tutup(d.rapat, [], oleh=d.ketua)
    arsipkan(d)
    client.force_login(d.ketua)
    teks = client.get(d.rapat.get_absolute_url()).text
    assert "Undangan: Naskah ini terlalu besar." in teks
    assert "Coba simpan lagi" in teks
    monkeypatch.setattr(services_tutup, "buat_pdf", asli)
    with pytest.raises(TidakBerhak):
        ulangi(d.rapat, oleh=d.anggota)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("monev:tutup", args=[d.rapat.pk]), {"aksi": "ulangi"})
    assert Berkas.objects.count() == 4
    assert "Coba simpan lagi" not in client.get(d.rapat.get_absolute_url()).text


# --- what cannot be closed --------------------------------------------------------------------------------------
def test_yang_belum_mulai_tidak_bisa_ditutup(d, jam):
    jam.move_to(saat(2026, 12, 1, 0))
    with pytest.raises(TidakBerhak, match="belum mulai"):
        tutup(d.rapat, [], oleh=d.ketua)


def test_usulan_tidak_bisa_ditutup(d):
    with pytest.raises(GalatDomain, match="statusnya “Usulan”"):
        tutup(usulan(d, H(2026, 10, 1)), [], oleh=d.ketua)


def test_penanggung_jawab_yang_sudah_pindah_menahan_penutupan(d):
    putuskan(d, d.rapat, "SK", penanggung_jawab=d.anggota, tenggat=H(2026, 12, 9))
    Peran.objects.filter(pengguna=d.anggota).update(selesai=H(2026, 11, 30))
    with pytest.raises(GalatDomain, match="Ahmad Anggota Rekaan"):
        tutup(d.rapat, semua_centang(d), oleh=d.ketua)
    d.rapat.refresh_from_db()
    assert (d.rapat.status, BerkasRapat.objects.count()) == ("dijadwalkan", 0)


def test_yang_sudah_ditutup_tidak_berubah_lagi(d):
    butir = tambah(d.rapat, "Sebelum", oleh=d.ketua)
    tutup(d.rapat, [], oleh=d.ketua)
    d.rapat.refresh_from_db()
    for ubah in (
        lambda: tambah(d.rapat, "Sesudah", oleh=d.ketua),
        lambda: catat(butir, butir.versi, oleh=d.ketua, pembahasan="x", keputusan=""),
        lambda: kaitkan(d.rapat, [], oleh=d.ketua),
        lambda: undang_tim(d.rapat, [], oleh=d.ketua),
        lambda: unggah_foto(d.rapat, foto(2), oleh=d.ketua),
        lambda: hapus_foto(d.rapat.foto.get(), oleh=d.ketua),
    ):
        butir.rapat.refresh_from_db()
        with pytest.raises(TidakBerhak, match="sudah selesai"):
            ubah()


def test_koordinator_menutup_rapatnya_di_areanya(d, django_capture_on_commit_callbacks):
    """He may offer in his area; where he may not, the page says why and takes no tick."""
    koordinator = d.orang["koordinator"]
    lain = orang(d.satker, "koordinator", area="TL")
    rapat = buat(d.satker, oleh=lain, judul="Rapat TL", mulai=RAPAT, selesai=SESUDAH, kejadian=d.kejadian)
    undang_tim(rapat, [d.anggota.pk], oleh=lain)
    langkah(rapat, "undang", oleh=lain)
    assert all(t.alasan for t in tujuan(rapat, lain))
    assert not any(t.alasan for t in tujuan(rapat, koordinator))
    with pytest.raises(GalatDomain, match="berubah sejak"):
        tutup(rapat, [tujuan(rapat, lain)[0].centang[0].kunci], oleh=lain)
    butir = tambah(rapat, "Tugas", oleh=lain)
    catat(butir, 1, oleh=lain, pembahasan="", keputusan="Kerjakan", penanggung_jawab=d.anggota, tenggat=H(2026, 12, 9))
    with django_capture_on_commit_callbacks(execute=True):
        tutup(rapat, [], oleh=lain)
    assert d.satker.tindak_lanjut.get().area == "TL"
    assert [b.jenis for b in rapat.berkas.all()] == ["undangan", "daftar_hadir", "notula"]


def test_resep_tanpa_notula_tidak_meninggalkan_notula_kosong(d):
    resep = Resep.objects.create(satker=d.satker, nama="Sosialisasi")
    rapat = buat(d.satker, oleh=d.ketua, judul="Sosialisasi", mulai=RAPAT, selesai=SESUDAH, resep=resep)
    assert kertas(rapat) == ["undangan", "daftar_hadir"]
    putuskan(d, rapat, "Ada yang dibahas")
    assert kertas(rapat) == ["undangan", "daftar_hadir", "notula"]


# --- photos -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("nama", "isi"),
    [("foto.jpg", b"bukan gambar"), ("foto.jpg", b""), ("foto.jpg", b"%PDF-1.7\n"), ("foto.svg", b"<svg/>")],
)
def test_foto_yang_bukan_foto_ditolak_dengan_kalimat(client, d, nama, isi):
    client.force_login(d.ketua)
    url = reverse("monev:foto", args=[d.rapat.pk])
    jawab = client.post(url, {"foto": SimpleUploadedFile(nama, isi)}, follow=True)
    assert 'class="alert' in jawab.text or "alert-danger" in jawab.text
    assert d.rapat.foto.count() == 1


def test_pdf_sah_pun_bukan_foto(d):
    berkas = SimpleUploadedFile("a.pdf", buat_pdf("<p>a</p>").isi, "application/pdf")
    with pytest.raises(GalatDomain, match="bukan foto"):
        unggah_foto(d.rapat, berkas, oleh=d.ketua)


def test_foto_yang_sama_sekali_dan_paling_banyak_dua_belas(d):
    satu = unggah_foto(d.rapat, foto(), oleh=d.ketua)
    assert satu == d.rapat.foto.get()
    for n in range(2, FOTO_MAKS + 1):
        unggah_foto(d.rapat, foto(n), oleh=d.ketua)
    with pytest.raises(GalatDomain, match="Paling banyak 12 foto"):
        unggah_foto(d.rapat, foto(99), oleh=d.ketua)
    nama = str(satu.isi.name)
    assert FotoRapat.objects.count() == FOTO_MAKS
    assert satu.isi.storage.exists(nama)


def test_foto_dihapus_isinya_juga(d, django_capture_on_commit_callbacks):
    satu = d.rapat.foto.get()
    with django_capture_on_commit_callbacks(execute=True):
        hapus_foto(satu, oleh=d.ketua)
    assert not satu.isi.storage.exists(str(satu.isi.name))
