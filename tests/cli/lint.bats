#!/usr/bin/env bats
# tests/lint.sh: each check finds the fault that it is there for. A check that
# has never failed proves nothing.

setup() {
	bats_require_minimum_version 1.5.0
	lint="$BATS_TEST_DIRNAME/../lint.sh"
	export LINT_ROOT="$BATS_TEST_TMPDIR/house"
	mkdir -p "$LINT_ROOT"
}

# plant PATH TEXT: a file of the house under test, \n and the like opened.
plant() {
	mkdir -p "$(dirname "$LINT_ROOT/$1")"
	printf '%b' "$2" >"$LINT_ROOT/$1"
}

# finds CHECK WHERE: the check fails and points there.
finds() {
	run --separate-stderr "$lint" "$1"
	if [ "$status" -ne 1 ] || [[ "$stderr" != *"$2"* ]]; then
		echo "status $status, no $2 in:"
		echo "$stderr"
		return 1
	fi
}

# Where there is nothing to find, it passes.
passes() {
	run --separate-stderr "$lint" "$1"
	if [ "$status" -ne 0 ]; then
		echo "$stderr"
		return 1
	fi
}

@test "floors: an include points down" {
	plant src/coach/a.c '#include "coach/a.h"\n#include "script/b.h"\n#include "base/c.h"\n'
	plant src/store/b.c '#include "coach/a.h"\n'
	plant cmd/boundary/c.c '#include "store/a.h"\n#include "practice/a.h"\n'
	passes floors
	plant src/coach/a.c '#include "base/a.h"\n#include "practice/x.h"\n'
	finds floors src/coach/a.c:2:
	plant src/coach/a.c ''
	plant src/script/a.c '#include "coach/x.h"\n'
	finds floors src/script/a.c:1:
	plant src/script/a.c ''
	plant src/base/a.c '#include "script/x.h"\n'
	finds floors src/base/a.c:1:
	plant src/base/a.c '#include "boundary/x.h"\n'
	finds floors src/base/a.c:1:
}

@test "floors: practice, store and post do not know each other" {
	plant src/practice/a.c '#include "store/x.h"\n'
	finds floors src/practice/a.c:1:
	plant src/practice/a.c '#include "post/x.h"\n'
	finds floors src/practice/a.c:1:
	plant src/practice/a.c ''
	plant src/store/a.c '#include "post/x.h"\n'
	finds floors src/store/a.c:1:
	plant src/store/a.c ''
	plant src/post/a.c '\n\n# include "practice/x.h"\n'
	finds floors src/post/a.c:3:
}

@test "floors: no way around them, and none beside them" {
	plant src/base/a.c '#include "../coach/x.h"\n'
	finds floors src/base/a.c:1:
	plant src/base/a.c '#include "x.h"\n'
	finds floors src/base/a.c:1:
	plant src/base/a.c ''
	plant src/attic/a.c ''
	finds floors src/attic/a.c:1:
}

@test "floors: boundary-post reads nothing of the store" {
	plant cmd/boundary-post/main.c '#include "post/x.h"\n#include "boundary/version.h"\n'
	passes floors
	plant cmd/boundary-post/main.c '#include "store/db.h"\n'
	finds floors cmd/boundary-post/main.c:1:
}

@test "pure: coach, script and practice touch no file, clock or terminal" {
	plant src/script/catalog.c '#include <unistd.h>\n#include "base/file.h"\n'
	plant src/coach/a.c '#include <stdio.h>\nint PROFILE = sizeof("FILE"); /* FILE */\n'
	passes pure
	for header in time unistd fcntl sys/stat locale termios; do
		plant src/coach/a.c "#include <$header.h>\n"
		finds pure src/coach/a.c:1:
	done
	plant src/coach/a.c ''
	for code in 'FILE *f;' 'fopen(a, b);' 'fputs(a, stderr);' 'read (0, a, 1);' '#include "base/file.h"'; do
		plant src/script/a.c "\n$code\n"
		finds pure src/script/a.c:2:
	done
	plant src/script/a.c ''
	plant src/practice/a.c 'int x = rand();\n'
	finds pure src/practice/a.c:1:
}

@test "libraries: each has its few files" {
	plant cmd/boundary/console_tty.c '#include <readline/readline.h>\n'
	plant cmd/boundary-post/main.c '#include <curl/curl.h>\n'
	plant src/store/db.c '#include <sqlite3.h>\n'
	plant src/store/vault.c '#include <sodium.h>\n'
	plant src/base/yaml.c '#include <libfyaml.h>\n'
	passes libraries
	for header in readline/history.h curl/curl.h sqlite3.h sodium.h libfyaml.h; do
		plant src/base/x.c "#include <$header>\n"
		finds libraries src/base/x.c:1:
	done
}

