# boundary: see README.md. `make practice` and `make check` are all you need.

# Every Debian package, in this one place: to build, and to test.
BUILD_PACKAGES = gcc make pkg-config libreadline-dev libcurl4-openssl-dev \
	libcjson-dev libfyaml-dev libsqlite3-dev libsodium-dev libbsd-dev
TEST_PACKAGES = libcmocka-dev bats perl mandoc bsdutils tmux shellcheck \
	strace valgrind man-db clang clang-format cppcheck pmccabe python3 age \
	appstream lintian gcovr openssl time \
	jq procps

PREFIX ?= /usr/local
bindir = $(PREFIX)/bin
libexecdir = $(PREFIX)/libexec
datadir = $(PREFIX)/share
mandir = $(datadir)/man
docdir = $(datadir)/doc/boundary
unitdir = $(PREFIX)/lib/systemd/user
bashdir = $(datadir)/bash-completion/completions
zshdir = $(datadir)/zsh/site-functions
fishdir = $(datadir)/fish/vendor_completions.d
metadir = $(datadir)/metainfo
# The name of the program in the world: a domain of whoever publishes it first.
APP_ID ?= localhost.boundary.boundary

VERSION := $(shell sed -n 's/^.define BOUNDARY_VERSION "\(.*\)"/\1/p' cmd/boundary/version.h)
BUILD ?= build
CC ?= gcc
CFLAGS ?= -O2 -g
WERROR ?= $(if $(CI),-Werror)

WARN = -Wall -Wextra -pedantic -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2 -Wconversion \
	-Wsign-conversion -Wimplicit-fallthrough -Wdate-time $(WERROR)
HARDEN ?= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
	-fstack-clash-protection -fcf-protection=full -fPIE \
	-ffile-prefix-map=$(CURDIR)=.
HARDEN_LINK ?= -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code \
	-Wl,-z,pack-relative-relocs -Wl,--as-needed
all_cflags = -std=c17 -D_GNU_SOURCE -Isrc -Icmd -MMD -MP $(WARN) $(HARDEN) \
	-DDATADIR='"$(datadir)"' -DLIBEXECDIR='"$(libexecdir)"' $(CFLAGS)
