#!/bin/sh
# packages.sh PACKAGE...: installs the Debian packages that are missing.
# Where there is no apt it only names them: nothing is guessed.
set -eu

if ! command -v dpkg-query >/dev/null 2>&1; then
	echo "boundary needs these packages (names as in Debian 12); install" >&2
	echo "what is missing in your system's way: $*" >&2
	exit 0
fi
missing=
for package; do
	status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || :)
	case $status in
	*' installed') ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
	echo "missing, and there is no apt-get:$missing" >&2
	exit 0
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
	as_root=sudo
	if ! command -v sudo >/dev/null 2>&1; then
		echo "missing, and there is no sudo; as root, run" >&2
		echo "    apt-get update && apt-get install$missing" >&2
		exit 1
	fi
fi
echo "installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# The lists of a fresh machine are empty or old, so they come first.
$as_root apt-get update -qq
# shellcheck disable=SC2086 # package names hold no spaces
$as_root apt-get install -y -qq --no-install-recommends $missing
