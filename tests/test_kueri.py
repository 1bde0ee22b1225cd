"""Every page answers with at most twelve queries, session, account and roles included (DESIGN section 9)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.alamat import semua_alamat
from tests.dunia import bangun

pytestmark = pytest.mark.django_db
BATAS = 12
# Pages that may ask more, each with its limit and the reason.
LEBIH: dict[str, tuple[int, str]] = {}
BERHAK = ("ketua_tim", "admin_satker", "evaluator")  # the pages of one object are asked as them
ORANG = ("ketua_tim", "koordinator", "anggota", "kepala", "admin_satker", "evaluator")


def ukur(client, url):
    """Queries of one GET; what is streamed is read, so that its file is closed."""
    with CaptureQueriesContext(connection) as kueri:
        jawab = client.get(url)
        b"".join(getattr(jawab, "streaming_content", []))
    return len(kueri)


def lewat(client, dunia, *, semua):
    """What asks too much, with warm caches; `semua`: also the pages of one object."""
    for a in semua_alamat():
        if a.nama == "account_logout" or (a.argumen and not semua):
            continue
        url, batas = a.url(dunia) if a.argumen else reverse(a.nama), LEBIH.get(a.nama, (BATAS, ""))[0]
        if ukur(client, url) > batas and (jumlah := ukur(client, url)) > batas:
            yield a.nama, jumlah


@pytest.mark.parametrize("jenis", ORANG)
def test_paling_banyak_dua_belas(client, jenis):
    dunia = bangun()
    client.force_login(dunia.orang[jenis])
    assert list(lewat(client, dunia, semua=jenis in BERHAK)) == []
