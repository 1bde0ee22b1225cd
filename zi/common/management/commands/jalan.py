"""manage.py jalan: prepare the data, then become honcho, which runs web and worker together until Ctrl-C."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.module_loading import import_string

from zi.common import persiapan
from zi.common.galat import GalatDomain


class Command(BaseCommand):
    help = "Menjalankan zi di komputer ini: web dan pekerja bersama, sampai Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            persiapan.pastikan_port_bebas(settings.HOST, settings.PORT)
        except GalatDomain as galat:
            raise CommandError(str(galat)) from galat
        persiapan.siapkan(self.stdout.write)
        if not settings.REDIS_URL:
            persiapan.lepas_sewa()
        for nama in settings.KABAR_JALAN:
            self.stdout.write(import_string(nama)())
        connections.close_all()
        sys.stdout.flush()
        self.jadi_honcho()

    def jadi_honcho(self) -> None:
        """Every process sees the same address; honcho gives PORT + 100 to the second one and would read .env again."""
        bin_dir = Path(sys.executable).parent
        lingkungan = {
            **os.environ,
            "PATH": f"{bin_dir}{os.pathsep}{os.environ.get('PATH', '')}",
            "HOST": settings.HOST,
            "PORT": str(settings.PORT),
            "ZI_ALAMAT": settings.ZI_ALAMAT,
            "PYTHONUNBUFFERED": "1",
        }
        os.chdir(settings.BASE_DIR)
        os.execve(bin_dir / "honcho", ["honcho", "-e", os.devnull, "start", "-p", str(settings.PORT)], lingkungan)
