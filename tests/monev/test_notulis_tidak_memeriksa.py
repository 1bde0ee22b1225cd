"""Nobody checks his own file, in the guise of a meeting too: neither who filed its papers nor who wrote them."""

import pytest
import time_machine

from tests.monev.bantu_rapat import RAPAT, SEBELUM, SESUDAH, dunia, foto, jadwalkan
from tests.monev.test_rapat_tutup import semua_centang
from tests.pabrik import orang
from zi.bukti.models import PemenuhanBukti
from zi.bukti.policies import boleh_verifikasi
from zi.monev.services_foto import unggah_foto
from zi.monev.services_hadir import hadir_akun
from zi.monev.services_kaitan import kaitkan
from zi.monev.services_tutup import tutup

pytestmark = pytest.mark.django_db


def test_notulis_dan_penutup_tidak_memeriksa_kertasnya(django_capture_on_commit_callbacks):
    with time_machine.travel(SEBELUM, tick=False) as jam:
        d = dunia()
        d.rapat = jadwalkan(d)
        kaitkan(d.rapat, [d.kejadian.pk], oleh=d.ketua)
        jam.move_to(RAPAT)
        hadir_akun(d.rapat, oleh=d.anggota)
        jam.move_to(SESUDAH)
        notulis, lain, juru_foto = (orang(d.satker, "ketua_tim") for _ in range(3))
        type(d.rapat).objects.filter(pk=d.rapat.pk).update(notulis=notulis)
        unggah_foto(d.rapat, foto(), oleh=juru_foto)
        d.rapat.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            tutup(d.rapat, semua_centang(d), oleh=d.ketua)
        ajuan = list(PemenuhanBukti.objects.all())
        assert ajuan
        for satu in ajuan:
            dokumentasi = satu.berkas.jenis.kode == "dokumentasi"
            assert [bool(boleh_verifikasi(x, satu)) for x in (d.ketua, lain)] == [False, True]
            assert [bool(boleh_verifikasi(x, satu)) for x in (notulis, juru_foto)] == [dokumentasi, not dokumentasi]
