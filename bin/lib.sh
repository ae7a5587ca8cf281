# What the commands of this folder share; sourced by them. It leaves them in the project's folder, with these functions:
#   install_packages NAME…   what dpkg does not know yet, by apt
#   prepare_python [GROUP]   .venv as uv.lock says
#   once NAME HASH COMMAND…  the command, unless it was done for the same hash before
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

UV_VERSION=0.13.9
RUN_PACKAGES=(ca-certificates python3-venv tesseract-ocr tesseract-ocr-eng tesseract-ocr-pol tesseract-ocr-deu libzbar0)
TEST_PACKAGES=(postgresql redis-server rabbitmq-server chromium fonts-dejavu-core)
export KWIT_HOME=${KWIT_HOME:-$PWD/var}
# Tesseract's own threads cost three times the CPU for the same text.
export OMP_THREAD_LIMIT=1

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Runs quietly; what it printed is shown only if it failed.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  ((status == 0)) || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

missing_packages() {
  command -v dpkg-query >/dev/null || return 0
  local installed provided='' package
  # A trailing architecture (libzbar0:amd64) is left out by this format.
  installed=" $(dpkg-query -W -f '${db:Status-Status}=${Package} ' "$@" 2>/dev/null || true) "
  for package in "$@"; do
    [[ $installed != *" installed=$package "* ]] || continue
    # Debian 13 has some under another name that provides the old one (libzbar0t64); asked only where something lacks.
    provided=${provided:- $(dpkg-query -W -f '${Provides} ' | tr ',' ' ') }
    [[ $provided == *" $package "* ]] || printf '%s\n' "$package"
  done
}

# As root. Debian starts a service as soon as it is installed, on its usual port; the guard says no for this while.
APT_SCRIPT='
set -e
export DEBIAN_FRONTEND=noninteractive
guard=/usr/sbin/policy-rc.d
if [ ! -e $guard ]; then
  trap "rm -f $guard" EXIT
  printf "#!/bin/sh\nexit 101\n" >$guard
  chmod 755 $guard
fi
install() { apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"; }
install "$@" || { apt-get update -q; install "$@"; }
'

install_packages() {
  local missing root=()
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  if ((EUID)); then
    if command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
      root=(sudo)
    else
      fail "Some system packages are missing. Have this done once, then start again:
  sudo apt-get install -y --no-install-recommends ${missing[*]}"
    fi
  fi
  say "Installing system packages: ${missing[*]}"
  quietly "${root[@]}" sh -c "$APT_SCRIPT" apt "${missing[@]}"
}

# Debian's own is built with all optimisations, which one found first in PATH may lack (then everything takes 1.5 times as
# long). Another is taken where Debian's is too old, or lacks venv.
choose_python() {
  local python
  for python in /usr/bin/python3 python3; do
    "$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    printf '%s' "$python"
    return
  done
  fail "Kwit needs Python 3.11 or newer as python3, with venv."
}

prepare_python() {
  local group=${1:-run} python wanted
  python=$(choose_python)
  wanted="$(sha256sum uv.lock | cut -c1-64) $python $("$python" -V)"
  if [[ -x .venv/bin/python && $(cat ".venv/.synced-$group" 2>/dev/null) == "$wanted" ]]; then
    return 0
  fi
  if [[ $(.venv-boot/bin/uv --version 2>/dev/null) != "uv $UV_VERSION"* ]]; then
    say "Installing uv $UV_VERSION"
    quietly "$python" -m venv --clear .venv-boot
    quietly .venv-boot/bin/pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
  fi
  say "Installing Python packages ($group)"
  # Inexact: the packages for tests stay when the service is started in between.
  local options=(--frozen --inexact --quiet --python "$python")
  [[ $group == run ]] || options+=(--group "$group")
  UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=${UV_LINK_MODE:-copy} quietly .venv-boot/bin/uv sync "${options[@]}"
  printf '%s' "$wanted" >".venv/.synced-$group"
  [[ $group == run ]] || printf '%s' "$wanted" >.venv/.synced-run
}

once() {
  local stamp=$KWIT_HOME/stamps/$1 hash=$2
  shift 2
  [[ $(cat "$stamp" 2>/dev/null) != "$hash" ]] || return 0
  "$@"
  mkdir -p "${stamp%/*}"
  printf '%s' "$hash" >"$stamp"
}

# A hash of files by name, size and time of change (fast), or of their contents.
hash_of_listing() { find "$@" -type f -printf '%P %s %T@\n' 2>/dev/null | sort | sha256sum | cut -c1-64; }
hash_of_files() { cat "$@" 2>/dev/null | sha256sum | cut -c1-64; }

# Translations are compiled beside their sources, and only when these are newer.
compile_translations() {
  local source
  for source in locale/*/LC_MESSAGES/django.po; do
    if [[ -e $source && ! ${source%.po}.mo -nt $source ]]; then
      quietly .venv/bin/pybabel compile -d locale -D django
      return
    fi
  done
}
