"""zi: the Zona Integritas programme of a work unit, from plan to score."""

from zi.celery import app as celery_app

__all__ = ["celery_app"]
