"""manage.py periksa_nilai: compute every round anew and compare with what is stored; exit code 1 on a difference."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zi.lke.queries_putaran import nilai_berbeda


class Command(BaseCommand):
    help = "Menghitung ulang nilai semua putaran LKE dan melaporkan yang berbeda dari yang tersimpan."

    def handle(self, *args: Any, **opsi: Any) -> None:
        jumlah, beda = nilai_berbeda()
        for kalimat in beda:
            self.stderr.write(kalimat)
        if beda:
            raise CommandError(f"{len(beda)} dari {jumlah} putaran berbeda.")
        self.stdout.write(f"{jumlah} putaran dihitung ulang; tidak ada yang berbeda.")
