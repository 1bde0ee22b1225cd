"""`make bench`: a round of 113 answers with evidence, and a published one of the TPI: pages, a save, the score."""

import itertools
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.lke.bantu import TAHUN, bangun_lke, isi_semua
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.lke.hasil import hitung
from zi.lke.queries import dengan_pertanyaan
from zi.lke.services import langkah

pytestmark = [pytest.mark.django_db, pytest.mark.bench]
KODE, ULANG = "A.I.1.i.a", 15
SESAK = 2  # so much slower is the processor of a machine that others use too
BATAS = {  # queries, milliseconds of the processor on an idle machine
    "halaman putaran": (12, 100),
    "satu bagian": (12, 100),
    "satu pertanyaan": (12, 100),
    "simpan satu jawaban": (10, 100),
}


@pytest.fixture
def dunia():
    dunia = bangun_lke()
    anggota, kepala = dunia.orang["anggota"], dunia.orang["kepala"]
    isi_semua(dunia, dunia.mandiri, dunia.orang["ketua_tim"])
    isi_semua(dunia, dunia.tpi, dunia.orang["evaluator"])
    for aksi in ("serahkan", "terbitkan"):
        langkah(dunia.tpi, aksi, oleh=dunia.orang["ketua_tpi"])
    milik = {"satker": dunia.satker}
    for tanya in dunia.tanya.values():
        syarat = SyaratBukti.objects.create(pertanyaan=tanya, tahun=TAHUN, teks=f"Bukti {tanya.kode}", **milik)
        berkas = Berkas.objects.create(judul=f"Berkas {tanya.kode}", diunggah_oleh=anggota, **milik)
        diperiksa = {"diverifikasi_oleh": kepala, "diverifikasi_pada": berkas.created_at}
        diterima = {"status": "diterima", **diperiksa} if tanya.pk % 2 else {}
        PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=anggota, **diterima)
    return dunia


def ukur(jalankan) -> tuple[float, int]:
    """The fastest of many runs in milliseconds of the processor (others use the machine too), and its queries."""
    waktu = []
    for _ in range(ULANG):
        mulai = time.process_time()
        jalankan()
        waktu.append((time.process_time() - mulai) * 1000)
    with CaptureQueriesContext(connection) as kueri:
        jalankan()
    return min(waktu), sum("SAVEPOINT" not in x["sql"] for x in kueri)


def test_halaman_lke(client, dunia, capsys):
    client.force_login(dunia.orang["ketua_tim"])
    putaran, tanya = dunia.mandiri, dunia.tanya[KODE]
    satu = reverse("lke:jawab", args=[putaran.pk, tanya.pk])

    versi_ke = itertools.count(1)

    def simpan():
        versi = next(versi_ke)
        isian = {"versi": versi, "isi": "Ya", "catatan": f"Versi {versi}"}
        assert client.post(satu, isian, headers={"HX-Request": "true"}).status_code == 200

    hasil = {
        "halaman putaran": ukur(lambda: client.get(putaran.get_absolute_url())),
        "satu bagian": ukur(lambda: client.get(reverse("lke:bagian", args=[putaran.pk, tanya.simpul_id]))),
        "satu pertanyaan": ukur(lambda: client.get(satu)),
        "simpan satu jawaban": ukur(simpan),
    }
    jawaban = dengan_pertanyaan(putaran.instrumen, putaran.jawaban.all())
    skor, _ = ukur(lambda: hitung(putaran.instrumen, jawaban))
    with capsys.disabled():
        print(f"\n{'LKE, 113 jawaban':28}{'prosesor':>12}{'kueri':>8}")
        for nama, (waktu, kueri) in hasil.items():
            print(f"{nama:28}{waktu:>9.1f} ms{kueri:>8}")
        print(f"{'menghitung nilai':28}{skor:>9.1f} ms")
    assert all(kueri <= BATAS[nama][0] for nama, (_, kueri) in hasil.items())
    assert {nama for nama, (waktu, _) in hasil.items() if waktu > SESAK * BATAS[nama][1]} == set()
    assert skor <= SESAK * 5
