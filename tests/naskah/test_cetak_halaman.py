"""The print button: the job, its page, the file; who may, and what a command writes."""

import io
import os
import re
import stat
from io import BytesIO
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from tests.pabrik import RencanaFactory, orang
from zi.common.galat import GalatDomain
from zi.common.models import Pekerjaan
from zi.common.services import kerjakan
from zi.dokumen.pdf import Pdf
from zi.naskah.cetak import KOSONG
from zi.naskah.services import ajukan, langkah
from zi.naskah.services_cetak import cetakan, pesan_cetak
from zi.rencana.services_baris import tambah_baris

pytestmark = pytest.mark.django_db
SEMUA = ("ketua_tim", "koordinator", "anggota", "kepala", "admin_satker", "admin_pusat")


def sup(jawab):
    return BeautifulSoup(jawab.content, "html.parser")


def alamat(nama, objek):
    return reverse(f"naskah:{nama}", args=[objek.pk])


def unduh(client, pekerjaan):
    """Status, headers and bytes of the file; reading to the end closes the file."""
    jawab = client.get(alamat("unduh_pdf", pekerjaan))
    isi = b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
    return SimpleNamespace(status=jawab.status_code, kepala=jawab.headers, isi=isi)


@pytest.fixture
def pdf_semu(monkeypatch):
    """The child process stands apart (tests/dokumen); here it answers at once and counts its calls."""
    html = []

    def buat(naskah, *, lapor=None, **_):
        html.append(naskah)
        if lapor:
            lapor(1)
        return Pdf(b"%PDF-1.7 uji " + str(len(html)).encode(), 3, 0.5, 90)

    monkeypatch.setattr("zi.naskah.services_cetak.buat_pdf", buat)
    return html


def cetak(client, rencana, nomor="tertulis"):
    """Press the button; returns the job."""
    jawab = client.post(alamat("cetak", rencana), {"nomor": nomor})
    assert jawab.status_code == 302
    pekerjaan = Pekerjaan.objects.get(pk=re.search(r"/cetak/(\d+)/", jawab["Location"])[1])
    kerjakan(pekerjaan.pk)
    pekerjaan.refresh_from_db()
    return pekerjaan


# --- from button to file


def test_tombol_sampai_berkas(dunia, ketua):
    """The whole way once with the real engine."""
    form = sup(ketua.get(alamat("cetak", dunia.rencana)))
    assert form.select_one("form input[name=nomor][checked]")["value"] == "tertulis"
    pekerjaan = cetak(ketua, dunia.rencana)
    assert pekerjaan.status == "selesai"
    halaman = sup(ketua.get(alamat("cetak_status", pekerjaan)))
    assert halaman.select_one(f'a[href="{alamat("unduh_pdf", pekerjaan)}"]')
    assert not halaman.select("[hx-trigger]")
    jawab = unduh(ketua, pekerjaan)
    assert jawab.kepala["Content-Type"] == "application/pdf"
    assert jawab.kepala["Content-Disposition"].startswith('attachment; filename="rencana-kerja-zi-')
    assert jawab.kepala["X-Content-Type-Options"] == "nosniff"
    assert jawab.kepala["Cache-Control"] == "private, no-store"
    pdf = PdfReader(BytesIO(jawab.isi))
    assert len(pdf.pages) == pekerjaan.hasil["halaman"]
    assert "Penyusunan Tim Kerja" in " ".join(" ".join(h.extract_text().split()) for h in pdf.pages)


def test_berkas_tidak_terbuka_untuk_umum(dunia, ketua, pdf_semu):
    path = cetak(ketua, dunia.rencana).hasil["path"]
    assert not stat.S_IMODE(os.stat(default_storage.path(path)).st_mode) & stat.S_IROTH
    assert re.fullmatch(rf"cetak/{dunia.satker.pk}/[0-9a-f]{{32}}\.pdf", path)


def test_nginx_mengirim_bila_ada(dunia, ketua, pdf_semu, settings):
    settings.X_ACCEL = True
    pekerjaan = cetak(ketua, dunia.rencana)
    jawab = unduh(ketua, pekerjaan)
    assert jawab.kepala["X-Accel-Redirect"] == f"/_berkas/{pekerjaan.hasil['path']}"
    assert "attachment" in jawab.kepala["Content-Disposition"]
    assert jawab.isi == b""


def test_isi_sama_pekerjaan_sama(dunia, ketua, pdf_semu):
    pertama = cetak(ketua, dunia.rencana)
    assert cetak(ketua, dunia.rencana) == pertama
    assert len(pdf_semu) == 1
    assert cetak(ketua, dunia.rencana, "rapi") != pertama
    tambah_baris(dunia.area[0], oleh=dunia.ketua, uraian="Baris baru")
    kedua = cetak(ketua, dunia.rencana)
    assert kedua != pertama
    assert "Baris baru" in pdf_semu[-1]


