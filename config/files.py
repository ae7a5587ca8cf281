"""Where files are kept: on disk beside the embedded database, or in an S3 compatible store by one address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

LINK_SECONDS = 300
"""How long a link to a private file of the store is good for."""


def storages(files_url: str, *, home: Path, manifest: bool) -> dict[str, Any]:
    """Django's STORAGES for `FILES_URL`.

    `""` keeps files under `home`/files; `s3://KEY:SECRET@HOST:PORT/BUCKET?scheme=http&region=…` uses that store (an
    empty host means the provider's own, and no key means the machine's own rights).
    """
    static = (
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if manifest
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    files = _s3(files_url) if files_url else _disk(home)
    return {"default": files, "staticfiles": {"BACKEND": static}}


def origin(files_url: str) -> str:
    """Where browsers find the links of that store: scheme, host and port, as a content security policy names them."""
    url = urlsplit(files_url)
    query = _query(url.query)
    if not url.hostname:
        region = query["region"]
        return f"https://s3.{region}.amazonaws.com{'.cn' if region.startswith('cn-') else ''}"
    port = f":{url.port}" if url.port else ""
    return f"{query['scheme']}://{url.hostname}{port}"


def _query(text: str) -> dict[str, str]:
    given = {name: values[-1] for name, values in parse_qs(text).items()}
    return {"scheme": "https", "region": "eu-central-1"} | given


def _disk(home: Path) -> dict[str, Any]:
    options = {"location": home / "files", "base_url": None, "file_permissions_mode": 0o600}
    return {"BACKEND": "common.files.WholeFiles", "OPTIONS": options}


def _s3(files_url: str) -> dict[str, Any]:
    url = urlsplit(files_url)
    options: dict[str, Any] = {
        "bucket_name": url.path.strip("/"),
        "region_name": _query(url.query)["region"],
        # Said for the provider's own store too, so that links lead to the very origin that pages allow.
        "endpoint_url": origin(files_url),
        "signature_version": "s3v4",
        "addressing_style": "path",
        "default_acl": None,
        "querystring_auth": True,
        "querystring_expire": LINK_SECONDS,
        "file_overwrite": True,
    }
    if url.username:
        options |= {"access_key": unquote(url.username), "secret_key": unquote(url.password or "")}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
