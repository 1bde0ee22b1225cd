"""The pages of an import: what the second click and the Back button find."""

import pytest
from django.urls import reverse

from tests.pabrik import SatkerFactory, orang
from zi.impor.models import DrafImpor
from zi.rencana.models import BarisRencana, RencanaKerja

pytestmark = pytest.mark.django_db
TEMPELAN = (
    "No\tRencana Kerja\tRencana Aksi\tJadwal Pelaksanaan\tBukti Fisik\n"
    "1\tMembentuk tim\ta. Memilih\t12 Januari 2024\tNotula"
)


def test_simpan_dua_kali_dan_tombol_kembali(client):
    satker = SatkerFactory()
    client.force_login(orang(satker, "ketua_tim"))
    isian = {"satker": satker.pk, "tahun": 2024, "teks": TEMPELAN}
    pratinjau = client.post(reverse("impor:unggah"), isian)["Location"]
    sidik = client.get(pratinjau).context["sidik"]
    rencana = reverse("naskah:rencana", args=[client.post(pratinjau, {"sidik": sidik})["Location"].split("/")[-2]])
    for jawab in (client.post(pratinjau, {"sidik": sidik}, follow=True), client.get(pratinjau, follow=True)):
        assert jawab.redirect_chain == [(rencana, 302)]
        assert "sudah disimpan" in jawab.text
    assert RencanaKerja.objects.count() == BarisRencana.objects.count() == 1
    client.force_login(orang(satker, "ketua_tim"))
    assert client.get(pratinjau).status_code == 404
    assert DrafImpor.objects.count() == 1
