"""Before a round of evaluators is published the unit reads nothing of it: no page, file, title, score or message."""

import io

import pytest
from django.urls import get_resolver, reverse
from openpyxl import load_workbook

from tests.lke.bantu import bangun_lke, isi_semua
from zi.lke.services import jawab, langkah
from zi.lke.tugas.queries import antrean
from zi.notifikasi.models import Notifikasi

pytestmark = pytest.mark.django_db
YT = "A.I.1.i.a"
SATKER = ("anggota", "koordinator", "ketua_tim", "kepala", "admin_satker")
RAHASIA = ("Penilaian TPI", "3,17", "Kata evaluator", "Alasan ketua")
BENTUK = ("lke-zi", "portalrb")


@pytest.fixture
def dunia():
    """The unit claims the best everywhere; the evaluators, whose ketua replaced one answer, have handed in theirs."""
    dunia = bangun_lke()
    isi_semua(dunia, dunia.mandiri, dunia.orang["ketua_tim"])
    for aksi, siapa in (("serahkan", "ketua_tim"), ("terbitkan", "kepala")):
        langkah(dunia.mandiri, aksi, oleh=dunia.orang[siapa])
    anggota, ketua = dunia.orang["evaluator"], dunia.orang["ketua_tpi"]
    jawab(dunia.tpi, dunia.tanya["B.II.a"], 0, tulisan="3,17", oleh=ketua)  # a total that nothing else has
    jawab(dunia.tpi, dunia.tanya[YT], 0, tulisan="Tidak", catatan="Kata evaluator", oleh=anggota)
    langkah(dunia.tpi, "serahkan", oleh=anggota, tetap=True)
    jawab(dunia.tpi, dunia.tanya[YT], 1, tulisan="Ya", catatan="Kata evaluator", alasan="Alasan ketua", oleh=ketua)
    return dunia


def alamat_putaran(dunia):
    """Every address of one round, by its name."""
    tanya = dunia.tanya[YT]
    lain = {"tanya": tanya.pk, "simpul": tanya.simpul_id, "lain": dunia.mandiri.pk, "aksi": "terbitkan"}
    for nama in sorted(n for n in get_resolver("zi.lke.urls").reverse_dict if isinstance(n, str)):
        for bentuk in (*BENTUK, "pdf", "docx"):
            isi = {"pk": dunia.tpi.pk, "bentuk": bentuk} | lain
            (_, medan), *_ = get_resolver("zi.lke.urls").reverse_dict.getlist(nama)[0][0]
            if "pk" in medan and not nama.startswith("tugas"):
                yield nama, reverse(f"lke:{nama}", kwargs={k: isi[k] for k in medan})


def test_setiap_alamat_putaran_tidak_ada_bagi_satker(client, dunia):
    alamat = dict(alamat_putaran(dunia))
    assert {"putaran", "jawab", "banding", "unduh_buku", "lhe", "kesiapan", "langkah", "lanjut"} <= alamat.keys()
    for jenis in SATKER:
        client.force_login(dunia.orang[jenis])
        for satu in alamat.values():
            assert client.get(satu).status_code == 404, (jenis, satu)
            assert client.post(satu, {"versi": 1, "isi": "Ya"}).status_code == 404, (jenis, satu)
        for satu in (
            reverse("lke:banding", args=[dunia.mandiri.pk, dunia.tpi.pk]),
            reverse("impor:lke", args=[dunia.tpi.pk]),
        ):
            assert client.get(satu).status_code == 404
    assert dunia.tpi.jawaban.get(pertanyaan=dunia.tanya[YT]).versi == 2


def test_halaman_lain_diam(client, dunia):
    """What the unit does read says nothing of it either."""
    dunia.tpi.refresh_from_db()
    rahasia = (*RAHASIA, f"{dunia.tpi.total:.2f}".replace(".", ","))
    milik = [dunia.mandiri.pk]
    semua = [
        reverse(f"lke:{n}", args=milik) for n in ("putaran", "kesiapan", "celah", "jalan", "andai", "banding_pilih")
    ]
    semua += [reverse(n) for n in ("beranda:beranda", "lke:daftar", "notifikasi:daftar")]
    semua.append(reverse("lke:jawab", args=[dunia.mandiri.pk, dunia.tanya[YT].pk]))
    for jenis in SATKER:
        client.force_login(dunia.orang[jenis])
        for satu in semua:
            teks = client.get(satu, follow=True).text
            assert not [kata for kata in rahasia if kata in teks], (jenis, satu)
        for bentuk in BENTUK:
            buku = client.get(reverse("lke:unduh_buku", args=[*milik, bentuk]))
            isi = load_workbook(io.BytesIO(b"".join(buku)))
            sel = " ".join(str(s.value) for lembar in isi for baris in lembar.iter_rows() for s in baris if s.value)
            assert not [kata for kata in RAHASIA if kata in sel], (jenis, bentuk)
        assert not antrean(dunia.orang[jenis])
    ke_satker = Notifikasi.objects.filter(penerima__in=[dunia.orang[j] for j in SATKER])
    assert not [n for n in ke_satker if "TPI" in n.judul + n.isi]
