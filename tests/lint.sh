#!/bin/sh
# lint.sh [CHECK...]: holds the house rules that a compiler does not know.
#
# Without arguments all checks run; every fault is reported, sorted, as
# `file:line: what is wrong`, and the status is 1 if there was any. A check
# whose tool is not installed says so. Runs in the root of the project, or in
# LINT_ROOT (for the tests of this script).
set -eu
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
cd "${LINT_ROOT:-$here/..}"
work=$(mktemp -d)
done=
trap 'rm -rf "$work"; [ "$done" ] || echo "lint: stopped in ${check-its start}" >&2' EXIT
: >"$work/faults"

fault() {
	printf '%s\n' "$*" >>"$work/faults"
}

# Faults from stdin, one a line.
faults() {
	cat >>"$work/faults"
}

not_checked() {
	echo "lint: $1 was not checked: $2 is not installed"
}

has() {
	command -v "$1" >/dev/null 2>&1
}

# The C files of ours whose path matches $1 and not $2 (may be left out).
sources() {
	find src cmd tests -name '*.[ch]' 2>/dev/null | sort |
		grep -E -e "$1" | grep -E -v -e "${2:-^$}" || :
}

# forbid MESSAGE REGEX: a fault for each line of code that matches, in the
# files named on stdin. Comments and strings do not count.
forbid() {
	# shellcheck disable=SC2016 # for the inner shell
	xargs -r sh -c '
		cd "$1" && regex=$2 && shift 2 && grep -nHE -e "$regex" -- "$@"
	' sh "$work/code" "$2" | MESSAGE="$1" awk '{
		match($0, /^[^:]*:[0-9]+:/)
		code = substr($0, RLENGTH + 1)
		gsub(/^[ \t]+|[ \t]+$/, "", code)
		print substr($0, 1, RLENGTH) " " ENVIRON["MESSAGE"] ": " code
	}' | faults
}

# A call of one of the functions, not a member of that name.
call() {
	printf '(^|[^A-Za-z0-9_>.])(%s)[[:space:]]*\\(' "$1"
}

# --- the house (DESIGN 2) --------------------------------------------------

