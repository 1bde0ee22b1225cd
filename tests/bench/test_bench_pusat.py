"""`make bench`: the overview of a central admin with 1,000 units, each with an own round and one of the TPI."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.lke.bantu import TAHUN
from tests.pabrik import PenggunaFactory, SatkerFactory, orang
from zi.lke.hasil import ke_hasil
from zi.lke.kasus import nilai_kasus
from zi.lke.models import Putaran
from zi.lke.queries import alat
from zi.pengungkit.models import Instrumen
from zi.pengungkit.services import FIXTURES, muat_area_dan_peraturan, muat_instrumen
from zi.satker.models import Satker

pytestmark = [pytest.mark.django_db, pytest.mark.bench]
BANYAK, ULANG, MAKS_MS, KUERI_MAKS = 1000, 7, 1000, 12
ALAMAT = {
    "halaman pertama": ("lke:pusat", {}),
    "menurut nilai": ("lke:pusat", {"urut": "-nilai"}),
    "menurut area": ("lke:pusat", {"urut": "area_SDM", "page": "9"}),
    "yang siap": ("lke:pusat", {"keadaan": "siap"}),
    "dicari": ("lke:pusat", {"cari": "777"}),
    "buku kerja": ("lke:pusat_unduh", {}),
}


@pytest.fixture
def admin():
    """Ten units in the middle, a hundred below each; all rounds published."""
    muat_area_dan_peraturan()
    muat_instrumen(FIXTURES / "instrumen" / "lke-zi-2021.yaml")
    atas, siapa = SatkerFactory(), PenggunaFactory()
    tengah = SatkerFactory.create_batch(10, parent=atas)
    isi = {"instansi": atas.instansi, "kota": "Mataram"}
    semua = [Satker(kode=f"b-{n}", nama=f"Balai {n}", parent=tengah[n % 10], **isi) for n in range(BANYAK)]
    Satker.objects.bulk_create(semua)
    instrumen, kini = Instrumen.objects.get(), timezone.now()
    hasil = [ke_hasil(nilai_kasus(alat(instrumen), {"default": d})) for d in ("best", "worst", "none")]
    umum = {"instrumen": instrumen, "tahun": TAHUN, "status": "terbit", "dibuat_oleh": siapa}
    umum |= {f"{n}_{k}": v for n in ("diserahkan", "terbit") for k, v in (("oleh", siapa), ("pada", kini))}
    Putaran.objects.bulk_create(
        Putaran(satker=s, jenis=jenis, total=hasil[n % 3][0], hasil=hasil[n % 3][1], **umum)
        for n, s in enumerate(semua)
        for jenis in ("mandiri", "tpi")
    )
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE")
    return orang(atas, "admin_pusat")


def test_rekap_seribu_satker(client, admin, capsys):
    client.force_login(admin)
    hasil = {}
    for nama, (alamat, saring) in ALAMAT.items():
        tujuan, waktu = reverse(alamat, query={"tahun": TAHUN, **saring}), []
        client.get(tujuan)
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(tujuan).status_code == 200
        jumlah = len(kueri)
        for _ in range(ULANG):
            mulai = time.perf_counter()
            client.get(tujuan)
            waktu.append((time.perf_counter() - mulai) * 1000)
        hasil[nama] = (min(waktu), jumlah)
    with capsys.disabled():
        print(f"\n{'rekap LKE, 1.000 satker':28}{'waktu':>12}{'kueri':>8}")
        for nama, (milidetik, kueri) in hasil.items():
            print(f"{nama:28}{milidetik:>9.0f} ms{kueri:>8}")
    assert all(kueri <= KUERI_MAKS for _, kueri in hasil.values())
    assert all(milidetik < MAKS_MS for nama, (milidetik, _) in hasil.items() if nama != "buku kerja")
