"""The lines of a reminder come from the tests, when a test asks for it."""

import datetime

import pytest

from tests.notifikasi import bantu


@pytest.fixture
def baris(settings):
    """Only the lines that the test writes with bantu.tulis."""
    settings.SUMBER_PENGINGAT = ["tests.notifikasi.bantu.sumber"]
    bantu.BARIS.clear()
    yield bantu.BARIS
    bantu.BARIS.clear()


@pytest.fixture
def pukul(time_machine):
    """Put the clock of Jakarta: pukul(2, 7, 5) is 2 March 2026, 07.05 WIB."""

    def atur(hari, jam=7, menit=5, bulan=3, tahun=2026):
        wib = datetime.timezone(datetime.timedelta(hours=7))
        time_machine.move_to(datetime.datetime(tahun, bulan, hari, jam, menit, tzinfo=wib), tick=False)

    return atur