def test_berkas_hilang_dicetak_lagi(dunia, ketua, pdf_semu):
    pertama = cetak(ketua, dunia.rencana)
    default_storage.delete(pertama.hasil["path"])
    assert unduh(ketua, pertama).status == 404
    lagi = cetak(ketua, dunia.rencana)
    assert lagi == pertama
    assert default_storage.exists(lagi.hasil["path"])
    assert len(pdf_semu) == 2


def test_berubah_sewaktu_menunggu_dikatakan(dunia, ketua, pdf_semu):
    pekerjaan = pesan_cetak(dunia.rencana, oleh=dunia.ketua)
    tambah_baris(dunia.area[0], oleh=dunia.ketua, uraian="Menyusul")
    kerjakan(pekerjaan.pk)
    pekerjaan.refresh_from_db()
    assert pdf_semu == []
    assert "Rencana berubah" in sup(ketua.get(alamat("cetak_status", pekerjaan))).text
    assert unduh(ketua, pekerjaan).status == 404


def test_terlalu_besar_dikatakan_bukan_diulang(dunia, ketua, monkeypatch):
    def tolak(*_, **__):
        raise GalatDomain("Naskah ini terlalu besar.")

    monkeypatch.setattr("zi.naskah.services_cetak.buat_pdf", tolak)
    pekerjaan = cetak(ketua, dunia.rencana)
    assert (pekerjaan.status, pekerjaan.percobaan) == ("selesai", 1)
    halaman = sup(ketua.get(alamat("cetak_status", pekerjaan)))
    assert "Naskah ini terlalu besar." in halaman.text
    assert halaman.select_one(f'a[href="{alamat("cetak", dunia.rencana)}"]')


def test_gagal_tidak_menampilkan_isi_galat(dunia, ketua, monkeypatch):
    def rusak(*_, **__):
        raise RuntimeError("Traceback: rahasia")

    monkeypatch.setattr("zi.naskah.services_cetak.buat_pdf", rusak)
    pekerjaan = cetak(ketua, dunia.rencana)
    assert pekerjaan.status == "menunggu"
    assert "Traceback" not in ketua.get(alamat("cetak_status", pekerjaan)).text
    Pekerjaan.objects.update(status="gagal", selesai_pada=pekerjaan.dibuat_pada)
    jawab = ketua.get(alamat("cetak_status", pekerjaan)).text
    assert "tidak berhasil dicetak" in jawab
    assert "Traceback" not in jawab


def test_menunggu_bertanya_sendiri_dan_dengan_tautan(dunia, ketua):
    pekerjaan = pesan_cetak(dunia.rencana, oleh=dunia.ketua)
    url = alamat("cetak_status", pekerjaan)
    halaman = sup(ketua.get(url))
    tautan = halaman.select_one("#keadaan a[hx-get]")
    assert (tautan["hx-get"], tautan["hx-trigger"], tautan["hx-target"]) == (url, "every 2s", "#keadaan")
    assert tautan["href"] == url, "without JavaScript the link asks again"
    sepotong = ketua.get(url, headers={"HX-Request": "true"})
    assert sup(sepotong).select_one("#keadaan progress")
    assert "<html" not in sepotong.text


def test_kemajuan_tercatat(dunia, monkeypatch):
    catatan = []
    monkeypatch.setattr("zi.naskah.services_cetak.kemajuan", lambda pk, persen, teks: catatan.append((persen, teks)))
    pekerjaan = pesan_cetak(dunia.rencana, oleh=dunia.ketua)
    kerjakan(pekerjaan.pk)
    persen = [x for x, _ in catatan]
    assert persen[0] == 10
    assert max(persen) <= 90
    assert (30, "Menata halaman 1") in catatan or any(t == "Menata halaman 1" for _, t in catatan)


def test_terakhir_dicetak_ada_di_halaman(dunia, ketua, pdf_semu):
    pekerjaan = cetak(ketua, dunia.rencana)
    tautan = sup(ketua.get(alamat("cetak", dunia.rencana))).select_one(f'a[href="{alamat("unduh_pdf", pekerjaan)}"]')
    assert tautan


# --- what is printed


def test_yang_disetujui_dicetak_dari_versinya(dunia, ketua, pdf_semu):
    """The snapshot, not the rows: even a change behind the services does not reach the document."""
    ajukan(dunia.rencana, oleh=dunia.ketua)
    assert cetakan(dunia.rencana).draf
    langkah(dunia.rencana, "setujui", oleh=dunia.orang["kepala"])
    dunia.baris.uraian = "Menyelinap"
    dunia.baris.save()
    assert not cetakan(dunia.rencana).draf
    pekerjaan = cetak(ketua, dunia.rencana)
    assert "Menyelinap" not in pdf_semu[-1]
    assert "Penyusunan Tim Kerja" in pdf_semu[-1]
    assert "data:image/svg+xml" not in pdf_semu[-1]
    assert "draf" not in unduh(ketua, pekerjaan).kepala["Content-Disposition"]


