"""The LHE: written by the ketua of the TPI, numbered once a year, frozen, issued, read by the unit."""

import datetime
import io
import subprocess

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from tests.lke.bantu import TAHUN, bangun_lke
from tests.pabrik import SatkerFactory
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.dokumen.models import Terbitan
from zi.lke.lhe.queries import usul_rekomendasi
from zi.lke.lhe.services import NomorDipakai, isi_lhe, simpan_lhe, terbitkan_lhe
from zi.lke.models import Anggota, Lhe, SuratTugas
from zi.lke.services import jawab, langkah, mulai_putaran
from zi.monev.laporan.kanonik import baca, sidik
from zi.notifikasi.models import Notifikasi

pytestmark = pytest.mark.django_db
YT, ABC = "A.I.1.i.a", "A.I.1.i.b"
HARI = datetime.date(2023, 12, 4)


@pytest.fixture
def dunia():
    """A published round of the TPI with two answers, a remark, and an answer that the ketua replaced."""
    d = bangun_lke()
    d.ketua, d.anggota = d.orang["ketua_tpi"], d.orang["evaluator"]
    d.anggota.nama = "Penilai Anggota"
    d.anggota.save()
    d.inspektorat = SatkerFactory(nama="Inspektorat Uji", kota="Jakarta")
    d.surat = SuratTugas.objects.get()
    d.surat.penerbit = d.inspektorat
    d.surat.save()
    Anggota.objects.create(surat=d.surat, pengguna=d.anggota)
    jawab(d.tpi, d.tanya[YT], 0, tulisan="Ya", catatan="SK ditetapkan <tepat> & lengkap", oleh=d.anggota)
    jawab(d.tpi, d.tanya[ABC], 0, tulisan="A", oleh=d.anggota)
    jawab(d.tpi, d.tanya[ABC], 1, tulisan="C", alasan="Buktinya bukan tahun ini", oleh=d.ketua)
    return d


@pytest.fixture
def terbit(dunia):
    langkah(dunia.tpi, "serahkan", oleh=dunia.anggota, tetap=True)
    langkah(dunia.tpi, "terbitkan", oleh=dunia.ketua, tetap=True)
    dunia.tpi.refresh_from_db()
    return dunia


def tulis(dunia, versi=0, oleh=None, **lain):
    isi = {"nomor": "LHE-7/ITJEN/2023", "tanggal": HARI, "rekomendasi": "Lengkapi bukti\n\nPerbaiki POS", **lain}
    return simpan_lhe(dunia.tpi, versi, oleh=oleh or dunia.ketua, **isi)


def test_hanya_ketua_dan_admin_pusat_sesudah_terbit(dunia):
    with pytest.raises(TidakBerhak, match="belum terbit"):
        tulis(dunia)
    langkah(dunia.tpi, "serahkan", oleh=dunia.anggota, tetap=True)
    langkah(dunia.tpi, "terbitkan", oleh=dunia.ketua, tetap=True)
    dunia.tpi.refresh_from_db()
    for jenis in ("ketua_tim", "kepala", "admin_satker"):
        with pytest.raises(TidakBerhak):
            tulis(dunia, oleh=dunia.orang[jenis])
    with pytest.raises(TidakBerhak):
        tulis(dunia, oleh=dunia.anggota)
    lhe = tulis(dunia, oleh=dunia.orang["admin_pusat"])
    assert (lhe.surat, lhe.penerbit, lhe.versi) == (dunia.surat, dunia.inspektorat, 1)
    assert tulis(dunia).versi == 1  # the same twice is once
    with pytest.raises(SudahBerubah):
        tulis(dunia, rekomendasi="Lain")
    assert tulis(dunia, 1, nomor="  LHE-8 ").nomor == "LHE-8"
    assert [str(Lhe(nomor=n)) for n in ("LHE-8", "8/ITJEN/2023")] == ["LHE-8", "LHE 8/ITJEN/2023"]


