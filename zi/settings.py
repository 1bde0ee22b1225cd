"""All settings. Every value that differs between machines comes from the environment (see .env.example).

A variable X may also be given as X_FILE, the path of a file with the value (Docker secrets).
"""

import importlib.util
from pathlib import Path
from urllib.parse import urlsplit

import bootstrap
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from zi.common.kunci import baca_atau_buat_kunci
from zi.common.lingkungan import LOOPBACK, Lingkungan, keberatan

BASE_DIR = Path(__file__).resolve().parent.parent
env = Lingkungan()
env.read_env(BASE_DIR / ".env")

# --- mode and safety --------------------------------------------------------------------------------------------
MODE = env.str("ZI_MODE", "contoh")
if MODE not in {"contoh", "mandiri", "produksi"}:
    raise ImproperlyConfigured(f"ZI_MODE={MODE!r}: pilih contoh, mandiri, atau produksi.")
PRODUKSI = MODE == "produksi"
CONTOH = MODE == "contoh"
DEBUG = env.bool("ZI_DEBUG", False)
VAR_DIR = Path(env.str("ZI_VAR", str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

SECRET_KEY = env.str("ZI_SECRET_KEY", "")
if not SECRET_KEY and not PRODUKSI:
    SECRET_KEY = baca_atau_buat_kunci(VAR_DIR / "kunci")
HOST = env.str("HOST", "127.0.0.1")
PORT = env.int("PORT", 8000)
ZI_ALAMAT = env.str("ZI_ALAMAT", f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = [str(urlsplit(ZI_ALAMAT).hostname), *env.list("ZI_HOSTS", default=[])]
if not PRODUKSI:
    ALLOWED_HOSTS += sorted(LOOPBACK | {HOST})
CSRF_TRUSTED_ORIGINS = [ZI_ALAMAT]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUKSI
SECURE_REDIRECT_EXEMPT = [r"^sehat/"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUKSI else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUKSI
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUKSI else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "zi_sesi"
CSRF_COOKIE_NAME = "zi_csrf"
CSRF_FAILURE_VIEW = "zi.ui.views.csrf_gagal"
X_FRAME_OPTIONS = "DENY"

# --- applications -----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "zi.akun.konfig.KonfigAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "zi.common.apps.BerkasStatis",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "auditlog",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "import_export",
    "template_partials",
    "tree_queries",
    "zi.common",
    "zi.ui",
    "zi.akun",
    "zi.satker",
    "zi.notifikasi",
    "zi.pengungkit",
    "zi.dokumen",
    "zi.rencana",
    "zi.jadwal",
    "zi.tindaklanjut",
    "zi.bukti",
    "zi.naskah",
    "zi.monev",
    "zi.lke",
    "zi.impor",
    "zi.beranda",
]
if importlib.util.find_spec("django_linear_migrations"):  # a tool of development
    INSTALLED_APPS.append("django_linear_migrations")

MIDDLEWARE = [
    "zi.lke.portalrb.middleware.GalatJson",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "zi.ui.middleware.BatasUkuran",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "zi.satker.middleware.ZonaWaktu",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "zi.urls"
WSGI_APPLICATION = "zi.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "zi.ui.context.dasar",
            ],
            "builtins": ["zi.ui.templatetags.zi"],
        },
    }
]
# The navigation; `bila` names a function of the request, `juga` how the names of other pages of the item begin.
RENCANA_JUGA = ["impor:unggah", "impor:pratinjau", "impor:ekspor"]
MENU = [
    {"nama": "beranda:beranda", "teks": "Beranda", "ikon": "rumah", "utama": True},
    {"nama": "naskah:daftar", "teks": "Rencana", "ikon": "rencana", "utama": True, "juga": RENCANA_JUGA},
    {"nama": "bukti:daftar", "teks": "Bukti", "ikon": "bukti", "utama": True, "juga": ["impor:bukti"]},
    {"nama": "monev:daftar", "teks": "Rapat", "ikon": "rapat", "utama": True, "juga": ["tindaklanjut:", "laporan:"]},
    {
        "nama": "jadwal:bulan",
        "teks": "Kalender",
        "ikon": "kalender",
        "utama": False,
        "bila": "zi.satker.context.bekerja_di_sini",
    },
    {
        "nama": "lke:daftar",
        "teks": "LKE",
        "ikon": "centang-lingkar",
        "utama": True,
        "juga": ["portalrb:", "impor:lke"],
    },
    {"nama": "pengungkit:daftar", "teks": "Instrumen", "ikon": "instrumen", "utama": False},
    {
        "nama": "satker:daftar",
        "teks": "Satker & orang",
        "ikon": "satker",
        "utama": False,
        "bila": "zi.satker.context.boleh_kelola",
    },
]
MENU_AKUN = [
    {"nama": "satker:profil", "teks": "Profil saya", "ikon": "orang", "utama": True},
    {"nama": "notifikasi:pilihan", "teks": "Pengingat", "ikon": "lonceng", "utama": True},
    {
        "nama": "jadwal:alamat",
        "teks": "Langganan kalender",
        "ikon": "tautan",
        "utama": True,
        "bila": "zi.satker.context.bekerja_di_sini",
    },
    {"nama": "account_change_password", "teks": "Ganti kata sandi", "ikon": "kunci", "utama": True},
    {"nama": "mfa_index", "teks": "Verifikasi dua langkah", "ikon": "centang-lingkar", "utama": True},
]
# Lazy values of the header: name in the template -> function of the request.
KONTEKS_HALAMAN = {
    "lonceng": "zi.notifikasi.context.lonceng",
    "satker_aktif": "zi.satker.context.aktif",
    "pilihan_satker": "zi.satker.context.pilihan",
}
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- data stores ------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", f"sqlite:///{VAR_DIR / 'zi.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on beside the one writer; IMMEDIATE takes the write lock at BEGIN instead of failing later.
    # With recursive_triggers a REPLACE, which deletes, fires the triggers that refuse it (zi.common.beku).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Pages ask short questions: to compile a wide one takes PostgreSQL seconds, to run it milliseconds.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
