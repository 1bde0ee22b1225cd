"""The calendar in the browser: another month without a new page, the way back, and the same without JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.dunia import bangun

pytestmark = pytest.mark.django_db(transaction=True)
JANUARI = f"{reverse('jadwal:bulan')}?bulan=1&tahun=2023&orang="


def test_ganti_bulan_tanpa_halaman_baru(buka_halaman):
    dunia = bangun("Mataram")
    tab = buka_halaman(dunia.orang["ketua_tim"])
    tab.goto(JANUARI)
    judul = tab.locator("#judul-kalender")
    expect(judul).to_have_text("Januari 2023")
    tab.evaluate("window.tanda = 1")
    tab.click("#sesudah")
    expect(judul).to_have_text("Februari 2023")
    expect(tab.locator("#sesudah")).to_be_focused()  # so that the next press of Enter goes on
    tab.select_option("#area", "MP")
    expect(tab).to_have_url(re.compile("area=MP"))
    expect(judul).to_have_text("Februari 2023")
    assert tab.evaluate("window.tanda") == 1
    tab.evaluate("history.back(); setTimeout(() => history.back(), 30)")  # faster than the first one is answered
    expect(judul).to_have_text("Januari 2023")
    expect(tab.locator("header.kepala")).to_have_count(1)


@pytest.mark.parametrize("lebar", [360, 1280])
def test_tanpa_skrip_sampai_ke_kejadian(buka_halaman, lebar):
    dunia = bangun("Mataram")
    tab = buka_halaman(dunia.orang["anggota"], lebar=lebar, skrip=False)
    tab.goto(JANUARI)
    tab.click("#sebelum")
    expect(tab.locator("#judul-kalender")).to_have_text("Desember 2022")
    tab.select_option("#bulan", "1")
    tab.select_option("#tahun", "2023")
    tab.click("main form button")
    expect(tab.locator("#judul-kalender")).to_have_text("Januari 2023")
    hari = tab.locator(".kalender-hari", has=tab.locator(".acara"))
    expect(hari).to_have_count(1)
    hari.locator(".acara").click()
    expect(tab).to_have_url(re.compile(reverse("bukti:kejadian", args=[dunia.kejadian.pk]) + "$"))


def test_di_ponsel_hanya_hari_yang_berisi(buka_halaman):
    """At 360 px the month is a list of the days on which something is; on a wide screen it is all of them."""
    dunia = bangun("Mataram")
    terlihat = {}
    for lebar in (360, 1280):
        tab = buka_halaman(dunia.orang["ketua_tim"], lebar=lebar)
        tab.goto(JANUARI)
        terlihat[lebar] = tab.locator(".kalender-hari:visible").count()
    assert terlihat == {360: 1, 1280: 31}