# An include may only point down.
check_floors() {
	for floor in base:base script:'base|script' coach:'base|script|coach' \
		practice:'base|script|coach|practice' \
		store:'base|script|coach|store' post:'base|script|coach|post'; do
		sources "^src/${floor%%:*}/" | forbid "src/${floor%%:*} includes what is not below it" \
			"^[[:space:]]*#[[:space:]]*include \"(.*/\.\.|\.\.|($(others "${floor#*:}"))/|[^/]*\")"
	done
	sources '^src/' '^src/(base|script|coach|practice|store|post)/' |
		sed 's/$/:1: a floor that the design does not know/' | faults
	sources '^cmd/boundary-post/' | forbid "boundary-post can post and reads nothing else" \
		'include "(practice|store|coach|script|boundary/[^v])'
}

# The floors, cmd's folders and tests, but for those in $1.
others() {
	for name in base script coach practice store post boundary \
		boundary-post boundary-compile tests; do
		printf '%s\n' "$name"
	done | grep -E -v -x -e "$1" | paste -sd'|'
}

# Text in, findings out: no file, clock, locale, terminal.
check_pure() {
	pure='^src/(coach|script|practice)/'
	sources "$pure" '^src/script/catalog' | forbid "a pure floor touches the system" \
		'include <(time|unistd|fcntl|dirent|signal|termios|locale|wchar|wctype|pthread|spawn|poll|syslog|sys/(time|stat|wait|socket|ioctl|mman))\.h>'
	sources "$pure" '^src/script/catalog' | forbid "a pure floor works with files" \
		'(^|[^A-Za-z0-9_])(FILE|stdin|stdout|stderr)([^A-Za-z0-9_]|$)|include "base/file\.h"|'"$(call 'f(open|dopen|memopen|reopen|read|write|puts|putc|printf|gets|getc|scanf|flush|close)|open|openat|read|write|getline|getdelim|open_memstream')"
	sources "$pure" | forbid "a pure floor asks for chance or the time" \
		"$(call 'rand|srand|random|srandom|getrandom|arc4random|clock|clock_gettime|gettimeofday|localtime|localtime_r|gmtime|gmtime_r|mktime|strftime')"
}

# Who may include which library: header, then the files.
check_libraries() {
	while read -r header files; do
		sources '^(src|cmd)/' "$files" | forbid "only ${files#^} may include <$header>" \
			"include [<\"]${header}[./>]"
	done <<'LIST'
readline ^cmd/boundary/console_tty
curl ^cmd/boundary-post/
sqlite3 ^src/store/(db|database)
sodium ^src/(base|store|post)/(vault|recovery|signature)
libfyaml ^src/base/yaml
LIST
}

# Below cmd/ nothing prints, ends the program or asks the environment.
check_silence() {
	sources '^src/' '^src/(base/mem|store/paths)\.c$' | forbid "below cmd/ nothing prints, exits or asks the environment" \
		"$(call 'v?printf|puts|putchar|perror|psignal|v?syslog|exit|_exit|_Exit|quick_exit|abort|secure_getenv|getenv|setenv|unsetenv|putenv|time|isatty|ttyname|setlocale')|(^|[^A-Za-z0-9_])(stdin|stdout|stderr)([^A-Za-z0-9_]|$)"
	echo src/base/mem.c | only_existing | forbid "base/mem writes and _exits, no more" \
		"$(call 'v?f?printf|puts|exit|abort|getenv|time|isatty')"
	echo src/store/paths.c | only_existing | forbid "store/paths asks the environment, no more" \
		"$(call 'v?f?printf|puts|exit|_exit|abort|setenv|putenv|time|isatty')"
}

only_existing() {
	while read -r file; do
		[ ! -f "$file" ] || echo "$file"
	done
}

# --- the code (STYLE) ------------------------------------------------------

check_banned() {
	sources . | forbid "banned call" \
		"$(call 'strcpy|strcat|v?sprintf|strtok|atoi|atol|atoll|strtol|gets|v?sscanf|alloca')"
	sources . | forbid "banned form" \
		'typedef[[:space:]]+(struct|enum|union)([^A-Za-z0-9_]|$)|\((__)?cleanup(__)?[[:space:]]*\('
}

check_comments() {
	sources . | forbid "a // comment must not be committed" '//'
}

check_names() {
	sources '/(utils?|common|helpers?|misc|tools)[^/]*\.[ch]$' |
		sed 's/$/:1: a module is a noun, not a drawer/' | faults
}

check_headers() {
	for header in $(sources '\.h$'); do
		# shellcheck disable=SC2086 # flags are words
		printf '#include "%s"\nextern int lint;\n' "$header" |
			"${CC:-gcc}" $cflags -I. -Werror -fsyntax-only -x c - \
			>"$work/log" 2>&1 ||
			fault "$header:1: does not compile alone:" \
				"$(grep -m1 -o 'error: .*' "$work/log")"
	done
	# Which is proved for good by each .c that includes its own header first.
	for file in $(sources '\.c$'); do
		header=${file%.c}.h
		[ -f "$header" ] || continue
		first=$(grep -n -m1 '^#include' "$file" || echo 1:)
		case $first in
		*"\"${header#*/}\""* | *"\"${header##*/}\""*) ;;
		*) fault "$file:${first%%:*}: includes something before its own header" ;;
		esac
	done
}

