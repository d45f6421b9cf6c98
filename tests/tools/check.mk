# The tests. Each target says what it does and installs what it needs. `check` runs them in the order in which they tell most.
TEST_PACKAGES := clang libclang-rt-14-dev git
HTTP_PACKAGES := openssl
NODE_PACKAGES := nodejs npm
# Chromium without windows: the same engine, and half of the time.
BROWSER_PACKAGES := chromium-headless-shell fonts-dejavu-core
# A test that hangs is a test that fails. Three files at a time: each waits for its server half of the time.
NODE_TESTS = SIGNPOST=$(abspath $(BUILD)/signpost) timeout 1500 node --test --test-concurrency=3

check:
	@sh tests/tools/install.sh $(BUILD_PACKAGES) $(TEST_PACKAGES) $(NODE_PACKAGES) $(HTTP_PACKAGES) $(BROWSER_PACKAGES)
	$(MAKE) check-source
	$(MAKE) -j2 all
	$(MAKE) -j2 compile-clang
	$(MAKE) -j2 unit BUILD=build/san SAN=1
	$(MAKE) -j2 unit-memory
	$(MAKE) mark-mutants
	$(MAKE) records BUILD=build/san SAN=1
	$(MAKE) check-bank
	$(MAKE) -j2 fuzz-corpus BUILD=build/san SAN=1
	$(MAKE) -j2 http BUILD=build/san SAN=1
	$(MAKE) browser
	$(MAKE) kill
	@echo "make check: all passed"

check-long:
	$(MAKE) check
	$(MAKE) kill KILLS=200
	ERASE=1000 $(BUILD)/san/unit/test_erase
	AUDIT_SEEDS=100 $(BUILD)/san/unit/test_audit
	$(MAKE) audit-mutants
	$(MAKE) fuzz

check-source:
	@sh tests/tools/check_source.sh

# clang sees other things than gcc; warnings are errors with both. It says them before it optimizes, so it need not.
compile-clang:
	$(MAKE) BUILD=build/clang CC=clang OPT=-O0 HARDEN=-fPIE all

# Every check of the audit is taken out in turn, and must be missed. ONLY=notes.c: those of one file.
audit-mutants: $(BUILD)/libengine.a
	LIBS='$(LIBS) -lcmocka' sh tests/tools/audit_mutants.sh $(BUILD) $(ONLY)

# Three at a time, since each waits for the disk half of the time; each with its output in one piece; the first that fails ends it.
run_each = @printf '%s\n' $(1) | xargs -P 3 -I{} sh -c 'out=$$({} 2>&1); code=$$?; printf "== %s\n%s\n" {} "$$out"; [ $$code -eq 0 ] || exit 255'

unit: $(UNIT)
	$(call run_each,$(UNIT))

# Those that make memory run out answer malloc themselves, which a sanitizer does not let them: they run in the plain build.
MEMORY := $(filter %_memory,$(UNIT))
unit-memory: $(MEMORY)
	$(call run_each,$(MEMORY))

# Each of many faults of marking, planted alone, must make a test of marking fail.
mark-mutants: $(BUILD)/libengine.a
	@sh tests/tools/install.sh $(NODE_PACKAGES)
	LIBS='$(LIBS) -lcmocka' node tests/tools/mark_mutants.mjs $(BUILD)

tests/browser/node_modules/.installed: tests/browser/package-lock.json
	@sh tests/tools/install.sh $(NODE_PACKAGES)
	cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# Our records against independent implementations of JSON-LD and both proof suites, in both directions.
tests/records/node_modules/.installed: tests/records/package-lock.json
	@sh tests/tools/install.sh $(NODE_PACKAGES)
	cd tests/records && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@
$(BUILD)/records: tests/records/records.c tests/unit/record_fixture.h $(BUILD)/libengine.a
	$(call say,TEST,$<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libengine.a $(LIBS)
records: $(BUILD)/records tests/records/node_modules/.installed
	RECORDS=$(abspath $(BUILD)/records) timeout 300 node --test tests/records/*.test.mjs

check-bank: $(BUILD)/signpost tests/browser/node_modules/.installed
	$(BUILD)/signpost check questions
	node tests/browser/bank_schema.mjs

http: $(BUILD)/signpost
	@sh tests/tools/install.sh $(NODE_PACKAGES) $(HTTP_PACKAGES)
	SIGNPOST=$(abspath $(BUILD)/signpost) sh tests/http/cli.sh
	$(NODE_TESTS) tests/http/*.test.mjs

browser: $(BUILD)/signpost tests/browser/node_modules/.installed
	@sh tests/tools/install.sh $(BROWSER_PACKAGES)
	$(NODE_TESTS) tests/browser/*.test.mjs

# kill -9 under load: every acknowledged answer and submission must be there, complete and verifiable.
KILLS ?= 12
kill: $(BUILD)/signpost
	SIGNPOST=$(abspath $(BUILD)/signpost) node tests/http/kill.mjs $(KILLS)

# Each target replays its corpus (gcc, sanitizers); `fuzz` lets clang's libFuzzer look for more.
FUZZ := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
$(BUILD)/libweb.a: $(WEB_OBJ)
	rm -f $@ && ar rcs $@ $^
$(BUILD)/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c tests/fuzz/fuzz.h $(BUILD)/libweb.a $(BUILD)/libengine.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< tests/fuzz/replay.c $(BUILD)/libweb.a $(BUILD)/libengine.a $(LIBS)
fuzz-corpus: $(FUZZ:%=$(BUILD)/fuzz/%)
	@set -e; for t in $(FUZZ); do $(BUILD)/fuzz/$$t tests/fuzz/corpus/$$t; done

FUZZ_SECONDS ?= 60
fuzz:
	@sh tests/tools/install.sh $(TEST_PACKAGES)
	$(MAKE) BUILD=build/fuzz CC=clang SAN=1 FUZZING=1 fuzz-run
fuzz-run: $(BUILD)/libweb.a $(BUILD)/libengine.a
	@mkdir -p $(BUILD)/fuzz; set -e; for t in $(FUZZ); do \
	    $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $(BUILD)/fuzz/$$t tests/fuzz/fuzz_$$t.c \
	        $(BUILD)/libweb.a $(BUILD)/libengine.a $(LIBS); \
	    mkdir -p $(BUILD)/corpus/$$t; \
	    $(BUILD)/fuzz/$$t -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=4096 -artifact_prefix=$(BUILD)/ \
	        $(BUILD)/corpus/$$t tests/fuzz/corpus/$$t; done

# Submissions and pages a second beside bare references of our own, by ratio. A measurement, not a test.
BENCH := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))
$(BUILD)/bench/%: tests/bench/%.c tests/bench/bare.h tests/bench/cost.h tests/unit/record_fixture.h $(BUILD)/libengine.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libengine.a $(LIBS)
bench: $(BUILD)/signpost $(BENCH)
	sh tests/bench/bench.sh $(BUILD)

.PHONY: check check-long audit-mutants check-source compile-clang unit-memory mark-mutants records check-bank http browser kill fuzz-corpus fuzz fuzz-run bench
