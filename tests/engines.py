"""Starts PostgreSQL, RabbitMQ, Redis and an S3 store privately on free ports, runs a command on them, ends them.

    python -m tests.engines [--broker redis] pytest tests/jobs

They must be there before pytest starts, because Django reads its settings before any conftest. Works as root too.
"""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import psycopg
import redis
from botocore.config import Config
from kombu import Connection

KEY, SECRET = "kwit-tests", "only-for-the-store-of-a-test"
BUCKETS = ["kwit-main", *(f"kwit-gw{number}" for number in range(8))]
"""One for each process of a parallel run; see tests/environment.py."""


@dataclass
class Engines:
    """Where the engines of this run keep their data, and the processes that end with it."""

    folder: Path
    processes: list[tuple[subprocess.Popen[bytes], int]] = field(default_factory=list)

    def start(
        self, name: str, *command: str | Path, stop: int = signal.SIGKILL, **options: Any
    ) -> subprocess.Popen[bytes]:
        """In a process group of its own; what it prints goes to a file of its own."""
        options.setdefault("cwd", self.folder)
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [str(part) for part in command], stdout=log, stderr=subprocess.STDOUT, start_new_session=True, **options
            )
        self.processes.append((process, stop))
        return process

    def end(self) -> None:
        """Latest first. One that does not listen is killed."""
        for process, how in reversed(self.processes):
            _signal_group(process, how)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                pass
            _signal_group(process, signal.SIGKILL)


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses now, all different. High ones are left out: some engines add to theirs."""
    sockets = []
    try:
        while len(sockets) < count:
            probe = socket.socket()
            probe.bind(("127.0.0.1", 0))
            sockets.append(probe)
        return [probe.getsockname()[1] for probe in sockets]
    finally:
        for probe in sockets:
            probe.close()


def _answers(ask: Callable[[], object], *, what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            ask()
            return
        except Exception as error:
            if time.monotonic() > end:
                raise RuntimeError(f"{what} did not start") from error
            time.sleep(0.1)


def _program(pattern: str, root: str = "/usr/lib") -> Path:
    found = sorted(Path(root).glob(pattern), key=lambda path: [int(n) for n in path.parts if n.isdigit()])
    if not found:
        raise RuntimeError(f"missing: {root}/{pattern}; bin/test installs it")
    return found[-1]


def postgresql(engines: Engines) -> str:
    """A cluster without any promise to survive a power cut. It refuses root, so root lends it the package's user."""
    folder = engines.folder / "postgresql"
    folder.mkdir()
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    programs = _program("postgresql/*/bin/initdb").parent
    create = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(
        [programs / "initdb", "-D", folder / "data", *create], cwd=folder, check=True, capture_output=True, **identity
    )
    [port] = free_ports(1)
    fast = [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "unix_socket_directories=",
        "max_connections=200",
    ]
    options = [part for setting in ["listen_addresses=127.0.0.1", *fast] for part in ("-c", setting)]
    command = [programs / "postgres", "-D", folder / "data", "-p", str(port), *options]
    engines.start("postgresql", *command, stop=signal.SIGINT, **identity | {"cwd": folder})
    url = f"postgres://postgres@127.0.0.1:{port}"
    _answers(lambda: psycopg.connect(f"{url}/postgres").close(), what="PostgreSQL")
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE kwit")
    return f"{url}/kwit"


def redis_server(engines: Engines) -> str:
    """Keeps nothing on disk."""
    [port] = free_ports(1)
    options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", engines.folder]
    engines.start("redis", "redis-server", "--port", str(port), *options)
    _answers(lambda: redis.Redis(port=port).ping(), what="Redis")
    return f"redis://127.0.0.1:{port}/0"


