"""What a file of a package is, by its name alone and by our own table; what is not in it is only ever saved."""

from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"

MEDIA_TYPES = {
    "html": "text/html",
    "htm": "text/html",
    "xhtml": "application/xhtml+xml",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "css": "text/css",
    "json": "application/json",
    "map": "application/json",
    "xml": "text/xml",
    "xsd": "text/xml",
    "xsl": "text/xml",
    "dtd": "application/xml-dtd",
    "txt": "text/plain",
    "csv": "text/csv",
    "vtt": "text/vtt",
    "srt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
    "ico": "image/x-icon",
    "bmp": "image/bmp",
    "cur": "image/x-icon",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "eot": "application/vnd.ms-fontobject",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "pdf": "application/pdf",
    "wasm": "application/wasm",
}

_PHP = frozenset({"php", "php3", "php4", "php5", "php7", "phtml", "phar"})
_OTHER_PAGES = frozenset({"asp", "aspx", "ascx", "ashx", "asmx", "cshtml", "jsp", "jspx", "jspf", "cfm", "cfc", "cgi"})
_PROGRAMS = frozenset({"pl", "pm", "py", "pyc", "rb", "sh", "bash", "bat", "cmd", "ps1", "vbs", "exe", "dll", "msi"})
_JAVA = frozenset({"jar", "war", "class"})
_SERVER_CODE = _PHP | _OTHER_PAGES | _PROGRAMS | _JAVA
_SERVER_SETTINGS = frozenset({".htaccess", ".htpasswd", ".user.ini", "web.config"})


def media_type_of(name: str) -> str:
    """By the ending of the name."""
    return MEDIA_TYPES.get(_ending(name), UNKNOWN)


def is_server_code(name: str) -> bool:
    """A program or its settings: nothing that a browser shows."""
    return _ending(name) in _SERVER_CODE or PurePosixPath(name).name.lower() in _SERVER_SETTINGS


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")
