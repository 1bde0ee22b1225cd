"""Two threads use one link at the same moment; run by test_tautan_serentak.py through `manage.py shell`."""

import threading

from django.db import connections

from zi.akun import services
from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain


def main() -> str:
    """How the two came out, and whether the password is that of the winner."""
    pengguna = Pengguna.objects.create_user("sari@uji.invalid", None, nama="Sari Uji")
    token = services.buat_tautan(pengguna, oleh=None).rstrip("/").rsplit("/", 1)[1]
    mulai, hasil = threading.Barrier(2), {}

    def pakai(sandi: str) -> None:
        mulai.wait()
        try:
            services.pakai_tautan(token, sandi)
            hasil[sandi] = "ya"
        except GalatDomain:
            hasil[sandi] = "tidak"
        finally:
            connections.close_all()

    utas = [threading.Thread(target=pakai, args=(f"sandi panjang nomor {n}",)) for n in range(2)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    pengguna.refresh_from_db()
    cocok = all(pengguna.check_password(sandi) == (kata == "ya") for sandi, kata in hasil.items())
    return f"{sorted(hasil.values())} {cocok}"