# One table of commands, sorted, with every command in it.
check_table() {
	table=$(sources '^cmd/boundary/.*\.c$' | xargs -r grep -lE '^[[:space:]]*&cmd_[a-z_]+,' || :)
	commands=$(sources '^cmd/boundary/.*\.c$' |
		xargs -r sed -n 's/^const struct cmd cmd_\([a-z_]*\) = .*/\1/p' | sort)
	[ -n "$table$commands" ] || return 0
	if [ "$(printf '%s\n' "$table" | grep -c .)" -ne 1 ]; then
		fault "cmd/boundary:1: there must be one table of commands, found:" \
			"${table:-none}"
		return 0
	fi
	sed -n 's/^[[:space:]]*&cmd_\([a-z_]*\),.*/\1/p' "$table" >"$work/table"
	sort "$work/table" | diff "$work/table" - | sed -n 's/^< //p' |
		sed "s|.*|$table:1: the table of commands is not sorted at cmd_&|" | faults
	printf '%s\n' "$commands" | while read -r name; do
		grep -qx -e "$name" "$work/table" ||
			fault "$table:1: cmd_$name is not in the table of commands"
	done
}

# 400 lines need a sentence of excuse.
check_size() {
	for file in $(sources .); do
		lines=$(wc -l <"$file")
		[ "$lines" -gt 400 ] || continue
		sed -n '1{/^\/\*/!q}; 1,/\*\//p' "$file" | grep -qiw long ||
			fault "$file:1: has $lines lines: split it, or say in a" \
				"comment at its top why it is long"
	done
}

# Complexity 15; a function fits a screen (a test with its table need not).
check_complexity() {
	if ! has pmccabe; then
		not_checked "complexity" pmccabe
		return 0
	fi
	sources '\.c$' | xargs -r pmccabe 2>/dev/null | awk '
		function report(what) {
			split($0, part, "\t")
			where = part[6]
			line = where; sub(/^.*\(/, "", line); sub(/\).*$/, "", line)
			file = where; sub(/\([0-9]+\):.*$/, "", file)
			name = where; sub(/^.*: /, "", name)
			print file ":" line ": " name "() " what
		}
		$1 > 15 { report("has complexity " $1 ", more than 15") }
		$5 > 60 && $0 !~ /\ttests\// { report("has " $5 " lines, more than 60") }
	' | faults
}

check_clang() {
	if ! has clang; then
		not_checked "that clang finds nothing" clang
		return 0
	fi
	# shellcheck disable=SC2086 # flags are words
	sources '\.c$' | xargs -r -n 4 -P 2 clang $cflags -Werror -fsyntax-only \
		-fno-caret-diagnostics 2>"$work/log" ||
		grep -E '^[^ ]+:[0-9]+:.*(error|warning):' "$work/log" | faults
}

check_cppcheck() {
	if ! has cppcheck; then
		not_checked "that cppcheck finds nothing" cppcheck
		return 0
	fi
	[ -f "$here/cppcheck-known.txt" ] || return 0
	sources '^(src|cmd)/.*\.c$' >"$work/files"
	[ -s "$work/files" ] || return 0
	cppcheck -q --enable=warning,performance,portability --std=c11 \
		--library=posix -Isrc -Icmd --suppress=missingIncludeSystem \
		--suppressions-list="$here/cppcheck-known.txt" \
		-DDATADIR='""' -DLIBEXECDIR='""' \
		--template='{file}:{line}: {severity}: {message} [{id}]' \
		--file-list="$work/files" 2>&1 | grep -E '^[^ ]+:[0-9]+: ' | faults
}

# --- what is not C ---------------------------------------------------------