# The throttle counts here: a small table would forget them under attack.
TEMBOLOK_BASIS = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "zi_tembolok",
    "OPTIONS": {"MAX_ENTRIES": 50_000},
}
TEMBOLOK_REDIS = {
    "BACKEND": "zi.common.tembolok.RedisAtauBasis",
    "LOCATION": REDIS_URL,
    "KEY_PREFIX": "zi",
    "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},  # a Redis that is silent holds no page
}
CACHES = {"default": TEMBOLOK_REDIS, "cadangan": TEMBOLOK_BASIS} if REDIS_URL else {"default": TEMBOLOK_BASIS}

MEDIA_ROOT = VAR_DIR / "berkas"
PENYIMPANAN_S3 = env.str("ZI_S3_BUCKET", "")
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": PENYIMPANAN_S3,
            "endpoint_url": env.str("ZI_S3_URL", "") or None,
            "access_key": env.str("ZI_S3_KEY", "") or None,
            "secret_key": env.str("ZI_S3_SECRET", "") or None,
            "default_acl": "private",
            "querystring_auth": True,
        },
    }
    if PENYIMPANAN_S3
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
X_ACCEL = env.bool("ZI_X_ACCEL", PRODUKSI and not PENYIMPANAN_S3)  # nginx sends private files
FILE_UPLOAD_PERMISSIONS = 0o644 if X_ACCEL else 0o640  # nginx is another user, in a container that sees only them
BATAS_UNGGAH_MB = env.int("ZI_BATAS_UNGGAH_MB", 50)
BATAS_ZIP_MB = env.int("ZI_BATAS_ZIP_MB", 500)  # workbook and files of a bulk registration together
BATAS_ALAMAT_MB = {"/impor/bukti/": BATAS_ZIP_MB}  # addresses that take more than BATAS_UNGGAH_MB in one request
FILE_UPLOAD_HANDLERS = ["zi.common.penerima.PenerimaBerkas"]
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "sementara"  # /tmp is often memory; from here a folder storage takes a file over
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)
PEMINDAI = env.str("ZI_PEMINDAI", "")  # takes an open binary file, returns True when it is clean
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # each is a file on disk that stands open

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", Path(next(iter(bootstrap.__path__))))]
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "webp", "gif", "woff", "woff2", "gz", "br"]

# --- people -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "akun.Pengguna"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict] = [
    {"NAME": f"django.contrib.auth.password_validation.{nama}"}
    for nama in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"user_attributes": ("email", "nama", "nomor_induk")}
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beranda:beranda"
ACCOUNT_ADAPTER = "zi.akun.adapter.AdapterAkun"
ACCOUNT_FORMS = {
    "login": "zi.akun.forms.FormMasuk",
    "change_password": "zi.akun.forms.FormGantiSandi",
    "reauthenticate": "zi.akun.forms.FormUlangSandi",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}  # one field takes both