@test "silence: below cmd/ nothing prints, exits or asks the environment" {
	plant src/base/a.c 'int f(void) { return x->time(0) + runtime(1) + snprintf(a, 1, "exit()"); }\n'
	plant cmd/boundary/a.c 'int f(void) { exit(1); }\n'
	plant src/base/mem.c 'void f(void) { _exit(1); }\n'
	plant src/store/paths.c 'void f(void) { getenv("HOME"); }\n'
	passes silence
	for code in 'printf("x");' 'puts("x");' 'exit(1);' '_exit(1);' 'abort();' \
		'getenv("x");' 'time(0);' 'isatty(0);' 'fputs(x, stderr);' 'setlocale(0, "");'; do
		plant src/post/b.c "\n\n\t$code\n"
		finds silence src/post/b.c:3:
	done
	plant src/post/b.c ''
	plant src/base/mem.c 'void f(void) { exit(1); }\n'
	finds silence src/base/mem.c:1:
	plant src/base/mem.c ''
	plant src/store/paths.c 'void f(void) { puts("x"); }\n'
	finds silence src/store/paths.c:1:
}

@test "banned: calls and forms, wherever they stand" {
	plant src/base/a.c '/* strcpy(a, b) */\nchar *s = "gets(x)"; int c = strtol_like(1) + my_atoi(2) + '"'\"'"';\n'
	passes banned
	for name in strcpy strcat sprintf strtok atoi strtol gets sscanf alloca; do
		plant tests/unit/test_a.c "\n\tx = $name (a, b);\n"
		finds banned tests/unit/test_a.c:2:
	done
	plant tests/unit/test_a.c 'typedef struct a b;\n'
	finds banned tests/unit/test_a.c:1:
	plant tests/unit/test_a.c 'int *p __attribute__((cleanup(f)));\n'
	finds banned tests/unit/test_a.c:1:
}

@test "comments: no // but in strings and comments" {
	plant src/base/a.c 'char *a = "http://x"; /* see // and\n// here */\n'
	passes comments
	plant src/base/a.c 'char *a = "\\\\\\""; // why\n'
	finds comments src/base/a.c:1:
	plant src/base/a.c '/* a */ int a;\n\n// b /* c */\n'
	finds comments src/base/a.c:3:
}

@test "names: no drawers" {
	plant src/base/util.c ''
	finds names src/base/util.c:1:
}

@test "headers: each compiles alone, and each file includes its own first" {
	plant src/base/a.h '#include <stddef.h>\nvoid a(size_t n);\n'
	plant src/base/a.c '#include "base/a.h"\n\n#include <stdlib.h>\n'
	plant cmd/boundary/v.h '#define V 1\n'
	passes headers
	plant src/base/a.c '#include <stdlib.h>\n#include "base/a.h"\n'
	finds headers src/base/a.c:1:
	plant src/base/a.c ''
	plant src/base/a.h 'void a(size_t n);\n'
	finds headers src/base/a.h:1:
}

@test "table: one, sorted, with every command" {
	plant cmd/boundary/cmd_a.c 'const struct cmd cmd_a = {\n};\n'
	plant cmd/boundary/cmd_b.c 'const struct cmd cmd_b = {\n};\n'
	plant cmd/boundary/commands.c '\n\t&cmd_a,\n\t&cmd_b,\n'
	passes table
	plant cmd/boundary/commands.c '\n\t&cmd_b,\n\t&cmd_a,\n'
	finds table 'cmd/boundary/commands.c:1: the table of commands is not sorted'
	plant cmd/boundary/commands.c '\n\t&cmd_b,\n'
	finds table 'cmd_a is not in the table'
	rm "$LINT_ROOT/cmd/boundary/commands.c"
	finds table 'one table'
}

@test "size: more than 400 lines want an excuse" {
	long=$(printf '\\n%.0s' $(seq 401))
	plant src/base/a.c "$long"
	finds size 'src/base/a.c:1: has 401 lines'
	plant src/base/a.c "/*\n * Long, since it is one table.\n */\n$long"
	passes size
	plant src/base/a.c "int a;\n/* long */\n$long"
	finds size src/base/a.c:1:
	plant src/base/a.c "$(printf '\\n%.0s' $(seq 400))"
	passes size
}

@test "complexity: 15, and 60 lines a function" {
	command -v pmccabe || skip "pmccabe is not installed"
	ifs=$(printf 'if (a) b();\\n%.0s' $(seq 14))
	plant src/base/a.c "int f(int a)\n{\n$ifs\nreturn a;\n}\n"
	passes complexity
	plant src/base/a.c "int f(int a)\n{\n$ifs\nif (a) c();\nreturn a;\n}\n"
	finds complexity 'src/base/a.c:1: f() has complexity 16'
	long=$(printf 'a++;\\n%.0s' $(seq 60))
	plant src/base/a.c "\nint f(int a)\n{\n$long\nreturn a;\n}\n"
	finds complexity 'src/base/a.c:2: f() has 6'
}

