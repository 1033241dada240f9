#!/bin/sh
# install.sh FOLDER: installs the programs of others that the post is tested
# against: npm packages into FOLDER, and Debian's webhook. What cannot be had
# here is skipped later, in words; nothing fails here.
set -u
cd "$(dirname "$0")/../.." || exit
scripts/packages.sh webhook || :
mkdir -p "$1"
if ! command -v npm >/dev/null 2>&1; then
	echo "npm is not installed, so its peers are skipped" >&2
elif ! cmp -s tests/peers/package.json "$1/installed.json"; then
	echo "installing with npm below $1: the peers of the post" >&2
	cp tests/peers/package.json "$1/package.json"
	# None of their scripts has to run, so none does.
	if npm install --prefix "$1" --silent --no-audit --no-fund \
		--no-package-lock --ignore-scripts >&2; then
		cp tests/peers/package.json "$1/installed.json"
	else
		echo "npm could not install them, so they are skipped" >&2
	fi
fi
exit 0