# A line a file; V=1 shows the commands.
Q = $(if $(V),,@echo "  $(1)  $@";)
link = $(call Q,LINK)$(CC) $(CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -o $@

# Asked of pkg-config only when something is linked: `make practice` must
# start on a machine that has none of it yet.
libs_of = $$(pkg-config --libs $(1))
LIBS = $$(CC='$(CC)' STATIC='$(STATIC)' scripts/libs.sh readline libcjson \
	libfyaml sqlite3 libsodium libbsd)
CURL_LIBS = $(call libs_of,libcurl libcjson) -lm
TEST_LIBS = $(call libs_of,cmocka)

sources := $(wildcard src/*/*.c)
lib_objects := $(sources:%.c=$(BUILD)/%.o)
gen_objects := $(BUILD)/gen/builtin-files.o $(BUILD)/gen/rulebook-builtin.o
boundary_objects := $(patsubst %.c,$(BUILD)/%.o,$(wildcard cmd/boundary/*.c))
# Counters are written at the end, when boundary-post can open no file.
post_objects := $(patsubst %.c,$(BUILD)/%.o,\
	$(if $(findstring --coverage,$(CFLAGS)),tests/coverage/sandbox.c \
	$(filter-out %/sandbox.c,$(wildcard cmd/boundary-post/*.c)),\
	$(wildcard cmd/boundary-post/*.c)) \
	$(if $(findstring sanitize=address,$(CFLAGS)),tests/asan/post.c))
compile_objects := $(patsubst %.c,$(BUILD)/%.o,$(wildcard cmd/boundary-compile/*.c))
measure_objects := $(patsubst %,$(BUILD)/tests/coach/%.o,measure score labels)
units := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))
content := $(shell find scripts/[a-z][a-z] -name '*.md' -o -name '*.txt' -o -name '*.yaml' | LC_ALL=C sort)

all: $(BUILD)/boundary $(BUILD)/boundary-post

# cmd/boundary/exhausted.h says why.
EXHAUSTED = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc \
	-Wl,--wrap=strdup,--wrap=__asprintf_chk
$(BUILD)/boundary: $(boundary_objects) $(gen_objects) $(BUILD)/libboundary.a
	$(link) $(EXHAUSTED) $^ $(LIBS)
$(BUILD)/boundary-post: $(post_objects) $(BUILD)/libboundary.a
	$(link) $^ $(CURL_LIBS)
$(BUILD)/boundary-compile: $(compile_objects) $(BUILD)/gen/builtin-files.o $(BUILD)/libboundary.a
	$(link) $^ $(LIBS)
$(BUILD)/libboundary.a: $(lib_objects)
	$(if $(V),,@)rm -f $@
	$(call Q,AR  )$(AR) rcsD $@ $^

$(BUILD)/tests/coach/fit: $(patsubst %,$(BUILD)/tests/coach/%.o,fit fit-rows labels) $(gen_objects) $(BUILD)/libboundary.a
	$(link) $^ $(LIBS)
$(BUILD)/tests/coach/measure: $(measure_objects) $(gen_objects) $(BUILD)/libboundary.a
	$(link) $^ $(LIBS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call Q,CC  )$(CC) $(CPPFLAGS) $(all_cflags) -c -o $@ $<
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	$(call Q,CC  )$(CC) $(CPPFLAGS) $(all_cflags) -c -o $@ $<

# scripts/ goes into the program twice: as files, and what the coach reads of
# it also as tables, so that a start does not have to read anything.
$(BUILD)/gen/builtin-files.c: scripts/embed.sh $(content) $(BUILD)/gen/content
	@mkdir -p $(@D)
	$(call Q,GEN )scripts/embed.sh $(patsubst scripts/%,%,$(content)) >$@.tmp
	@mv $@.tmp $@
# A file that went away is newer than nothing: the list of them tells.
$(BUILD)/gen/content: always
	@mkdir -p $(@D)
	@echo '$(content)' | cmp -s - $@ || echo '$(content)' >$@
$(BUILD)/gen/rulebook-builtin.c: $(BUILD)/boundary-compile
	$(call Q,GEN )$(BUILD)/boundary-compile >$@.tmp
	@mv $@.tmp $@

$(BUILD)/tests/unit/%: tests/unit/%.c $(gen_objects) $(BUILD)/libboundary.a
	@mkdir -p $(@D)
	$(call Q,TEST)$(CC) $(CPPFLAGS) $(all_cflags) -MF $@.d $(HARDEN_LINK) $(LDFLAGS) -o $@ \
		$< $(gen_objects) $(BUILD)/libboundary.a $(LIBS) $(TEST_LIBS)

# A harness and what gives it its corpus, unless libFuzzer drives it.
FUZZ_ENGINE =
FUZZ_DRIVER = $(if $(FUZZ_ENGINE),,$(BUILD)/tests/fuzz/replay.o)
fuzzers := $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/tests/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
$(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/fuzz_%.o $(FUZZ_DRIVER) $(gen_objects) $(BUILD)/cmd/boundary-post/request.o $(BUILD)/libboundary.a
	$(link) $^ $(FUZZ_ENGINE) $(LIBS)

# A memory that runs out, and what tries it on a command.
faults := $(BUILD)/tests/fault/shim.so $(BUILD)/tests/fault/each
$(BUILD)/tests/fault/shim.so: tests/fault/shim.c
	@mkdir -p $(@D)
	$(call Q,CC  )$(CC) -std=c17 -D_GNU_SOURCE $(WARN) -O2 -g -fPIC -shared -o $@ $<
$(BUILD)/tests/fault/each: $(BUILD)/tests/fault/each.o $(BUILD)/libboundary.a
	$(link) $^

# --- the two commands ------------------------------------------------------

practice: install-build-packages
	$(MAKE) --no-print-directory all
	$(BUILD)/boundary practice

check: install-test-packages install-peers
	$(MAKE) --no-print-directory test

install-build-packages install-test-packages:
	@scripts/packages.sh $(BUILD_PACKAGES) \
		$(if $(filter %-test-packages,$@),$(TEST_PACKAGES))

# Programs of others that the post is tested against, where they can be had.
install-peers: install-test-packages
	@tests/peers/install.sh build/peers

test: all $(units) $(fuzzers) $(faults) lint
	BUILD=$(abspath $(BUILD)) tests/run.sh $(units) $(fuzzers)

# --- development -----------------------------------------------------------

lint:
	BUILD=$(abspath $(BUILD)) tests/lint.sh

# What takes too long for each lint.
analyze:
	tests/analyze.sh

# A status of its own, since 1 and 2 are answers of the program too.
asan:
	ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=exitcode=99 \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/fuzz/leaks:print_suppressions=0 \
		$(MAKE) BUILD=build-asan HARDEN=-fPIE HARDEN_LINK=-pie \
		CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all" test

# Each door with bytes that libFuzzer makes up, FUZZ_SECONDS (30) each.
fuzz:
	$(MAKE) BUILD=build-fuzz CC=clang HARDEN=-fPIE HARDEN_LINK=-pie \
		CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" \
		FUZZ_ENGINE=-fsanitize=fuzzer fuzz-run
fuzz-run: $(fuzzers)
	tests/fuzz/fuzz.sh $(fuzzers)

# The whole filters in the same way, with AFL++, AFL_SECONDS (60) each.
afl:
	@if ! command -v afl-fuzz >/dev/null; then \
		echo "skipped: afl-fuzz (package afl++) is not installed"; exit; fi; \
	AFL_USE_ASAN=1 $(MAKE) BUILD=build-afl CC=afl-clang-fast HARDEN=-fPIE HARDEN_LINK=-pie \
		CFLAGS="-O1 -g" build-afl/boundary && \
	tests/fuzz/afl.sh $(CURDIR)/build-afl/boundary

# Lines and branches of src/ that the tests reach.
coverage:
	$(MAKE) BUILD=build-coverage HARDEN=-fPIE HARDEN_LINK=-pie \
		CFLAGS="-O0 -g --coverage -fprofile-update=atomic" coverage-run
coverage-run: all $(units) $(fuzzers) $(faults)
	BUILD=$(abspath $(BUILD)) tests/coverage.sh $(units) $(fuzzers)

valgrind: all $(units)
	BUILD=$(abspath $(BUILD)) tests/valgrind.sh $(units)

# How well the coach does on labelled text; see tests/coach/measure.c.
coach: $(BUILD)/tests/coach/measure
	$< $(filter-out tests/data/coach/train-%,$(wildcard tests/data/coach/*.tsv))

# Fits scripts/en/coach/points to the rows that are not frozen, from nothing:
# the words of an older fit must not be known already.
points:
	rm -rf scripts/en/coach/points
	$(MAKE) $(BUILD)/tests/coach/fit
	mkdir -p scripts/en/coach/points
	$(BUILD)/tests/coach/fit scripts/en/coach/points $(wildcard tests/data/golden/*.txt) \
		$(filter-out %-frozen.tsv tests/data/coach/frozen-%,$(wildcard tests/data/coach/*.tsv))

check-coach: $(BUILD)/boundary $(BUILD)/tests/unit/test_shipped
	$(BUILD)/tests/unit/test_shipped

# How fast it is, beside peers; see tests/bench/bench.sh.
bench: all $(addprefix $(BUILD)/tests/bench/,empty start loop)
	tests/bench/peers.sh $(BUILD)/bench
	[ -f $(BUILD)/bench/records.jsonl ] || tests/bench/texts.sh $(BUILD)/bench
	BUILD=$(BUILD) tests/bench/bench.sh

# Without what hardens the program, as somebody would compile them.
$(BUILD)/tests/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(call Q,CC  )$(CC) -D_GNU_SOURCE $(WARN) $(CFLAGS) -Wl,--as-needed -o $@ $< -lcjson

# What each script says with its examples filled in; read the diff it makes.
golden: all $(BUILD)/tests/unit/test_golden
	rm -rf tests/data/golden && mkdir -p tests/data/golden
	GOLDEN=write $(BUILD)/tests/unit/test_golden
	GOLDEN=write bats tests/repl/rehearsal.bats
	GOLDEN=write bats tests/cli/season.bats

clean:
	rm -rf build build-afl build-asan build-clang build-coverage build-fuzz build-deb

# --- installation ----------------------------------------------------------

# What ships is in the program, so it lies in docdir to be read and copied.
# Where it is looked up, datadir, is left to whoever runs the machine: files
# there would have to be compared with the built-in ones at every start.

install: all
	umask 022 && $(MAKE) --no-print-directory install-files

install-files:
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(libexecdir)/boundary
	install -m 755 $(BUILD)/boundary $(DESTDIR)$(bindir)/boundary
	install -m 755 $(BUILD)/boundary-post \
		$(DESTDIR)$(libexecdir)/boundary/boundary-post
	for page in man/*.[1-8]; do \
		install -D -m 644 -t $(DESTDIR)$(mandir)/man$${page##*.} $$page || exit 1; \
	done
	install -d $(DESTDIR)$(datadir)/boundary/scripts
	cd scripts && for file in README.md $(patsubst scripts/%,%,$(content)); do \
		install -D -m 644 $$file \
			$(DESTDIR)$(docdir)/scripts/$$file || exit 1; \
	done
	install -m 644 man/boundary-inbox.yaml $(DESTDIR)$(docdir)
	install -d $(addprefix $(DESTDIR),$(bashdir) $(zshdir) $(fishdir) $(metadir) $(unitdir))
	$(BUILD)/boundary completion bash >$(DESTDIR)$(bashdir)/boundary
	$(BUILD)/boundary completion zsh >$(DESTDIR)$(zshdir)/_boundary
	$(BUILD)/boundary completion fish >$(DESTDIR)$(fishdir)/boundary.fish
	sed 's|@bindir@|$(bindir)|' scripts/package/boundary-outbox.service.in \
		>$(DESTDIR)$(unitdir)/boundary-outbox.service
	install -m 644 scripts/package/boundary-outbox.timer $(DESTDIR)$(unitdir)
	sed 's|@id@|$(APP_ID)|; s|@version@|$(VERSION)|; s|@date@|$(release_date)|' \
		scripts/package/boundary.metainfo.xml.in \
		>$(DESTDIR)$(metadir)/$(APP_ID).metainfo.xml

uninstall:
	rm -f $(addprefix $(DESTDIR),$(bindir)/boundary $(bashdir)/boundary \
		$(zshdir)/_boundary $(fishdir)/boundary.fish \
		$(unitdir)/boundary-outbox.service $(unitdir)/boundary-outbox.timer \
		$(metadir)/$(APP_ID).metainfo.xml)
	rm -rf $(DESTDIR)$(libexecdir)/boundary $(DESTDIR)$(docdir)
	cd $(DESTDIR)$(datadir) && rmdir boundary/scripts boundary || :
	for page in man/*.[1-8]; do \
		rm -f $(DESTDIR)$(mandir)/man$${page##*.}/$${page##*/}; \
	done

# The time of the sources: of the last commit, or of the file that has the
# version where there is no git.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y cmd/boundary/version.h)
release_date = $(shell date -u -d @$(SOURCE_DATE_EPOCH) +%Y-%m-%d)

# Who makes the package, "Name <address>".
MAINTAINER ?= $(shell git log -1 --format='%an <%ae>' 2>/dev/null)

# A Debian package in build-deb/, from a build of its own, since folders are in
# it. Debian wants shared libraries, so that their fixes reach the program.
deb:
	rm -rf build-deb/root build-deb/*.deb
	+$(MAKE) --no-print-directory BUILD=build-deb STATIC=no PREFIX=/usr \
		zshdir=/usr/share/zsh/vendor-completions DESTDIR=$(CURDIR)/build-deb/root install
	VERSION=$(VERSION) SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) MAINTAINER="$(MAINTAINER)" \
		scripts/package/deb.sh build-deb/root build-deb

# The last commit, built twice elsewhere: the same bytes.
reproducible:
	tests/reproducible.sh

dist:
	git archive --prefix=boundary-$(VERSION)/ HEAD | \
		gzip -n >boundary-$(VERSION).tar.gz

.PHONY: always all points practice check test lint analyze asan afl fuzz fuzz-run coverage coverage-run valgrind coach \
	check-coach bench golden clean \
	install install-files uninstall deb reproducible dist install-build-packages install-test-packages \
	install-peers
.DELETE_ON_ERROR:
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
