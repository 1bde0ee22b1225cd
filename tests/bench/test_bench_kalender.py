"""`make bench`: the calendar of a unit with thousands of occurrences; its queries are those of an empty one."""

import time
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.jadwal.models import Jadwal, Kejadian
from zi.jadwal.services_kalender import buat_alamat
from zi.tindaklanjut.models import TindakLanjut

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
BARIS, PER_BARIS, TINDAK = 500, 12, 1000
KUERI_MAKS = 12


def siapkan():
    """BARIS rows of one plan of this year with an occurrence a month, and follow-ups of the ketua tim."""
    satker = SatkerFactory()
    ketua = orang(satker, "ketua_tim")
    tahun = satker.hari_ini().year
    rencana = RencanaFactory(satker=satker, tahun_mulai=tahun, tahun_selesai=tahun)
    tabel = TabelFactory(area=AreaFactory(rencana=rencana, kode="MP"))
    masa = {"mulai": date(tahun, 1, 1), "selesai": date(tahun, 12, 31)}
    semua = BarisFactory.create_batch(BARIS, tabel=tabel)
    jadwal = Jadwal.objects.bulk_create(Jadwal(baris=b, teks="x", jenis="bulanan", **masa) for b in semua)
    hari = [date(tahun, 1 + n % 12, 1 + n % 28) for n in range(PER_BARIS)]
    Kejadian.objects.bulk_create(
        [Kejadian(jadwal=j, tanggal_asal=h, mulai=h, selesai=h + timedelta(days=3)) for j in jadwal for h in hari],
        batch_size=1000,
    )
    TindakLanjut.objects.bulk_create(
        TindakLanjut(satker=satker, uraian=f"T{n}", penanggung_jawab=ketua, tenggat=hari[n % 12]) for n in range(TINDAK)
    )
    return ketua


def ukur(client, alamat):
    """Queries, seconds of the processor and size in kB of a page that was opened once before."""
    client.get(alamat)
    mulai = time.process_time()
    with CaptureQueriesContext(connection) as kueri:
        jawab = client.get(alamat)
    assert jawab.status_code == 200
    return len(kueri), time.process_time() - mulai, len(jawab.content) // 1024


def test_kalender_ribuan_kejadian(client, capsys):
    ketua = siapkan()
    client.force_login(ketua)
    umpan = buat_alamat(oleh=ketua).get_absolute_url()
    alamat = {nama: f"{reverse(f'jadwal:{nama}')}?orang=" for nama in ("bulan", "tahun")} | {"umpan": umpan}
    hasil = {nama: ukur(client, satu) for nama, satu in alamat.items()}
    with capsys.disabled():
        print(f"\nkalender dengan {BARIS * PER_BARIS} kejadian dan {TINDAK} tindak lanjut:")
        for nama, (kueri, detik, kb) in hasil.items():
            print(f"{nama:8}{kueri:>4} kueri (≤ {KUERI_MAKS}){detik:>7.2f} s{kb:>8} kB")
    assert max(kueri for kueri, _, _ in hasil.values()) <= KUERI_MAKS
    assert max(detik for _, detik, _ in hasil.values()) < 20
