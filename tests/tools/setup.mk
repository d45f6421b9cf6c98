# What the build and the tests need of Debian 12. Each list is installed only when something of it is missing.
BUILD_PACKAGES := gcc libc6-dev pkg-config libmicrohttpd-dev libcjson-dev libsodium-dev nettle-dev libsqlite3-dev libcmark-dev \
	libcsv-dev libutf8proc-dev libcmocka-dev libqrcodegen-dev libexpat1-dev libzip-dev libcurl4-gnutls-dev tzdata
$(BUILD)/.deps:
	@mkdir -p $(BUILD)
	@sh tests/tools/install.sh $(BUILD_PACKAGES)
	@touch $@