shell_files() {
	find .ci scripts tests cmd src -type f 2>/dev/null | sort |
		while read -r file; do
			case $file in
			*.sh | *.bats | .ci/*) echo "$file" ;;
			esac
		done
}

check_shell() {
	for file in $(shell_files); do
		case $file in *.bats) continue ;; esac
		[ -x "$file" ] || fault "$file:1: is not executable"
	done
	if ! has shellcheck; then
		not_checked "the shell scripts" shellcheck
		return 0
	fi
	# bats sets $stderr, and runs each test in a shell of its own.
	shell_files | xargs -r shellcheck -e SC2154,SC2030,SC2031 -f gcc |
		faults || :
}

check_manuals() {
	if ! has mandoc; then
		not_checked "the manuals" mandoc
		return 0
	fi
	for page in man/*.[1-8]; do
		[ ! -f "$page" ] || mandoc -T lint -W warning "$page" 2>&1 |
			sed -E 's/^mandoc: //' | faults
	done
}

# Characters that make a text read otherwise than it runs (CVE-2021-42574).
check_characters() {
	find . \( -name .git -o -path './build*' -o -path ./tests/data \) -prune -o \
		-type f \( -name '*.[ch1-8]' -o -name '*.sh' -o -name '*.bats' \
		-o -name '*.pl' -o -name '*.md' -o -name '*.txt' -o -name '*.yaml' \
		-o -name Makefile -o -path './.ci/*' \) -print | sed 's|^\./||' |
		sort >"$work/files"
	# shellcheck disable=SC2016 # that is Perl
	xargs -r perl -e '
		use Encode;
		for my $file (@ARGV) {
			open(my $in, "<", $file) or die "$file: $!\n";
			while (my $line = <$in>) {
				my $text = eval { decode("UTF-8", $line, Encode::FB_CROAK | Encode::LEAVE_SRC) };
				if (!defined $text) {
					print "$file:$.: is not UTF-8\n";
					next;
				}
				# Emoji in what people read are joined by U+200D.
				$text =~ s/\x{200D}//g if $file =~ /\.(md|txt|yaml)$/;
				printf "%s:%d: hidden character U+%04X\n", $file, $., ord($1)
					while $text =~ /([\x{AD}\x{61C}\x{180E}\x{200B}-\x{200F}\x{2028}-\x{202E}\x{2060}-\x{2069}\x{FEFF}\x{FFF9}-\x{FFFB}\x{E0000}-\x{E007F}\x00-\x08\x0B-\x1F\x7F])/g;
			}
		}' <"$work/files" >"$work/log" || fault "tests/lint.sh:1: perl failed"
	faults <"$work/log"
	sources . | forbid "a letter that is not ASCII in code" '[^[:print:][:space:]]|[^ -~[:space:]]'
}

# Person-first and free of shame: tests/words-not-used.txt.
check_words() {
	[ -d scripts ] || return 0
	find scripts -type f \( -name '*.md' -o -name '*.yaml' -o -name '*.txt' \) |
		sort | xargs -r "$here/lint-words.pl" "$here/words-not-used.txt" \
		>"$work/log" || fault "tests/lint-words.pl:1: failed"
	faults <"$work/log"
}

# ---------------------------------------------------------------------------

all="floors pure libraries silence banned comments names headers table size
complexity clang cppcheck shell manuals characters words"
# The compiler's warnings stand in the Makefile and nowhere else.
# shellcheck disable=SC2016 # for make
warnings=$(MAKEFLAGS='' make -s --no-print-directory --eval='lint-warnings:;@echo $(WARN)' \
	lint-warnings 2>/dev/null || :)
cflags="-std=c17 -D_GNU_SOURCE -Isrc -Icmd -DDATADIR=\"\" -DLIBEXECDIR=\"\"
${warnings:--Wall -Wextra}"
sources . | xargs -r "$here/lint-strip.pl" "$work/code"
# shellcheck disable=SC2086 # names of checks
[ $# -gt 0 ] || set -- $all
for check; do
	"check_$check"
done

done=yes
count=$(sort -u "$work/faults" | wc -l)
if [ "$count" -gt 0 ]; then
	sort -u -t: -k1,1 -k2,2n -k3 "$work/faults" >&2
	echo "lint: $count faults" >&2
	exit 1
fi
echo "lint: nothing to say of $(sources . | wc -l) C files ($*)"
