"""Celery's side of the evidence."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from zi.bukti.berkas import services_hapus, services_kata
from zi.bukti.bungkus import services as services_bungkus


@shared_task
def buang_berkas() -> int:
    return services_hapus.buang_berkas()


@shared_task
def buang_bungkus() -> int:
    return services_bungkus.buang_bungkus()


@shared_task
def susulkan_kata() -> int:
    return services_kata.susulkan_kata()


@worker_ready.connect
def buang_saat_mulai(**kwargs: Any) -> None:
    """An office PC is off at night; it catches up when it starts."""
    buang_berkas.delay()
    buang_bungkus.delay()
    susulkan_kata.delay()
