"""Exit 0 when the store that DATABASE_URL or REDIS_URL names answers: menjawab.py database|redis."""

import os
import sys

import psycopg2
import redis


def database() -> None:
    psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=3).close()


def cache() -> None:
    redis.Redis.from_url(os.environ["REDIS_URL"], socket_connect_timeout=3, socket_timeout=3).ping()


try:
    {"database": database, "redis": cache}[sys.argv[1]]()
except (psycopg2.OperationalError, redis.RedisError):
    sys.exit(1)
