"""Our own script: questions, menus, lost connections, ended sessions, unsaved forms, the keyboard."""

import pytest
from playwright.sync_api import expect

from tests.pabrik import SatkerFactory, orang


@pytest.fixture
def galeri(buka_halaman, db):
    tab = buka_halaman(orang(SatkerFactory(), "ketua_tim"))
    tab.goto("/galeri/")
    return tab


def ajax(tab, alamat: str) -> None:
    tab.evaluate("alamat => { htmx.ajax('GET', alamat, {target: '#pesan'}).catch(() => {}) }", alamat)


def test_bertanya_sebelum_mengirim(galeri):
    kirim = galeri.get_by_role("button", name="Simpan").last
    terkirim = []
    galeri.on("request", lambda r: terkirim.append(r.url) if r.method == "POST" else None)
    kirim.click()
    expect(galeri.locator("#tanya")).to_be_visible()
    expect(galeri.locator("#tanya-teks")).to_have_text("Simpan contoh ini?")
    galeri.get_by_role("button", name="Batal", exact=True).last.click()
    expect(galeri.locator("#tanya")).to_be_hidden()
    assert not terkirim
    kirim.click()
    with galeri.expect_navigation():
        galeri.get_by_role("button", name="Ya, lanjutkan").click()
    assert len(terkirim) == 1


def test_menu_akun_dengan_papan_ketik(galeri):
    menu = galeri.locator("details.turun").last
    menu.locator("summary").press("Enter")
    expect(galeri.get_by_role("button", name="Keluar")).to_be_visible()
    galeri.keyboard.press("Escape")
    expect(galeri.get_by_role("button", name="Keluar")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_tab_pertama_melompat_ke_isi(galeri):
    galeri.keyboard.press("Tab")
    lompat = galeri.get_by_role("link", name="Langsung ke isi halaman")
    expect(lompat).to_be_focused()
    galeri.keyboard.press("Enter")
    expect(galeri.locator("main")).to_be_focused()


def test_galat_htmx_menjadi_roti(galeri):
    ajax(galeri, "/tidak-ada/")
    expect(galeri.locator("#roti")).to_contain_text("tidak ada lagi")
    galeri.get_by_role("button", name="Tutup").click()
    expect(galeri.locator("#roti")).to_be_empty()


def test_putus_sambungan_tidak_menghilangkan_isian(galeri):
    galeri.goto("/galeri/?galat=1")
    galeri.fill("#id_nama", "Rapat tim")
    galeri.context.set_offline(True)
    ajax(galeri, "/galeri/")
    expect(galeri.locator("#roti")).to_contain_text("Tidak tersambung")
    expect(galeri.locator("#id_nama")).to_have_value("Rapat tim")


def test_sesi_habis_menuju_halaman_masuk(galeri):
    galeri.context.clear_cookies()
    with galeri.expect_navigation():
        ajax(galeri, "/galeri/")
    assert galeri.url.endswith("/akun/masuk/?next=%2Fgaleri%2F")


def test_isian_belum_tersimpan_ditanya(galeri):
    galeri.goto("/galeri/?galat=1")
    pesan = []
    galeri.on("dialog", lambda d: (pesan.append(d.type), d.accept()))
    galeri.locator("#id_nama").press_sequentially("Rapat")
    galeri.goto("/galeri/")
    assert pesan == ["beforeunload"]


def test_galat_formulir_mendapat_fokus(galeri):
    galeri.goto("/galeri/?galat=1")
    expect(galeri.locator(".ringkasan-galat")).to_be_focused()


TEMPEL = """([teks, html]) => {
    const data = new DataTransfer();
    data.setData("text/plain", teks);
    data.setData("text/html", html);
    const kotak = document.querySelector("[data-tempel-html]");
    kotak.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""


def test_tempelan_membawa_tabelnya_sampai_diketik_lagi(galeri):
    galeri.goto("/impor/")
    tersembunyi = galeri.locator("[name=html]")
    galeri.evaluate(TEMPEL, ["1\tRapat", "<table><tr><td>1<td>Rapat</table>"])
    expect(tersembunyi).to_have_value("<table><tr><td>1<td>Rapat</table>")
    galeri.locator("[data-tempel-html]").press_sequentially("x")
    expect(tersembunyi).to_have_value("")
    galeri.evaluate(TEMPEL, ["kata", "<p>kata</p>"])
    expect(tersembunyi).to_have_value("")
