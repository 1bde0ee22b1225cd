"""A calendar as an iCalendar file (RFC 5545) for calendar programs. Pure: equal entries, equal bytes."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from zi.jadwal.kalender import Acara

TIPE = "text/calendar; charset=utf-8"
PANJANG = 75  # bytes of a line
NAMA_ZONA = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
STATUS = {"batal": "CANCELLED", "usulan": "TENTATIVE"}
_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def tulis(nama: str, acara: Iterable[Acara], alamat: str) -> bytes:
    """`alamat`: where the site stands, for the links and for keys that no other site uses."""
    semua = sorted(acara, key=lambda a: (a.mulai, a.kunci))
    zona = sorted({_zona(w) for a in semua if a.waktu for w in a.waktu})
    baris = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//zi//Kalender//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_teks(nama)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        *(x for z in zona for x in _blok_zona(z)),
        *(x for a in semua for x in _blok_acara(a, alamat)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_lipat(satu)}\r\n" for satu in baris).encode()


def _blok_acara(satu: Acara, alamat: str) -> Iterator[str]:
    selesai = "Selesai: " if satu.keadaan == "selesai" else ""
    diubah = _utc(satu.diubah_pada)
    yield "BEGIN:VEVENT"
    yield f"UID:{satu.kunci}@{urlsplit(alamat).hostname}"
    yield f"DTSTAMP:{diubah}"
    yield f"LAST-MODIFIED:{diubah}"
    yield f"SEQUENCE:{satu.revisi}"
    if satu.waktu:
        for kunci, saat in zip(("DTSTART", "DTEND"), satu.waktu, strict=True):
            yield f"{kunci};TZID={_zona(saat)}:{saat:%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{satu.mulai:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{_sesudah(satu.selesai):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_teks(selesai + satu.judul)}"
    if satu.keterangan:
        yield f"DESCRIPTION:{_teks(satu.keterangan)}"
    if satu.tempat:
        yield f"LOCATION:{_teks(satu.tempat)}"
    if satu.keadaan in STATUS:
        yield f"STATUS:{STATUS[satu.keadaan]}"
    yield f"URL:{alamat}{satu.tautan}"
    yield "END:VEVENT"


def _sesudah(hari: date) -> date:
    """The end of an event of whole days is the day after its last."""
    return hari + timedelta(days=1)


def _zona(saat: datetime) -> str:
    return str(saat.tzinfo)


def _blok_zona(nama: str) -> Iterator[str]:
    """No zone of Indonesia has changed its clock in the years of any plan."""
    selisih = f"{datetime(2000, 1, 1, tzinfo=ZoneInfo(nama)):%z}"
    yield from ("BEGIN:VTIMEZONE", f"TZID:{nama}", "BEGIN:STANDARD", "DTSTART:19700101T000000")
    yield from (f"TZOFFSETFROM:{selisih}", f"TZOFFSETTO:{selisih}", f"TZNAME:{NAMA_ZONA.get(nama, nama)}")
    yield from ("END:STANDARD", "END:VTIMEZONE")


def _utc(saat: datetime) -> str:
    return f"{saat.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _teks(isi: str) -> str:
    """A text value: no control characters, the four special ones escaped."""
    isi = _KENDALI.sub("", isi.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", isi).replace("\n", "\\n")


def _lipat(baris: str) -> str:
    """Lines longer than 75 bytes go on in the next, after a space; no letter is cut."""
    hasil, panjang = [], 0
    for huruf in baris:
        besar = len(huruf.encode())
        if panjang + besar > PANJANG:
            hasil.append("\r\n ")
            panjang = 1
        hasil.append(huruf)
        panjang += besar
    return "".join(hasil)