ACCOUNT_USER_MODEL_USERNAME_FIELD = "nomor_induk"
ACCOUNT_USER_DISPLAY = "zi.akun.models.nama_tampil"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/h/key",
    "tautan": "10/m/ip",
    "buat_tautan": "60/h/user",
    "keaslian": "30/m/ip",
    "kalender": "30/m/ip",  # unknown addresses only: a whole office reads its feeds from one place
    "hadir": "30/m/ip",  # wrong names and numbers only: a whole room signs behind one address
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ZI_PROKSI", 1 if PRODUKSI else 0)  # whose X-Forwarded-For the throttle believes
MFA_ADAPTER = "zi.akun.adapter.AdapterDuaLangkah"
MFA_FORMS = {
    "authenticate": "zi.akun.forms.FormKode",
    "reauthenticate": "zi.akun.forms.FormUlangKode",
    "activate_totp": "zi.akun.forms.FormNyalakan",
    "deactivate_totp": "zi.akun.forms.FormMatikan",
    "generate_recovery_codes": "zi.akun.forms.FormKodeCadangan",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "zi"

# --- words, time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["zi.ui.format"]
USE_THOUSAND_SEPARATOR = False  # ids and years stand in addresses and fields; figures go through |angka, which groups

# --- mail -------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("ZI_SUREL_PENGIRIM", "zi@contoh.invalid")
EMAIL_TIMEOUT = 10

# --- background work --------------------------------------------------------------------------------------------
ANTREAN_DIR = VAR_DIR / "antrean"
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost//"
if REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, str | int] = {
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        "visibility_timeout": 3600,
    }
else:
    ANTREAN_DIR.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(ANTREAN_DIR),
        "data_folder_out": str(ANTREAN_DIR),
        "control_folder": str(ANTREAN_DIR / "kendali"),
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ALWAYS_EAGER = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(REDIS_URL)  # the file-system broker would answer late at every stop
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker outlives a broker that is gone for hours
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "sapu-pekerjaan": {"task": "zi.common.tasks.sapu_pekerjaan", "schedule": 60.0, "options": {"expires": 50}},
    "gulir-kejadian": {"task": "zi.jadwal.tasks.gulir_kejadian", "schedule": crontab(hour=0, minute=20)},
    "pengingat": {"task": "zi.notifikasi.tasks.ingatkan", "schedule": crontab(minute="*/10")},
    "rapat-monev": {"task": "zi.monev.tasks.siapkan_rapat", "schedule": crontab(minute="*/10")},
    "buang-draf-bukti": {"task": "zi.impor.tasks.buang_draf", "schedule": crontab(hour=2, minute=30)},
    "buang-berkas": {"task": "zi.bukti.tasks.buang_berkas", "schedule": crontab(hour=2, minute=40)},
    "buang-notifikasi": {"task": "zi.notifikasi.tasks.buang_notifikasi", "schedule": crontab(hour=2, minute=20)},
    "buang-bungkus": {"task": "zi.bukti.tasks.buang_bungkus", "schedule": crontab(hour=2, minute=50)},
    "buang-akses-asing": {"task": "zi.lke.tasks.buang_akses_asing", "schedule": crontab(hour=2, minute=45)},
    "sapu-sementara": {"task": "zi.common.tasks.sapu_sementara", "schedule": crontab(hour=2, minute=55)},
}
# Commands that load the data of a new or updated installation; each may run again without harm.
PERINTAH_MUAT = ["muat_instrumen", "muat_contoh"] if CONTOH else ["muat_instrumen"]
# What `manage.py jalan` prints once everything is prepared: functions that return text, by dotted name.
KABAR_JALAN = ["zi.beranda.contoh.tabel_akun"] if CONTOH else []
# Functions that do one kind of Pekerjaan, by dotted name (DESIGN: the database is the queue of record).
PELAKSANA_PEKERJAAN = {
    "pindai_berkas": "zi.bukti.berkas.services_pindai.kerjakan_pindai",
    "impor_bukti": "zi.impor.services_massal.kerjakan_bukti",
    "cetak_rencana": "zi.naskah.services_cetak.kerjakan_cetak",
    "terbitkan_naskah": "zi.naskah.services_terbit.kerjakan_terbit",
    "gulir_kejadian": "zi.jadwal.services_kejadian.kerjakan_gulir",
    "rapat_monev": "zi.monev.services.kerjakan_rapat",
    "terbitkan_laporan": "zi.monev.laporan.services_terbit.kerjakan_terbit",
    "terbitkan_lhe": "zi.lke.lhe.services.kerjakan_terbit",
    "agenda_rapat": "zi.monev.services.kerjakan_agenda",
    "arsip_rapat": "zi.monev.services_tutup.kerjakan_arsip",
    "kirim_tautan": "zi.akun.services.kerjakan_tautan",
    "kabar_sandi": "zi.akun.services.kerjakan_kabar_sandi",
    "kirim_surel": "zi.notifikasi.services.kerjakan_surel",
    "pengingat": "zi.notifikasi.services_pengingat.kerjakan_pengingat",
    "pratinjau_berkas": "zi.bukti.berkas.services_pratinjau.kerjakan_pratinjau",
    "bungkus_bukti": "zi.bukti.bungkus.services.kerjakan_bungkus",
    "kata_berkas": "zi.bukti.berkas.services_kata.kerjakan_kata",
}
# Functions that load the reference data of `muat_instrumen`, by dotted name, lower apps first.
PEMUAT_ACUAN = [
    "zi.pengungkit.services.muat_area_dan_peraturan",
    "zi.pengungkit.services.muat_semua_instrumen",
    "zi.jadwal.acuan.muat_hari_libur",
    "zi.bukti.acuan.muat_jenis_bukti",
    "zi.bukti.peta.acuan.muat_peta_bukti",
    "zi.lke.services.hitung_ulang",
]

