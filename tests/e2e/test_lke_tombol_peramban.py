"""The LKE is answered by keys alone: choose, remark, next; what is on its way arrives before the page is left."""

import pytest
from playwright.sync_api import expect

from tests.lke.bantu import bangun_lke
from zi.lke.models import Jawaban

pytestmark = pytest.mark.django_db(transaction=True)


def _lambat(rute):
    """A slow line: the scores that are asked for again after an answer never arrive."""
    susulan = rute.request.method == "GET" and "hx-request" in rute.request.headers
    return None if susulan else rute.continue_()


def test_menjawab_dengan_tombol_saja(buka_halaman):
    dunia = bangun_lke()
    satu, dua = list(dunia.tanya.values())[:2]
    tab = buka_halaman(dunia.orang["ketua_tim"])
    tab.route("**/jawab/*/", _lambat)
    tab.goto(f"{dunia.mandiri.get_absolute_url()}jawab/{satu.pk}/")
    expect(tab.locator(f"#jawab-{satu.pk}")).to_be_focused()
    tab.keyboard.press("y")
    expect(tab.locator(f"#keadaan-{satu.pk}")).to_contain_text("Tersimpan")
    tab.keyboard.press("k")
    tab.keyboard.type("tny: SK 1")  # letters of a remark choose nothing
    tab.keyboard.press("Escape")
    tab.keyboard.press("n")
    expect(tab.locator(f"#jawab-{dua.pk}")).to_be_focused()
    tab.keyboard.press("c")
    tab.keyboard.press("p")
    expect(tab.locator(f"#jawab-{satu.pk}")).to_be_focused()
    expect(tab.locator("#tiga")).to_contain_text("Nilai total")
    assert list(Jawaban.objects.values_list("isi", "catatan")) == [("Ya", "tny: SK 1"), ("C", "")]


def test_seluruh_bagian_dengan_tombol(buka_halaman):
    dunia = bangun_lke()
    satu, dua = list(dunia.tanya.values())[:2]
    tab = buka_halaman(dunia.orang["ketua_tim"], lebar=360)
    tab.goto(f"{dunia.mandiri.get_absolute_url()}bagian/{satu.simpul_id}/")
    tab.locator(f"#jawab-{satu.pk}").focus()
    tab.keyboard.press("y")
    tab.keyboard.press("n")
    expect(tab.locator(f"#jawab-{dua.pk}")).to_be_focused()
    tab.keyboard.press("c")
    for nomor in (satu.pk, dua.pk):
        expect(tab.locator(f"#keadaan-{nomor}")).to_contain_text("Tersimpan")
    assert list(Jawaban.objects.values_list("isi", flat=True)) == ["Ya", "C"]
