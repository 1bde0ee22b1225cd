"""The LKE is answered by keys alone: choose, remark, next; what is on its way arrives before the page is left."""

import pytest
from django.conf import settings
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


def test_sambungan_putus_saat_menyimpan(buka_halaman):
    """The page says that it is not stored, keeps what was chosen and written, and asks before it is left."""
    dunia = bangun_lke()
    satu, dua = list(dunia.tanya.values())[:2]
    tab = buka_halaman(dunia.orang["ketua_tim"], lebar=360)
    tab.goto(f"{dunia.mandiri.get_absolute_url()}jawab/{satu.pk}/")
    keadaan = tab.locator(f"#keadaan-{satu.pk}")
    tab.get_by_role("radio", name="Ya").check()
    expect(keadaan).to_have_text("Tersimpan.", use_inner_text=True)
    tab.context.set_offline(True)
    tab.get_by_role("radio", name="Tidak").check()
    expect(keadaan).to_have_text("Belum tersimpan.", use_inner_text=True)
    expect(tab.locator("#roti")).to_contain_text("Tidak tersambung")
    tab.get_by_label("Catatan").fill("Ditulis saat luring")
    tab.keyboard.press("Tab")
    expect(tab.locator("form.htmx-request")).to_have_count(0)
    ditanya = []
    tab.once("dialog", lambda d: (ditanya.append(d.type), d.dismiss()))
    tab.get_by_role("link", name="Berikutnya").last.click(no_wait_after=True)
    expect(tab.get_by_role("radio", name="Tidak")).to_be_checked()
    tab.context.set_offline(False)
    tab.get_by_role("button", name=f"Simpan {satu.kode}").click()
    expect(keadaan).to_have_text("Tersimpan.", use_inner_text=True)
    tab.get_by_role("link", name="Berikutnya").last.click()
    expect(tab.locator(f"#jawab-{dua.pk}")).to_be_focused()
    assert ditanya == ["beforeunload"]
    assert list(Jawaban.objects.values_list("isi", "catatan")) == [("Tidak", "Ditulis saat luring")]


def test_yang_ditolak_tidak_ditinggalkan(buka_halaman):
    """Going on while a wrong answer is on its way: it stays, with the sentence, and leaving is asked about."""
    dunia = bangun_lke()
    tab = buka_halaman(dunia.orang["ketua_tim"])
    tab.goto(f"{dunia.mandiri.get_absolute_url()}jawab/{dunia.tanya['B.I.a'].pk}/")
    isian = tab.get_by_label("Nilai 0 sampai 4")
    isian.fill("4,01")
    tab.get_by_role("link", name="Berikutnya").last.click()
    expect(tab.locator("[data-galat]")).to_contain_text("harus angka antara 0 dan 4")
    tab.once("dialog", lambda d: d.dismiss())
    tab.get_by_role("link", name="Berikutnya").last.click(no_wait_after=True)
    expect(isian).to_have_value("4,01")
    expect(tab.locator("[data-galat]")).to_be_visible()
    assert not Jawaban.objects.exists()


def test_sesi_berakhir_saat_menyimpan(buka_halaman):
    """What was written stays until its writer leaves; then comes the login, and after it the same question."""
    dunia = bangun_lke()
    satu = next(iter(dunia.tanya.values()))
    tab = buka_halaman(dunia.orang["ketua_tim"])
    alamat = f"{dunia.mandiri.get_absolute_url()}jawab/{satu.pk}/"
    tab.goto(alamat)
    tab.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    tab.once("dialog", lambda d: d.dismiss())
    tab.get_by_role("radio", name="Ya").check()
    expect(tab.locator("#roti")).to_contain_text("Sesi Anda berakhir")
    expect(tab.locator(f"#keadaan-{satu.pk}")).to_have_text("Belum tersimpan.", use_inner_text=True)
    expect(tab.get_by_role("radio", name="Ya")).to_be_checked()
    tab.once("dialog", lambda d: d.accept())
    tab.reload()
    expect(tab.get_by_label("Kata sandi")).to_be_visible()
    assert alamat in tab.url
    assert not Jawaban.objects.exists()