# Asked by lower apps, known by higher ones: the areas that a role may name.
PILIHAN_AREA = "zi.rencana.queries.pilihan_area"
# … and how a person is told something.
PENGIRIM_KABAR = "zi.notifikasi.services.kirim"
# … and what the daily reminder tells of: functions of (satker, tanggal), see zi/notifikasi/butir.py.
SUMBER_PENGINGAT = ["zi.bukti.pengingat.butir", "zi.monev.pengingat.butir", "zi.tindaklanjut.pengingat.butir"]
PUKUL_PENGINGAT = 7  # by the clock of the unit
# … and what the calendar shows: functions of (user, Lingkup), see zi/jadwal/kalender.py.
SUMBER_KALENDER = ["zi.bukti.kejadian.kalender.acara", "zi.monev.kalender.acara", "zi.tindaklanjut.kalender.acara"]
# … and why a file may not be deleted: functions that return a sentence, or nothing.
PENGIKAT_BERKAS = ["zi.naskah.queries_bukti.pengikat_berkas", "zi.lke.queries_jejak.pengikat_berkas"]
# … and which evidence stands under follow-ups.
BUKTI_TINDAK_LANJUT = "zi.bukti.tindaklanjut.queries.bukti_tindak_lanjut"
# … and what else they came from: functions of (user, id) that give words and addresses.
ASAL_TINDAK_LANJUT = ["zi.lke.isi.queries.asal_tindak_lanjut"]
# … and what an evaluator reads in place of a plan that is being rewritten.
NASKAH_BERLAKU = "zi.naskah.queries_bukti.naskah_berlaku"
# … and the workflows that the page "Siapa memutuskan apa" shows, in this order.
ALUR = [
    "zi.naskah.workflow.PENGESAHAN",
    "zi.jadwal.workflow.KEJADIAN",
    "zi.monev.workflow.RAPAT",
    "zi.tindaklanjut.workflow.TINDAK_LANJUT",
    "zi.monev.laporan.workflow.LAPORAN",
    "zi.lke.workflow.PENILAIAN",
]
# … and what hangs on an occurrence of a schedule, so that no edit of its rule takes it away: conditions of a query.
PENAHAN_KEJADIAN = ["zi.bukti.kejadian.queries.berbukti", "zi.monev.queries.berapat"]
# … and what follows from the parts of a plan: told when one is deleted or comes back.
SESUDAH_BAGIAN = ["zi.jadwal.services_kejadian.sesudah_bagian"]

# --- content security -------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# --- audit, import, log -----------------------------------------------------------------------------------------
AUDITLOG_DISABLE_REMOTE_ADDR = True
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"baris": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "baris"}},
    "root": {"handlers": ["konsol"], "level": env.str("ZI_LOG", "INFO")},
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}

# --- what the mode refuses --------------------------------------------------------------------------------------
if _keberatan := keberatan(vars()):
    raise ImproperlyConfigured(f"Mode {MODE}: " + " ".join(_keberatan))