@test "clang: what only it warns of" {
	command -v clang || skip "clang is not installed"
	plant src/base/a.c 'int f(int a);\nint f(int a)\n{\n\treturn a;\n}\n'
	passes clang
	plant src/base/a.c 'int f(int a);\nint f(int a)\n{\n\treturn a = a;\n\tint unused;\n}\n'
	plant src/base/b.c 'int f(\n'
	finds clang src/base/b.c:1:
	[[ "$stderr" = *src/base/a.c:4:* ]]
}

@test "shell: shellcheck, and scripts can be started" {
	command -v shellcheck || skip "shellcheck is not installed"
	# shellcheck disable=SC2016 # not for this shell
	plant scripts/a.sh '#!/bin/sh\necho "$1"\n'
	chmod +x "$LINT_ROOT/scripts/a.sh"
	passes shell
	chmod -x "$LINT_ROOT/scripts/a.sh"
	finds shell 'scripts/a.sh:1: is not executable'
	# shellcheck disable=SC2016 # not for this shell
	plant tests/cli/a.bats '#!/usr/bin/env bats\n@test "a" {\n\trm $x\n}\n'
	finds shell tests/cli/a.bats:3:
	[[ "$stderr" = *scripts/a.sh:1:* ]]
}

@test "manuals: mandoc has no warning" {
	command -v mandoc || skip "mandoc is not installed"
	plant man/a.1 '.Dd November 24, 2026\n.Dt A 1\n.Os\n.Sh NAME\n.Nm a\n.Nd does a\n'
	passes manuals
	plant man/a.1 '.Dd November 24, 2026\n.Dt A 1\n.Os\n.Sh NAME\n.Nm a\n.Nd does a\n.Bogus\n'
	finds manuals 'man/a.1:7:'
}

@test "characters: nothing hidden, nothing that reads as something else" {
	plant src/base/a.c '/* \xc3\xa4 */ char *s = "\xe2\x80\x9c";\n'
	plant scripts/en/a.md '\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7\n'
	passes characters
	plant src/base/a.c '\n/* \xe2\x80\xae */\n'
	finds characters 'src/base/a.c:2: hidden character U+202E'
	plant src/base/a.c 'int \xd0\xb0;\n'
	finds characters 'src/base/a.c:1: a letter'
	plant src/base/a.c ''
	plant scripts/en/a.md 'a\xe2\x80\x8bb\n'
	finds characters 'scripts/en/a.md:1: hidden character U+200B'
	plant scripts/en/a.md '\n\xff\n'
	finds characters 'scripts/en/a.md:2: is not UTF-8'
}

@test "words: person first, no shame, safe messaging" {
	plant scripts/en/no/a.md "---\nsearch: [addict]\n---\nPlease clean the room and get clean up day sorted. Alcoholics Anonymous. The non-alcoholic beer.\n"
	plant scripts/en/coach/moves/label.txt 'you are (an addict|a narcissist)\n'
	plant scripts/en/coach/rules/label.md '---\ntitle: a\nbad:\n  - "You addict."\nweak: "You are toxic."\n---\nFine.\n'
	passes words
	for words in addict addicts junkie 'got clean' 'staying clean' 'dirty urine' 'clean time' \
		'committed suicide' 'failed suicide' toxic narcissist streak 'an alcoholic' \
		'fell off the wagon' 'back to square one'; do
		plant scripts/en/no/b.md "\nThey say ${words^} here.\n"
		finds words scripts/en/no/b.md:2:
	done
	plant scripts/en/no/b.md 'He commits\nsuicide.\n'
	finds words scripts/en/no/b.md:1:
	rm "$LINT_ROOT/scripts/en/no/b.md"
	plant scripts/en/coach/rules/label.md '---\ntitle: a\nbad:\n  - "You addict."\nwhy: Nobody is toxic.\n---\nFine.\n'
	finds words scripts/en/coach/rules/label.md:5:
}

@test "reports all faults, not the first only, in the order of file and line" {
	plant src/base/b.c '// one\n\n// two\n'
	plant src/base/a.c 'x = atoi(y);\n'
	run --separate-stderr "$lint" comments banned
	[ "$status" -eq 1 ]
	[ "${#stderr_lines[@]}" -eq 4 ]
	[[ "${stderr_lines[0]}" = src/base/a.c:1:* ]]
	[[ "${stderr_lines[1]}" = src/base/b.c:1:* ]]
	[[ "${stderr_lines[2]}" = src/base/b.c:3:* ]]
	[ "${stderr_lines[3]}" = "lint: 3 faults" ]
}

@test "says what it could not check" {
	mkdir "$BATS_TEST_TMPDIR/bin"
	for tool in sh dirname mktemp rm find sort grep xargs sed awk cat perl make wc; do
		ln -s "$(command -v $tool)" "$BATS_TEST_TMPDIR/bin/"
	done
	PATH="$BATS_TEST_TMPDIR/bin" run "$lint" complexity clang shell manuals
	[ "$status" -eq 0 ]
	for tool in pmccabe clang shellcheck mandoc; do
		[[ "$output" = *"not checked: $tool is not installed"* ]]
	done
}
