"""Logging evidence from a phone: few taps, many files, a bad line, large photos, pasted screenshots."""

import io
import re

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfWriter

from tests.dunia import bangun
from tests.pabrik import orang
from zi.bukti.models import PemenuhanBukti, SyaratBukti, VersiBerkas

TELEPON = {"lebar": 360, "tinggi": 740}
SINI = 15_000
# Counts what the person activates, over the pages of one tab.
HITUNG = """addEventListener("click", (e) => {
    if (e.isTrusted) sessionStorage.ketuk = 1 + Number(sessionStorage.ketuk || 0);
}, true);"""


def pdf(lebar=100) -> bytes:
    tulis, keluar = PdfWriter(), io.BytesIO()
    tulis.add_blank_page(lebar, 100)
    tulis.write(keluar)
    return keluar.getvalue()


def foto(lebar=3000, tinggi=2250) -> bytes:
    """A photo that lies on its side: upright only once EXIF has been heeded. The left half is dark."""
    exif, keluar = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2023:01:27 10:15:00"
    gambar = Image.effect_noise((lebar, tinggi), 40).convert("RGB")
    gambar.paste((10, 10, 10), (0, 0, lebar // 2, tinggi))
    gambar.save(keluar, "JPEG", quality=95, exif=exif)
    return keluar.getvalue()


def kiriman(nama, isi, tipe="application/pdf"):
    return {"name": nama, "mimeType": tipe, "buffer": isi}


@pytest.fixture
def dunia(settings, live_server):
    settings.MODE = "contoh"
    dunia = bangun("SENDIRI")
    dunia.tugas = SyaratBukti.objects.create(baris=dunia.baris, teks="Undangan rapat tim", urutan=1)
    dunia.lain = SyaratBukti.objects.create(baris=dunia.baris, teks="Notula rapat tim", urutan=2)
    return dunia


@pytest.fixture
def buka(dunia, buka_halaman):
    """A page of the browser as a member, at the home or at a task: buka(syarat, **pilihan)."""

    def buka(syarat=None, **pilihan):
        laman = buka_halaman(orang(dunia.satker, "anggota"), **(TELEPON | pilihan))
        laman.set_default_timeout(SINI)
        laman.galat = []
        laman.on("pageerror", lambda e: laman.galat.append(str(e)))
        laman.on("console", lambda m: laman.galat.append(m.text) if m.type == "error" else None)
        laman.add_init_script(HITUNG)
        laman.goto(syarat.get_absolute_url() if syarat else "/")
        return laman

    return buka


def kabar(laman, kata):
    expect(laman.locator("main")).to_contain_text(kata, timeout=SINI)


def pilih(laman, *semua):
    laman.get_by_label("Pilih berkas").set_input_files([*semua])


def isi_tersimpan(syarat):
    return PemenuhanBukti.objects.filter(syarat=syarat).order_by("pk")


# --- three taps ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tombol", ["Ambil foto", "Pilih berkas"])
def test_dari_tugas_sampai_tersimpan_paling_banyak_tiga_ketukan(dunia, buka, tombol):
    laman = buka()
    laman.get_by_role("region", name="Tugas saya").get_by_role("link", name="Undangan rapat tim").click()
    with laman.expect_file_chooser() as pemilih:
        laman.get_by_label(tombol).click()
    pemilih.value.set_files([kiriman("IMG_20230127_101500.png", _png(), "image/png")])
    kabar(laman, "“IMG_20230127_101500.png” tersimpan.")
    assert 0 < int(laman.evaluate("sessionStorage.ketuk")) <= 3
    satu = isi_tersimpan(dunia.tugas).get()
    assert (satu.berkas.judul, str(satu.berkas.tanggal)) == ("Undangan rapat tim", "2023-01-27")
    laman.get_by_role("link", name="Tugas berikutnya").click()
    expect(laman.get_by_role("heading", level=1)).to_have_text("Notula rapat tim")
    assert not laman.galat


def _png() -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(keluar, "PNG")
    return keluar.getvalue()


def test_tombol_terlihat_tanpa_menggulir(dunia, buka):
    laman = buka(dunia.tugas)
    tinggi_bilah = laman.get_by_role("navigation", name="Menu utama").bounding_box()["y"]
    for tombol in ("Ambil foto", "Pilih berkas"):
        kotak = laman.get_by_text(tombol, exact=True).bounding_box()
        assert kotak["y"] + kotak["height"] < tinggi_bilah
        assert kotak["height"] >= 44
        assert kotak["x"] + kotak["width"] <= TELEPON["lebar"]
    assert laman.locator("input[capture=environment]").count() == 1


def test_tanpa_skrip(dunia, buka):
    laman = buka(dunia.tugas, skrip=False)
    pilih(laman, kiriman("satu.pdf", pdf(101)), kiriman("dua.pdf", pdf(102)))
    laman.get_by_role("button", name="Unggah").click()
    kabar(laman, "“satu.pdf” tersimpan.")
    kabar(laman, "“dua.pdf” tersimpan.")
    laman.get_by_text("betulkan bila perlu").first.click()
    laman.get_by_label("Judul", exact=True).first.fill("Undangan pertama")
    laman.get_by_role("button", name="Simpan keterangan").first.click()
    kabar(laman, "Keterangan berkas tersimpan.")
    expect(laman.get_by_role("heading", level=1)).to_have_text("Undangan rapat tim")
    assert "Undangan pertama" in [p.berkas.judul for p in isi_tersimpan(dunia.tugas)]


# --- many, and a bad line --------------------------------------------------------------------------------------------


def test_beberapa_sekaligus_masing_masing_berkeadaan_sendiri(dunia, buka):
    laman = buka(dunia.tugas)
    dikirim = []
    laman.on("request", lambda r: dikirim.append(r.url) if r.method == "POST" else None)
    baik = [kiriman(f"berkas {n}.pdf", pdf(100 + n)) for n in range(4)]
    pilih(laman, *baik, kiriman("kosong.pdf", b""))
    for n in range(4):
        kabar(laman, f"“berkas {n}.pdf” tersimpan.")
    kabar(laman, "“kosong.pdf” kosong (0 bita).")
    assert len(dikirim) == 5
    assert laman.locator(".unggah-antre > li").count() == 5
    expect(laman.locator("progress")).to_have_count(0)
    assert isi_tersimpan(dunia.tugas).count() == 4


def test_betulkan_di_tempat(dunia, buka):
    laman = buka(dunia.tugas)
    pilih(laman, kiriman("undangan.pdf", pdf()))
    laman.get_by_text("betulkan bila perlu").click()
    laman.get_by_label("Nomor", exact=True).fill("B-12/KP.01/2023")
    laman.get_by_label("Tanggal dokumen").fill("2023-01-27")
    laman.get_by_role("button", name="Simpan keterangan").click()
    kabar(laman, "nomor B-12/KP.01/2023, 27 Januari 2023")
    berkas = isi_tersimpan(dunia.tugas).get().berkas
    assert (berkas.nomor, str(berkas.tanggal)) == ("B-12/KP.01/2023", "2023-01-27")
    assert not laman.galat


def test_sambungan_putus_dikirim_lagi_sendiri(dunia, buka):
    laman = buka(dunia.tugas)
    putus = []

    def jalur(rute):
        if rute.request.method == "POST" and not putus:
            putus.append(1)
            return rute.abort("connectionreset")
        return rute.continue_()

    laman.route(re.compile("/bukti/syarat/"), jalur)
    pilih(laman, kiriman("undangan.pdf", pdf()))
    kabar(laman, "Sambungan putus. “undangan.pdf” dikirim lagi dalam 1 detik")
    kabar(laman, "“undangan.pdf” tersimpan.")
    assert putus
    assert isi_tersimpan(dunia.tugas).count() == 1


def test_yang_ditolak_server_tidak_diulang_sendiri_tetapi_dapat_diulang(dunia, buka):
    laman = buka(dunia.tugas)
    dicoba = []

    def jalur(rute):
        if rute.request.method != "POST" or len(dicoba) == 1:
            return rute.continue_()
        dicoba.append(1)
        return rute.fulfill(status=403, body="")

    laman.route(re.compile("/bukti/syarat/"), jalur)
    pilih(laman, kiriman("undangan.pdf", pdf()))
    kabar(laman, "“undangan.pdf” belum tersimpan.")
    laman.wait_for_timeout(1500)
    assert len(dicoba) == 1
    laman.get_by_role("button", name="Coba lagi").click()
    kabar(laman, "“undangan.pdf” tersimpan.")


def test_sesi_habis(dunia, buka, settings):
    laman = buka(dunia.tugas)
    laman.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    pilih(laman, kiriman("undangan.pdf", pdf()))
    kabar(laman, "Sesi Anda berakhir")
    assert not isi_tersimpan(dunia.tugas).exists()


def test_meninggalkan_halaman_saat_mengirim_ditanya(dunia, buka):
    laman = buka(dunia.tugas)
    tanya = []
    laman.on("dialog", lambda d: (tanya.append(d.type), d.accept()))
    laman.route(re.compile("/bukti/syarat/"), lambda r: None if r.request.method == "POST" else r.continue_())
    pilih(laman, kiriman("undangan.pdf", pdf()))
    kabar(laman, "Mengirim “undangan.pdf”")
    laman.locator("h1").click()  # browsers ask only where somebody did something
    laman.goto("/")
    assert tanya == ["beforeunload"]


# --- photos, paste, drop, folder -------------------------------------------------------------------------------------


def test_foto_besar_dikecilkan_tegak_dan_bertanggal(dunia, buka):
    laman = buka(dunia.tugas)
    besar = kiriman("DSC_0012.JPG", foto(), "image/jpeg")
    pilih(laman, besar)
    kabar(laman, "“DSC_0012.jpg” tersimpan.")
    pemenuhan = isi_tersimpan(dunia.tugas).get()
    with pemenuhan.berkas.versi.get().isi.open() as isi, Image.open(isi) as gambar:
        assert gambar.size == (1500, 2000)
        atas, bawah = gambar.convert("L").getpixel((750, 100)), gambar.convert("L").getpixel((750, 1900))
    assert atas < 40 < bawah
    assert str(pemenuhan.berkas.tanggal) == "2023-01-27"
    pilih(laman, besar)
    kabar(laman, "“DSC_0012.jpg” sudah ada di sini")
    assert VersiBerkas.objects.filter(berkas=pemenuhan.berkas).count() == 1


def test_foto_kecil_dan_bukan_foto_dikirim_apa_adanya(dunia, buka):
    laman = buka(dunia.tugas)
    pilih(laman, kiriman("kecil.png", _png(), "image/png"), kiriman("palsu.jpg", b"bukan foto", "image/jpeg"))
    kabar(laman, "“kecil.png” tersimpan.")
    kabar(laman, "“palsu.jpg” bukan PDF")
    assert isi_tersimpan(dunia.tugas).get().berkas.versi.get().ukuran == len(_png())


DATA = """([acara, nama, isi]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(isi)], nama, {type: "image/png"}));
    const pilihan = {bubbles: true, cancelable: true};
    const kejadian = acara === "paste" ? new ClipboardEvent("paste", {...pilihan, clipboardData: data})
        : new DragEvent(acara, {...pilihan, dataTransfer: data});
    document.querySelector("main").dispatchEvent(kejadian);
}"""


def test_tempel_tangkapan_layar(dunia, buka):
    laman = buka(dunia.tugas, lebar=1280, tinggi=800)
    laman.evaluate(DATA, ["paste", "image.png", list(_png())])
    kabar(laman, "tersimpan.")
    nama = isi_tersimpan(dunia.tugas).get().berkas.versi.get().nama_asli
    assert re.fullmatch(r"Tangkapan layar \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png", nama)
    assert nama[16:20] == str(timezone.localdate().year)


def test_jatuhkan_berkas(dunia, buka):
    laman = buka(dunia.tugas, lebar=1280, tinggi=800)
    laman.evaluate(DATA, ["drop", "foto rapat.png", list(_png())])
    kabar(laman, "“foto rapat.png” tersimpan.")


def test_pilih_folder(dunia, buka, tmp_path):
    map_rapat = tmp_path / "rapat"
    (map_rapat / "dalam").mkdir(parents=True)
    (map_rapat / "undangan.pdf").write_bytes(pdf(120))
    (map_rapat / "dalam" / "notula.pdf").write_bytes(pdf(121))
    (map_rapat / "Thumbs.db").write_bytes(b"sampah")
    laman = buka(dunia.tugas, lebar=1280, tinggi=800)
    laman.get_by_label("Pilih folder").set_input_files(map_rapat)
    kabar(laman, "“undangan.pdf” tersimpan.")
    kabar(laman, "“notula.pdf” tersimpan.")
    assert laman.locator(".unggah-antre > li").count() == 2
