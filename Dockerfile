# The image takes the same steps as a newcomer: deploy/sistem.sh and make setup.
FROM python:3.11.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 ZI_VENV=/opt/zi PATH=/opt/zi/bin:$PATH
WORKDIR /app

RUN apt-get update \
    && apt-get install -y --no-install-recommends make postgresql-client \
    && rm -rf /var/lib/apt/lists/*

COPY Makefile requirements.txt ./
COPY deploy/sistem.sh deploy/python.sh deploy/venv.sh deploy/
RUN make setup && rm -rf /var/lib/apt/lists/*

COPY . .
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin zi \
    && install -d -o zi -g zi /data /data/berkas /data/static /data/sementara

USER zi
ENV ZI_VAR=/data
VOLUME ["/data/berkas", "/data/static", "/data/sementara"]
EXPOSE 8000
HEALTHCHECK --interval=20s --timeout=5s --start-period=30s CMD ["python", "deploy/sehat.py", "web"]
CMD ["gunicorn", "-c", "deploy/gunicorn_conf.py", "zi.wsgi"]
