"""The one settings file, driven by the environment; README.md lists every variable.

NEWSROOM_MODE=demo (the default) runs on one machine over plain http with a generated
secret; NEWSROOM_MODE=production refuses to start without its secrets and addresses.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from newsroom import environment, storage_url
from newsroom.secret import generated_secret

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = environment.choice("NEWSROOM_MODE", ("demo", "production"))
PRODUCTION = MODE == "production"
DEBUG = environment.boolean("DEBUG", default=False)
DATA_DIR = Path(environment.text("DATA_DIR", str(BASE_DIR / "data"))).resolve()
HOST = environment.text("HOST", "127.0.0.1")
WORKERS = environment.integer("WORKERS", 1, lowest=1, highest=64)
PORT = environment.integer("PORT", 8000, lowest=1, highest=65535)

if PRODUCTION:
    _needed = "production does not start without it"
    SECRET_KEY = environment.required_text("SECRET_KEY", _needed)
    ALLOWED_HOSTS = environment.required_words("ALLOWED_HOSTS", _needed)
    PUBLIC_URL = environment.web_address("PUBLIC_URL", environment.required_text("PUBLIC_URL", _needed), secure=True)
else:
    SECRET_KEY = environment.text("SECRET_KEY") or generated_secret(DATA_DIR)
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", HOST, *environment.words("ALLOWED_HOSTS")]
    _own_address = f"http://[{HOST}]:{PORT}" if ":" in HOST else f"http://{HOST}:{PORT}"
    PUBLIC_URL = environment.web_address("PUBLIC_URL", environment.text("PUBLIC_URL", _own_address), secure=False)

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "newsroom.apps.NewsroomAdminConfig",
    "comments.apps.CommentsConfig",
    "articles.apps.ArticlesConfig",
    "crispy_forms",
    "django_prose_editor",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.middleware.response_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.swaps.middleware",
    "newsroom.middleware.edition",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.middleware.acting_network",
    "newsroom.middleware.interface_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    # The pages of readers.
    {
        "NAME": "pages",
        "BACKEND": "newsroom.page_templates.PageTemplates",
        "DIRS": [BASE_DIR / "templates" / "public"],
        "OPTIONS": {
            "environment": "newsroom.page_templates.environment",
            "context_processors": ["newsroom.context_processors.edition"],
        },
    },
    # The admin, forms, and mails.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context_processors.edition",
            ]
        },
    },
]

DATABASES = {"default": environment.database("DATABASE_URL", default_file=DATA_DIR / "newsroom.sqlite3")}
# Readers' pages are read from copies of a PostgreSQL where there are some: newsroom/replicas.
REPLICAS = environment.replicas("REPLICA_URLS")
if REPLICAS:
    DATABASES |= REPLICAS
    DATABASE_ROUTERS = ["newsroom.replicas.router.Router"]
    MIDDLEWARE.append("newsroom.replicas.middleware.ReplicaMiddleware")
# Counts, and what changed last, where a Redis or Valkey shares them between processes: newsroom/shared_cache.py.
CACHE_URL = environment.cache("CACHE_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "newsroom.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"

# The editions; which of the two leads is LANGUAGE_CODE, and nothing else depends on it.
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LANGUAGE_CODE = "ar"
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_I18N = True
USE_TZ = True
# What is stored is UTC; what people see is in the time zone of the Site row.
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    **storage_url.storages("STORAGE_URL", folder=DATA_DIR, address="/media/"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.static_storage.JoinedFilesStorage"
    },
}
# Ours, whose view reads the storage, or where strangers read the bucket itself.
MEDIA_URL = STORAGES["default"]["OPTIONS"]["base_url"]
# Pictures of 40 megapixels fit; the pixel limit itself is articles.images.MOST_PIXELS.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Of each worker; 0: pages are made anew for every reader, as who changes a template wants them.
PAGE_CACHE_MB = environment.integer("PAGE_CACHE_MB", 0 if DEBUG else 32, lowest=0, highest=4096)

CRISPY_ALLOWED_TEMPLATE_PACKS = ["forms"]
CRISPY_TEMPLATE_PACK = "forms"

# Readers never get a session; staff stay logged in for a working day.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "articles.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
if environment.boolean("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Whose X-Forwarded-For is believed; see newsroom/client.py.
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")

# Mail is off until a server is named: nothing is then offered that would need it.
MAIL = environment.mail("MAIL_URL")
MAIL_CONFIGURED = bool(MAIL)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = MAIL.get("host", ""), MAIL.get("port", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.get("user", ""), MAIL.get("password", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.get("starttls", False), MAIL.get("tls", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.mail_address("MAIL_FROM", required=MAIL_CONFIGURED)
# Asked about comments only where there is a key; off by default (README).
AKISMET_KEY = environment.text("AKISMET_KEY")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "newsroom.log_lines.LineAboutNobody",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