def test_sesudah_diubah_lagi_menjadi_draf(dunia, ketua, pdf_semu):
    ajukan(dunia.rencana, oleh=dunia.ketua)
    langkah(dunia.rencana, "setujui", oleh=dunia.orang["kepala"])
    tambah_baris(dunia.area[0], oleh=dunia.ketua, uraian="Sesudah disetujui")
    dunia.rencana.refresh_from_db()
    cetak(ketua, dunia.rencana)
    assert "Sesudah disetujui" in pdf_semu[-1]
    assert "data:image/svg+xml" in pdf_semu[-1]


# --- who


@pytest.mark.parametrize("peran", SEMUA)
def test_yang_melihat_rencana_boleh_mencetak(dunia, client, pdf_semu, peran):
    user = orang(dunia.satker, "admin_pusat") if peran == "admin_pusat" else dunia.orang[peran]
    client.force_login(user)
    pekerjaan = cetak(client, dunia.rencana)
    assert unduh(client, pekerjaan).status == 200


@pytest.mark.parametrize("peran", ["satker_lain", "evaluator"])
def test_yang_tidak_melihat_tidak_menemukan(dunia, client, ketua, pdf_semu, peran):
    """The evaluator sees nothing of a draft."""
    pekerjaan = cetak(ketua, dunia.rencana)
    client.force_login(dunia.orang[peran])
    assert client.post(alamat("cetak", dunia.rencana)).status_code == 404
    for url in (alamat("cetak", dunia.rencana), alamat("cetak_status", pekerjaan), alamat("unduh_pdf", pekerjaan)):
        assert client.get(url).status_code == 404


def test_evaluator_membaca_yang_diajukan_saja(dunia, client, ketua, pdf_semu):
    lama = cetak(ketua, dunia.rencana)
    ajukan(dunia.rencana, oleh=dunia.ketua)
    client.force_login(dunia.orang["evaluator"])
    assert unduh(client, lama).status == 404, "printed before it was submitted"
    baru = cetak(client, dunia.rencana)
    assert baru != lama
    assert unduh(client, baru).status == 200
    tautan = [a["href"] for a in sup(client.get(alamat("cetak", dunia.rencana))).select("li a")]
    assert alamat("unduh_pdf", baru) in tautan
    assert alamat("unduh_pdf", lama) not in tautan


def test_pekerjaan_lain_bukan_cetakan(dunia, ketua):
    lain = Pekerjaan.objects.create(jenis="rapat_monev", kunci="x", data={"rencana": dunia.rencana.pk})
    assert ketua.get(alamat("cetak_status", lain)).status_code == 404
    assert unduh(ketua, lain).status == 404


# --- the command


def perintah(dunia, tmp_path, *opsi, nama="naskah.pdf"):
    keluar, layar = tmp_path / nama, io.StringIO()
    call_command("cetak_rencana", dunia.satker.kode, 2023, *opsi, keluar=keluar, stdout=layar)
    return keluar, layar.getvalue()


def test_perintah_menulis_pdf(dunia, tmp_path):
    keluar, layar = perintah(dunia, tmp_path)
    pdf = PdfReader(BytesIO(keluar.read_bytes()))
    assert f"{len(pdf.pages)} halaman" in layar
    assert "DRAF" not in pdf.pages[0].extract_text()
    assert "DRAF, belum disetujui" in pdf.pages[-1].extract_text()


def test_perintah_html_dan_rapikan(dunia, tmp_path):
    dunia.baris.no_tertulis = "7."
    dunia.baris.save()
    tertulis = perintah(dunia, tmp_path, "--html", nama="a.html")[0].read_text()
    rapi = perintah(dunia, tmp_path, "--html", "--rapikan", nama="b.html")[0].read_text()
    assert [BeautifulSoup(x, "html.parser").select_one("tbody td").get_text(strip=True) for x in (tertulis, rapi)] == [
        "7.",
        "1",
    ]


def test_perintah_rencana_kosong(tmp_path):
    rencana = RencanaFactory()
    keluar = tmp_path / "kosong.pdf"
    call_command("cetak_rencana", rencana.satker.kode, 2023, keluar=keluar, stdout=io.StringIO())
    teks = " ".join(" ".join(h.extract_text() for h in PdfReader(BytesIO(keluar.read_bytes())).pages).split())
    assert KOSONG in teks


def test_perintah_menolak_dengan_kalimat(dunia, tmp_path):
    with pytest.raises(CommandError, match="tidak mempunyai rencana kerja 1999"):
        call_command("cetak_rencana", dunia.satker.kode, 1999, keluar=tmp_path / "x.pdf")
    dunia.aksi[0].teks = "kata " * 5000
    dunia.aksi[0].save()
    with pytest.raises(CommandError, match="terlalu panjang untuk dicetak"):
        perintah(dunia, tmp_path)
    assert not (tmp_path / "naskah.pdf").exists()


# --- queries


def test_jumlah_kueri(dunia, ketua, pdf_semu, django_assert_max_num_queries):
    pekerjaan = cetak(ketua, dunia.rencana)
    with django_assert_max_num_queries(12):
        ketua.get(alamat("cetak", dunia.rencana))
    with django_assert_max_num_queries(12):
        ketua.get(alamat("cetak_status", pekerjaan))
    with django_assert_max_num_queries(12):
        unduh(ketua, pekerjaan)
