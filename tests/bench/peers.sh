#!/bin/sh
# peers.sh FOLDER: installs what the bench is held against, where that can be.
# What cannot be installed is skipped later, in words; nothing fails here.
set -u
cd "$(dirname "$0")/../.." || exit
scripts/packages.sh diction codespell gettext-base jq parallel || :
command -v npm >/dev/null 2>&1 || scripts/packages.sh nodejs npm || :
if command -v npm >/dev/null 2>&1 && [ ! -d "$1/npm/node_modules" ]; then
	mkdir -p "$1/npm"
	npm install --prefix "$1/npm" --silent --no-audit --no-fund \
		mustache handlebars write-good alex textlint \
		textlint-rule-write-good >&2 || :
fi
