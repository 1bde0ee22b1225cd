"""A round of the LKE: the unit answers, the TPI reviews by keys and publishes, the unit compares, plans and exports."""

import io
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.lke.bantu import TAHUN, isi_semua, ketua_tugas
from tests.pabrik import SatkerFactory, orang
from zi.lke.models import Putaran
from zi.lke.services import mulai_putaran
from zi.pengungkit.models import Instrumen
from zi.pengungkit.services import FIXTURES, muat_area_dan_peraturan, muat_instrumen

pytestmark = pytest.mark.django_db(transaction=True)
SINI = 20_000  # milliseconds; two cores are shared with others
AREA = ("A.I.6", "A.II.6")  # nobody answered it, so that there is a way to go


@pytest.fixture
def dunia(live_server):
    """A unit whose self-assessment waits for the answer to its first question, without one whole area."""
    muat_area_dan_peraturan()
    muat_instrumen(FIXTURES / "instrumen" / "lke-zi-2021.yaml")
    satker = SatkerFactory()
    semua = {j: orang(satker, j) for j in ("ketua_tim", "kepala")} | {"tpi": ketua_tugas(satker)}
    mandiri = mulai_putaran(satker, TAHUN, "mandiri", oleh=semua["ketua_tim"])
    tanya = {p.kode: p for p in Instrumen.objects.get().pertanyaan.all()}
    d = SimpleNamespace(orang=semua, mandiri=mandiri, tanya=tanya)
    d.satu, d.dua = list(tanya)[:2]
    d.kosong = [kode for kode in tanya if kode.startswith(AREA)]
    isi_semua(d, mandiri, semua["ketua_tim"], kecuali=[d.satu, *d.kosong])
    return d


@pytest.fixture
def masuk(dunia, buka_halaman):
    def buka(siapa):
        laman = buka_halaman(dunia.orang[siapa])
        laman.set_default_timeout(SINI)
        laman.goto("/lke/")
        return laman

    return buka


def langkah(laman, nama):
    laman.get_by_role("link", name=nama, exact=True).click()
    laman.get_by_label("Lanjutkan walaupun").check()
    laman.get_by_role("button", name=nama, exact=True).click()
    expect(laman.locator("main")).to_contain_text("Riwayat")


def test_menjawab_menilai_membandingkan_merencanakan_mengunduh(dunia, masuk):
    tim, kepala, tpi = masuk("ketua_tim"), masuk("kepala"), masuk("tpi")
    nomor = {kode: dunia.tanya[kode].pk for kode in (dunia.satu, dunia.dua)}

    tim.get_by_role("link", name="Penilaian mandiri").first.click()
    tim.get_by_role("link", name="Lanjut mengisi").click()
    tim.get_by_role("radio", name="Ya").check()
    expect(tim.locator(f"#keadaan-{nomor[dunia.satu]}")).to_contain_text("Tersimpan")
    tim.goto(dunia.mandiri.get_absolute_url())
    expect(tim.locator("#nilai")).to_contain_text("90,00")
    langkah(tim, "Serahkan")
    kepala.get_by_role("link", name="Penilaian mandiri").first.click()
    langkah(kepala, "Terbitkan")

    tpi.get_by_role("link", name="Antrean evaluasi").click()
    tpi.get_by_label("Jenis putaran").select_option("tpi")
    tpi.get_by_role("button", name="Mulai menilai").click()
    putaran = Putaran.objects.get(jenis="tpi")
    tpi.goto(f"{putaran.get_absolute_url()}jawab/{nomor[dunia.satu]}/")
    for kode, tombol, catatan in ((dunia.satu, "t", "Belum ada SK"), (dunia.dua, "c", "Tanpa kriteria")):
        expect(tpi.locator(f"#jawab-{nomor[kode]}")).to_be_focused()
        tpi.keyboard.press(tombol)
        expect(tpi.locator(f"#keadaan-{nomor[kode]}")).to_contain_text("Tersimpan")
        tpi.keyboard.press("k")
        tpi.keyboard.type(catatan)
        tpi.keyboard.press("Escape")
        tpi.keyboard.press("n")
    expect(tpi.get_by_role("heading", level=1)).not_to_contain_text(dunia.dua)  # the last remark has arrived
    tim.goto("/lke/")
    expect(tim.locator("main")).not_to_contain_text("Penilaian TPI")
    tpi.goto(putaran.get_absolute_url())
    langkah(tpi, "Serahkan")
    langkah(tpi, "Terbitkan")

    tim.goto("/lke/")
    tim.get_by_role("link", name="Penilaian TPI").first.click()
    tim.get_by_role("link", name="Bandingkan").click()
    tim.get_by_role("link", name="Penilaian mandiri").click()
    expect(tim.locator("main")).to_contain_text("2 dari 113 pertanyaan berubah")
    expect(tim.locator("main")).to_contain_text("Belum ada SK")

    tim.goto(putaran.get_absolute_url())
    tim.get_by_role("link", name="Kesiapan").click()
    tim.get_by_role("link", name="Jalan terpendek ke WBK").click()
    langkah_jalan = tim.get_by_role("table", name="Langkah, menurut urutan resmi").get_by_role("row")
    expect(langkah_jalan.nth(1)).to_contain_text("A.I.6")
    with tim.expect_download() as unduhan:
        tim.goto(putaran.get_absolute_url())
        tim.get_by_role("link", name="Unduh Excel (LKE ZI)").click()
    buku = load_workbook(io.BytesIO(unduhan.value.path().read_bytes()))
    kolom = [sel.value for sel in buku["LKE ZI"]["K"]]
    assert kolom.count("Tidak") == 1
    assert "Belum ada SK" in {sel.value for baris in buku["LKE ZI"].iter_rows() for sel in baris}
