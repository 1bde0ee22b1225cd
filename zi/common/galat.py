"""Errors of the domain: each carries one Indonesian sentence that the user can read."""


class GalatDomain(Exception):
    """A rule of the domain refuses; `str(e)` is shown to the user as it is."""


class TidakBerhak(GalatDomain):
    """The actor may not do this here and now."""


class SudahBerubah(GalatDomain):
    """Somebody else saved the row since the form was rendered."""


class PenyimpananDiam(Exception):
    """The storage does not answer about a file that ought to be there; a page says so and asks to come back (503)."""
