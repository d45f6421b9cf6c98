# Signpost. `make run` shows it, `make check` proves it; both install what a fresh Debian 12 lacks (and say so).
#
#   make            build/signpost
#   make run        a demonstration University on http://127.0.0.1:8080
#   make check      every test CI runs       make check-long   the longer battery
#   make bench      speed, by ratio          make install      DESTDIR= PREFIX=
#
# Variables: BUILD (build folder), SAN=1 (ASan and UBSan), CC (gcc or clang), ROOMS (engine rooms to build: for work on one).

BUILD ?= build
PREFIX ?= /usr/local
ROOMS ?= base bank people training record log witness completion compliance audit analysis formats store command
VERSION := 0.1.0

STD := -std=c17 -D_GNU_SOURCE
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wvla -Wundef -Werror
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
OPT := -O2 -g
ifdef SAN
OPT := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
HARDEN := -fPIE
endif
ifdef FUZZING
OPT += -fsanitize=fuzzer-no-link
endif
CPPFLAGS += -Iinclude -Iengine -Iweb -I$(BUILD) -DSIGNPOST_VERSION='"$(VERSION)"' -DSIGNPOST_SHARE='"$(PREFIX)/share/signpost"'
CFLAGS += $(STD) $(WARN) $(HARDEN) $(OPT) -pthread
LDFLAGS += -pie -Wl,-z,relro,-z,now
LIBS := -lmicrohttpd -lcjson -lsodium -lnettle -lsqlite3 -lcmark -lcsv -lutf8proc -lqrcodegen -lexpat -lzip -lcurl -lm -lpthread

ENGINE_SRC := $(foreach room,$(ROOMS),$(wildcard engine/$(room)/*.c))
WEB_SRC := $(filter-out web/main.c,$(wildcard web/*.c web/pages/*.c))
ENGINE_OBJ := $(ENGINE_SRC:%.c=$(BUILD)/%.o)
WEB_OBJ := $(WEB_SRC:%.c=$(BUILD)/%.o)
UNIT := $(patsubst tests/unit/test_%.c,$(BUILD)/unit/test_%,$(wildcard tests/unit/test_*.c))

.DEFAULT_GOAL := all
# One line a step; V=1 shows the commands.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' '$(1)' '$(2)')
include tests/tools/setup.mk

all: $(BUILD)/signpost

$(BUILD)/signpost: $(BUILD)/web/main.o $(WEB_OBJ) $(ENGINE_OBJ) $(BUILD)/embedded.o $(BUILD)/view_names.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libengine.a: $(ENGINE_OBJ) $(BUILD)/embedded.o
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/%.o: %.c | $(BUILD)/.deps
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Pages, static files, SQL migrations and the shipped requirements, as arrays in the program.
EMBED := $(wildcard web/pages/*.html web/static/* engine/store/schema/*.sql) $(wildcard questions/requirements.json)
$(BUILD)/embedded.c: $(EMBED) tests/tools/embed.sh Makefile | $(BUILD)/.deps
	@mkdir -p $(@D)
	$(call say,EMBED,$@)
	$(Q)sh tests/tools/embed.sh $(EMBED) > $@.part && mv $@.part $@
# Every name a view can hold, for the templates' check at start.
VIEW_SRC := $(wildcard engine/*/*.c web/*.c web/pages/*.c)
$(BUILD)/view_names.c: $(VIEW_SRC) tests/tools/view_names.sh | $(BUILD)/.deps
	@mkdir -p $(@D)
	$(call say,NAMES,$@)
	$(Q)sh tests/tools/view_names.sh $(VIEW_SRC) > $@.part && mv $@.part $@
$(BUILD)/%.o: $(BUILD)/%.c
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/unit/test_%: tests/unit/test_%.c $(BUILD)/libengine.a
	@mkdir -p $(@D)
	$(call say,TEST,$<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(wildcard tests/unit/support*.c) $(BUILD)/libengine.a $(LIBS) -lcmocka

# A throw-away University: everything it makes goes when it stops. LISTEN, DEMO="--people 60 --seed 7" change it.
LISTEN ?= 127.0.0.1:8080
run: $(BUILD)/signpost
	@$(BUILD)/signpost demo --listen $(LISTEN) $(DEMO)

install: $(BUILD)/signpost
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/signpost
	install -m 755 $(BUILD)/signpost $(DESTDIR)$(PREFIX)/bin/signpost
	rm -rf $(DESTDIR)$(PREFIX)/share/signpost/questions
	cp -R questions $(DESTDIR)$(PREFIX)/share/signpost/

clean:
	rm -rf build

-include tests/tools/check.mk
-include $(ENGINE_OBJ:.o=.d) $(WEB_OBJ:.o=.d) $(BUILD)/web/main.d $(UNIT:=.d)
.PHONY: all unit clean run install
.DELETE_ON_ERROR:
