#!/usr/bin/env bash
# Installs what Headwater is built and tested with: the Debian packages of packages.txt, then the npm packages of the
# lock file; with the word `building`, only what stands above "# testing" there. Says what it does; asks for sudo only
# when something is missing and it does not run as root.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Node.js from elsewhere serves as well as Debian's, and its packages exclude each other.
provided() {
  case "$1" in
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    *) dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed ;;
  esac
}

missing=()
while read -r package; do
  provided "$package" || missing+=("$package")
done < <(if [ "${1:-}" = building ]; then sed '/^# testing/,$d' packages.txt; else cat packages.txt; fi |
  sed 's/#.*//; /^[[:space:]]*$/d')

if [ ${#missing[@]} -gt 0 ]; then
  echo "install: Debian packages: ${missing[*]}"
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
else
  echo "install: all Debian packages of packages.txt are here"
fi

if [ -f package-lock.json ] && [ "${1:-}" != building ]; then
  if [ node_modules/.package-lock.json -nt package-lock.json ]; then
    echo "install: the npm packages of package-lock.json are here"
  else
    echo "install: npm packages of package-lock.json"
    npm ci --ignore-scripts --no-audit --no-fund
  fi
fi
