"""Two writers at the same moment, on a real database file or PostgreSQL."""

import threading

import pytest
from django.db import connection, transaction

from tests.pabrik import BarisFactory
from zi.common.galat import SudahBerubah
from zi.common.versi import simpan_versi
from zi.rencana.models import BarisRencana


@pytest.mark.django_db(transaction=True)
def test_dua_penulis_bersamaan_satu_menang():
    pk, hasil = BarisFactory().pk, []
    gerbang = threading.Barrier(2, timeout=20)

    def tulis(teks):
        baris = BarisRencana.objects.get(pk=pk)
        gerbang.wait()
        try:
            with transaction.atomic():
                simpan_versi(baris, 1, uraian=teks)
            hasil.append(teks)
        except SudahBerubah:
            hasil.append(None)
        finally:
            connection.close()

    utas = [threading.Thread(target=tulis, args=(t,)) for t in ("Pertama", "Kedua")]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(30)
    menang = [x for x in hasil if x]
    assert (len(hasil), len(menang)) == (2, 1)
    baris = BarisRencana.objects.get(pk=pk)
    assert (baris.uraian, baris.versi) == (menang[0], 2)