def test_isi_lengkap_dan_beku(terbit):
    lhe = terbitkan_lhe(tulis(terbit), oleh=terbit.ketua)
    isi = baca(lhe.isi)
    assert sidik(lhe.isi) == lhe.sha256 == lhe.terbitan.sha_isi
    assert (isi["nomor"], isi["tanggal"], isi["surat"]["nomor"]) == ("LHE-7/ITJEN/2023", HARI, "ST-1/2023")
    assert isi["total"] == terbit.tpi.hasil["nilai"]["total"]
    assert [k["kode"] for k in isi["komponen"]] == ["A", "A.I", "A.II", "B", "B.I", "B.II"]
    kurang = {p["nama"]: sum(not s["terpenuhi"] for s in p["syarat"]) for p in isi["predikat"]}
    assert list(kurang.items()) == [(p, len(k["kurang"])) for p, k in terbit.tpi.hasil["ambang"].items()]
    assert [(c["kode"], c["jawaban"]) for c in isi["catatan"]] == [(YT, "Ya")]
    (ganti,) = isi["penggantian"]
    assert (ganti["kode"], ganti["dari"], ganti["ke"]) == (ABC, "A", "C")
    assert (ganti["dari_oleh"], ganti["alasan"]) == ("Penilai Anggota", "Buktinya bukan tahun ini")
    assert isi["rekomendasi"] == ["Lengkapi bukti", "Perbaiki POS"]
    assert [p["ketua"] for p in isi["penanda"]] == [True, False]
    assert terbitkan_lhe(lhe, oleh=terbit.ketua).terbit_pada == lhe.terbit_pada
    assert Terbitan.objects.filter(seri=f"lhe:{terbit.tpi.pk}").count() == 1
    assert Notifikasi.objects.filter(kunci=f"lhe:{lhe.pk}").count() == 2
    with pytest.raises(GalatDomain, match="sudah terbit"):
        tulis(terbit, lhe.versi)
    for ubah in (
        lambda: Lhe.objects.filter(pk=lhe.pk).update(nomor="X"),
        lambda: Lhe.objects.filter(pk=lhe.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ubah()


def test_penilaian_mandiri_yang_dievaluasi(dunia):
    """What the unit hands in after the round is out is not what was evaluated."""
    ketua_tim = dunia.orang["ketua_tim"]
    for aksi, siapa in (("serahkan", "ketua_tim"), ("terbitkan", "kepala")):
        langkah(dunia.mandiri, aksi, oleh=dunia.orang[siapa], tetap=True)
    for aksi, siapa in (("serahkan", dunia.anggota), ("terbitkan", dunia.ketua)):
        langkah(dunia.tpi, aksi, oleh=siapa, tetap=True)
    baru = mulai_putaran(dunia.satker, TAHUN, "mandiri", oleh=ketua_tim)
    langkah(baru, "serahkan", oleh=ketua_tim, tetap=True)
    dunia.tpi.refresh_from_db()
    assert isi_lhe(tulis(dunia))["mandiri"]["putaran"] == str(dunia.mandiri)


def test_nomor_setahun_sekali(terbit):
    tulis(terbit)
    kedua = mulai_putaran(terbit.satker, TAHUN, "tpi", oleh=terbit.ketua)
    langkah(kedua, "serahkan", oleh=terbit.ketua, tetap=True)
    langkah(kedua, "terbitkan", oleh=terbit.ketua, tetap=True)
    terbit.tpi = kedua
    for nomor in ("LHE-7/ITJEN/2023", " lhe-7/itjen/2023 "):
        with pytest.raises(NomorDipakai, match="sudah dipakai LHE"):
            tulis(terbit, nomor=nomor)
    with pytest.raises(GalatDomain, match="Rekomendasi paling panjang"):
        tulis(terbit, nomor="LHE-8", rekomendasi="x" * 8001)
    assert tulis(terbit, tanggal=datetime.date(2024, 1, 2)).tahun_surat == 2024
    with pytest.raises(GalatDomain, match="Isi nomor"):
        tulis(terbit, 1, nomor=" \0 ")


def test_tanpa_surat_tugas(terbit):
    terbit.surat.satker.clear()
    with pytest.raises(GalatDomain, match="surat tugas"):
        tulis(terbit, oleh=terbit.orang["admin_pusat"])


def test_usul_rekomendasi_dari_syarat_yang_kurang(terbit):
    baris = usul_rekomendasi(terbit.tpi).splitlines()
    assert len(baris) == len(terbit.tpi.hasil["ambang"]["WBK"]["kurang"])
    assert baris[0].startswith("Memenuhi syarat WBK: ")


def test_pdf_dan_docx(client, terbit, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        lhe = terbitkan_lhe(tulis(terbit), oleh=terbit.ketua)
    lhe.terbitan.refresh_from_db()
    assert lhe.terbitan.terbit
    client.force_login(terbit.orang["ketua_tim"])
    pdf = tmp_path / "lhe.pdf"
    pdf.write_bytes(b"".join(client.get(reverse("lke:lhe_unduh", args=[terbit.tpi.pk, "pdf"]))))
    teks = " ".join(subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True).stdout.split())
    docx = b"".join(client.get(reverse("lke:lhe_unduh", args=[terbit.tpi.pk, "docx"])))
    naskah = Document(io.BytesIO(docx))
    kata = " ".join(
        [p.text for p in naskah.paragraphs] + [c.text for t in naskah.tables for r in t.rows for c in r.cells]
    )
    for isi in (teks, kata):
        for satu in (
            "LAPORAN HASIL EVALUASI PEMBANGUNAN ZONA INTEGRITAS",
            "LHE-7/ITJEN/2023",
            "4 Desember 2023",
            terbit.satker.nama,
            "ST-1/2023",
            "SK ditetapkan <tepat> & lengkap",
            "Buktinya bukan tahun ini",
            "Perbaiki POS",
            "Nilai total",
            "Predikat WBK",
            "Penilai Anggota",
            "Ketua tim,",
        ):
            assert satu in isi
    assert lhe.terbitan.kode in teks
    assert "DRAF" not in teks
    assert client.get(reverse("dokumen:keaslian", args=[lhe.terbitan.kode])).status_code == 200
    assert isi_lhe(lhe) == baca(lhe.isi)


def test_kueri_halaman_lhe(client, terbit):
    alamat = reverse("lke:lhe", args=[terbit.tpi.pk])
    client.force_login(terbit.ketua)
    jumlah = []
    for langkah_ in (lambda: None, lambda: terbitkan_lhe(tulis(terbit), oleh=terbit.ketua)):
        langkah_()
        client.get(alamat)
        with CaptureQueriesContext(connection) as kueri:
            client.get(alamat)
        jumlah.append(len(kueri))
    assert max(jumlah) <= 12


def test_halaman_lhe(client, terbit):
    alamat = reverse("lke:lhe", args=[terbit.tpi.pk])
    unduh = reverse("lke:lhe_unduh", args=[terbit.tpi.pk, "docx"])
    client.force_login(terbit.ketua)
    assert alamat in client.get(terbit.tpi.get_absolute_url()).text
    awal = client.get(alamat)
    assert "Memenuhi syarat WBK" in awal.text
    isi = {"nomor": "LHE-1", "tanggal": "2023-12-04", "rekomendasi": "Lengkapi", "versi": 0}
    assert client.post(alamat, isi | {"nomor": ""}).status_code == 422
    assert client.post(alamat, isi | {"aksi": "simpan"}).status_code == 302
    assert client.post(alamat, isi | {"aksi": "simpan"}).status_code == 302  # the same twice is once
    for aksi in ("simpan", "terbitkan"):  # somebody was faster: both are shown, the next save decides
        bentrok = client.post(alamat, isi | {"rekomendasi": "Perbaiki", "aksi": aksi})
        assert (bentrok.status_code, "Baru saja diubah orang lain" in bentrok.text) == (409, True)
        assert all(kata in bentrok.text for kata in ("Lengkapi", "Perbaiki", 'name="versi" value="1"'))
    assert (Lhe.objects.get().versi, Lhe.objects.get().rekomendasi) == (1, "Lengkapi")
    client.force_login(terbit.orang["ketua_tim"])
    assert "LHE belum terbit" in client.get(alamat).text
    assert client.get(unduh).status_code == 404
    assert alamat not in client.get(terbit.tpi.get_absolute_url()).text
    assert client.post(alamat, isi | {"versi": 1, "aksi": "terbitkan"}).status_code == 302
    assert not Lhe.objects.get().terbit_pada
    client.force_login(terbit.ketua)
    client.post(alamat, isi | {"versi": 1, "aksi": "terbitkan"})
    client.force_login(terbit.orang["ketua_tim"])
    assert "LHE-1" in client.get(alamat).text
    assert b"".join(client.get(unduh))[:2] == b"PK"
    assert client.get(reverse("lke:lhe", args=[terbit.mandiri.pk])).status_code == 404
