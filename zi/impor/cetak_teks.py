"""A preview as plain text, for the command line."""

from collections.abc import Iterator

from zi.impor.pratinjau import BarisPratinjau, Pratinjau


def teks_pratinjau(p: Pratinjau) -> Iterator[str]:
    """One line a row, its doubts indented below it, then what is missing and the sums."""
    area = None
    for w in p.peringatan:
        yield f"! {w.tempat}: {w.pesan}" if w.tempat else f"! {w.pesan}"
    for b in p.baris:
        if b.area is not area:
            area = b.area
            yield f"{area.nomor_tertulis} {area.nama}".strip() or "(tanpa judul area)"
        yield from _baris(b)
    for a in p.hilang:
        yield f"  hilang   {a.terbaca.no_tertulis:>4} {a.terbaca.uraian} (tetap ada)"
    yield ", ".join(f"{n} {kata}" for kata, n in p.hitung().items())


def _baris(b: BarisPratinjau) -> Iterator[str]:
    t = b.terbaca
    isi = f"{len(t.aksi)} aksi, {len(b.jadwal)} jadwal, {len(t.bukti)} bukti"
    yield f"  {b.keadaan:<8} {t.no_tertulis:>4} {' '.join(t.uraian.split())} [{isi}]"
    for w in b.peringatan:
        yield f"           ! {w.pesan}"
    for j in b.jadwal:
        yield from (f"           ! {j.teks}: {pesan}" for pesan in j.pesan)
    for d in b.beda:
        yield f"           {d.kolom}: {' | '.join(d.lama) or '–'} → {' | '.join(d.baru) or '–'}"