def rabbitmq(engines: Engines) -> str:
    """With a name server of its own (epmd), which would otherwise stay behind as a daemon."""
    folder = engines.folder / "rabbitmq"
    folder.mkdir()
    port, between, names = free_ports(3)
    (folder / "rabbitmq.conf").write_text("loopback_users = none\n")
    (folder / "enabled_plugins").write_text("[].\n")
    engines.start("epmd", "epmd", "-port", str(names), "-address", "127.0.0.1")
    environment = os.environ | {
        "HOME": str(folder),
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": f"kwit{port}@localhost",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(between),
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
    }
    # The script of the versioned folder: the one in the path insists on the service's user.
    engines.start("rabbitmq", _program("rabbitmq/lib/*/sbin/rabbitmq-server"), env=environment)
    url = f"amqp://guest:guest@127.0.0.1:{port}//"
    _answers(lambda: Connection(url, connect_timeout=2).connect().close(), what="RabbitMQ")
    return url


def s3(engines: Engines) -> str:
    """SeaweedFS, which checks signatures and sizes as the great stores do."""
    folder = engines.folder / "s3"
    (folder / "data").mkdir(parents=True)
    rights = ["Admin", "Read", "Write", "List", "Tagging"]
    identity = {"name": "kwit", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": rights}
    (folder / "identities.json").write_text(json.dumps({"identities": [identity]}))
    numbers = iter(free_ports(8))
    ports = [
        f"-{part}port{kind}={next(numbers)}"
        for part in ("master.", "volume.", "filer.", "s3.")
        for kind in ("", ".grpc")
    ]
    port = ports[6].partition("=")[2]
    options = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", f"-s3.config={folder / 'identities.json'}"]
    sizes = ["-master.volumeSizeLimitMB=64", "-volume.max=50"]
    weed = Path(sys.executable).with_name("weed")
    environment = os.environ | {"HOME": str(folder)}
    engines.start(
        "s3", weed, "server", f"-dir={folder / 'data'}", *options, *sizes, *ports, cwd=folder, env=environment
    )
    _make_buckets(f"http://127.0.0.1:{port}")
    return f"s3://{KEY}:{SECRET}@127.0.0.1:{port}/BUCKET?scheme=http&region=us-east-1"


def _make_buckets(address: str) -> None:
    """The port opens before the store can keep anything, so each bucket is asked for until it is there."""
    config = Config(
        s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=5
    )
    keys = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET, "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=address, config=config, **keys)
    for bucket in BUCKETS:
        _answers(lambda bucket=bucket: client.create_bucket(Bucket=bucket), what="S3")
    _answers(lambda: client.put_object(Bucket=BUCKETS[0], Key="ready", Body=b"yes"), what="S3")


STARTERS: dict[str, Callable[[Engines], str]] = {
    "DATABASE_URL": postgresql,
    "redis": redis_server,
    "rabbitmq": rabbitmq,
    "KWIT_ENGINES_FILES_URL": s3,
}


@contextmanager
def running() -> Iterator[dict[str, str]]:
    """All engines at once; gives their addresses by the names of `STARTERS`."""
    folder = Path(tempfile.mkdtemp(prefix="kwit-engines-"))
    folder.chmod(0o755)  # PostgreSQL's user must reach its own folder inside
    engines = Engines(folder)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.callback(engines.end)
        with ThreadPoolExecutor(len(STARTERS)) as pool:
            started = {name: pool.submit(starter, engines) for name, starter in STARTERS.items()}
        yield {name: address.result() for name, address in started.items()}


def environment(addresses: dict[str, str], *, broker: str) -> dict[str, str]:
    """The variables under which the service and its tests use these engines."""
    chosen = {name: address for name, address in addresses.items() if name.isupper()}
    return os.environ | chosen | {"BROKER_URL": addresses[broker], "KWIT_ENGINES": broker}


def main(arguments: list[str]) -> int:
    """Run a command on the engines; its exit status is ours."""
    broker = "rabbitmq"
    if arguments[:1] == ["--broker"]:
        broker, arguments = arguments[1], arguments[2:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running() as addresses:
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(command, env=environment(addresses, broker=broker), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
