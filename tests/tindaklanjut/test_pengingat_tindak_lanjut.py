"""What the reminder says of follow-ups: the open ones with a date."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.pabrik import SatkerFactory, orang
from zi.tindaklanjut import pengingat
from zi.tindaklanjut.models import TindakLanjut

pytestmark = pytest.mark.django_db
HARI = date(2026, 3, 2)


def test_terbuka_bertenggat_menuju_laporannya():
    satker = SatkerFactory()
    siapa = orang(satker, "anggota")
    lapor = {"dilaporkan_oleh": siapa, "dilaporkan_pada": timezone.now(), "hasil": "Sudah"}
    semua = {
        nama: TindakLanjut.objects.create(satker=satker, uraian=nama, **nilai)
        for nama, nilai in {
            "terbuka": {"tenggat": HARI + timedelta(days=7), "penanggung_jawab": siapa, "area": "MP"},
            "lama": {"tenggat": HARI - timedelta(days=400)},
            "tanpa tenggat": {},
            "masih jauh": {"tenggat": HARI + timedelta(days=8)},
            "dilaporkan": {"tenggat": HARI, "status": "dilaporkan", **lapor},
        }.items()
    }
    TindakLanjut.objects.create(satker=SatkerFactory(), uraian="satker lain", tenggat=HARI)
    assert list(pengingat.butir(satker, HARI)) == [
        (
            None,
            HARI - timedelta(days=400),
            "Tindak lanjut: lama",
            f"/tindak-lanjut/{semua['lama'].pk}/langkah/laporkan/",
            "",
            None,
        ),
        (
            siapa.pk,
            HARI + timedelta(days=7),
            "Tindak lanjut: terbuka",
            f"/tindak-lanjut/{semua['terbuka'].pk}/langkah/laporkan/",
            "MP",
            None,
        ),
    ]


def test_yang_dilaporkan_dicek_orang_lain_dalam_sepekan(time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 17, tzinfo=UTC), tick=False)  # 01.00 on the 2nd, WITA
    satker = SatkerFactory(zona_waktu="Asia/Makassar")
    pelapor, pelaksana = orang(satker, "anggota"), orang(satker, "koordinator")
    satu = TindakLanjut.objects.create(
        satker=satker,
        uraian="Ganti papan",
        area="MP",
        status="dilaporkan",
        hasil="Sudah",
        dilaporkan_oleh=pelapor,
        dilaporkan_pada=timezone.now(),
        penanggung_jawab=pelaksana,
    )
    assert list(pengingat.butir(satker, HARI - timedelta(days=1))) == []
    [b] = pengingat.butir(satker, HARI)
    assert b.teks == "Cek tindak lanjut yang dilaporkan selesai: Ganti papan"
    assert (b.orang, b.tenggat, b.area) == (None, HARI + timedelta(days=7), "MP")
    assert b.tautan == f"/tindak-lanjut/{satu.pk}/langkah/terima/"
    assert b.kecuali == {pelapor.pk, pelaksana.pk}
