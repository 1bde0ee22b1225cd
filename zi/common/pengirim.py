"""Tells the broker that a job waits, from one thread a process, so that no request waits for the broker.

A Redis that accepts and never answers blocks a send for minutes. Then the box fills, further nudges are dropped and
the sweep finds their jobs in the table.
"""

import logging
import os
import queue
import threading
from typing import Protocol

log = logging.getLogger(__name__)
MUAT = 500


class Tugas(Protocol):
    def apply_async(self, *, args: list[int], retry: bool) -> object: ...


class Pengirim:
    """A bounded box and the thread that empties it; started at the first use."""

    def __init__(self) -> None:
        self.kosongkan()

    def kosongkan(self) -> None:
        """Begin anew: also what a forked process does, which inherits the box but not the thread."""
        self.kotak: queue.Queue[tuple[Tugas, int]] = queue.Queue(maxsize=MUAT)
        self.gembok = threading.Lock()
        self.benang: threading.Thread | None = None

    def titip(self, tugas: Tugas, pk: int) -> bool:
        """Leave a job id for sending; False when the box is full."""
        try:
            self.kotak.put_nowait((tugas, pk))
        except queue.Full:
            log.warning("kotak kirim penuh; pekerjaan %s menunggu sapuan", pk)
            return False
        with self.gembok:
            if self.benang is None or not self.benang.is_alive():
                self.benang = threading.Thread(target=self._kirim_terus, name="pengirim", daemon=True)
                self.benang.start()
        return True

    def _kirim_terus(self) -> None:
        while True:
            kirim(*self.kotak.get())


def kirim(tugas: Tugas, pk: int) -> None:
    """Send one id; a broker that is gone is no error."""
    try:
        tugas.apply_async(args=[pk], retry=False)
    except Exception as galat:
        log.warning("antrean tidak terjangkau: %s", galat)


pengirim = Pengirim()
os.register_at_fork(after_in_child=pengirim.kosongkan)
