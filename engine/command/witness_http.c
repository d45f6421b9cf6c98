/*
 * command/witness_http.c - what a witness asks the log's server over HTTP: under ceilings of time and size, with TLS verified, and
 * without being sent anywhere else. Nothing that comes is trusted; who asked checks it.
 */
#include "command/witness_http.h"
#include "signpost/json.h"
#include "signpost/text.h"
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

struct http {
    CURL *curl;
    const char *base; /* borrowed */
    char error[CURL_ERROR_SIZE];
};

enum fault_code http_new(const char *base, int seconds, struct http **out, struct fault *fault)
{
    struct http *http = calloc(1, sizeof *http);
    if (!http)
        return fault_memory(fault);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(http->curl = curl_easy_init())) {
        free(http);
        return fault_set(fault, FAULT_INTERNAL, "libcurl cannot start.");
    }
    http->base = base;
    CURL *curl = http->curl;
    bool set = curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)seconds) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)seconds) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_USERAGENT, "signpost/" SIGNPOST_VERSION " (witness)") == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, http->error) == CURLE_OK;
    if (!set) {
        http_free(http);
        return fault_set(fault, FAULT_INTERNAL, "libcurl is too old for Signpost.");
    }
    *out = http;
    return FAULT_NONE;
}

void http_free(struct http *http)
{
    if (!http)
        return;
    curl_easy_cleanup(http->curl);
    curl_global_cleanup();
    free(http);
}

/* A short count makes libcurl stop: the ceiling of the buffer is that of the answer. */
static size_t take(char *bytes, size_t one, size_t size, void *context)
{
    struct buf *out = context;
    buf_append(out, bytes, one * size);
    return buf_ok(out) ? one * size : 0;
}

static enum fault_code ask(struct http *http, const char *address, const char *const *headers, struct buf *out, long *status,
                           struct fault *fault)
{
    struct curl_slist *list = NULL;
    bool set = true;
    for (; *headers && set; headers++) {
        struct curl_slist *longer = curl_slist_append(list, *headers);
        set = longer != NULL;
        list = longer ? longer : list;
    }
    set = set && curl_easy_setopt(http->curl, CURLOPT_URL, address) == CURLE_OK &&
          curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, list) == CURLE_OK &&
          curl_easy_setopt(http->curl, CURLOPT_WRITEFUNCTION, take) == CURLE_OK &&
          curl_easy_setopt(http->curl, CURLOPT_WRITEDATA, out) == CURLE_OK;
    http->error[0] = '\0';
    CURLcode result = set ? curl_easy_perform(http->curl) : CURLE_OUT_OF_MEMORY;
    curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, status);
    curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(list);
    if (result == CURLE_OK)
        return FAULT_NONE;
    if (result == CURLE_OUT_OF_MEMORY)
        return fault_memory(fault);
    if (result == CURLE_WRITE_ERROR)
        return fault_set(fault, FAULT_LARGE, "%.200s answered with more than the %zu bytes that it may be.", address, out->ceiling);
    return fault_set(fault, FAULT_BUSY, "%.200s did not answer: %.200s.", address,
                     http->error[0] ? http->error : curl_easy_strerror(result));
}

/* What a problem+json says of itself, fit for a terminal; "" when it says nothing. */
static void detail_of(const struct buf *reply, char *out, size_t size)
{
    struct json_doc doc = {0};
    out[0] = '\0';
    if (json_read(buf_string(reply), reply->size, "reply", &doc, NULL) != FAULT_NONE)
        return;
    const char *detail = json_string(doc.root, "detail");
    if (detail && text_is_clean(detail))
        snprintf(out, size, " It says: %.300s", detail);
    json_release(&doc);
}

static enum fault_code check_status(struct http *http, const char *address, long status, const struct buf *reply, struct fault *fault)
{
    char detail[320];
    const char *elsewhere = NULL;
    if (status == 200)
        return FAULT_NONE;
    if (status >= 300 && status < 400) {
        curl_easy_getinfo(http->curl, CURLINFO_REDIRECT_URL, &elsewhere);
        return fault_set(fault, FAULT_INPUT, "%.150s sends its visitors to %.150s. If that is the University's server, give its address "
                                             "with --url.", address, elsewhere ? elsewhere : "another address");
    }
    detail_of(reply, detail, sizeof detail);
    enum fault_code code = status == 404 ? FAULT_ABSENT : status == 409 ? FAULT_CONFLICT : status == 413 ? FAULT_LARGE
                           : status >= 500 || status == 429 ? FAULT_BUSY : FAULT_INPUT;
    return fault_set(fault, code, "%.150s answered with the status %ld.%s", address, status, detail);
}

static enum fault_code address_of(const struct http *http, const char *path, struct buf *out, struct fault *fault)
{
    buf_init(out, LIMIT_URL);
    buf_printf(out, "%s/%s", http->base, path);
    return buf_ok(out) ? FAULT_NONE : fault_set(fault, FAULT_LARGE, "The address is too long.");
}

enum fault_code http_get(struct http *http, const char *path, size_t ceiling, struct buf *out, struct fault *fault)
{
    static const char *const headers[] = {"Accept: text/plain, application/octet-stream", "Cache-Control: no-cache", NULL};
    struct buf address;
    long status = 0;
    buf_init(out, ceiling);
    enum fault_code code = address_of(http, path, &address, fault);
    if (code == FAULT_NONE && curl_easy_setopt(http->curl, CURLOPT_HTTPGET, 1L) != CURLE_OK)
        code = fault_memory(fault);
    if (code == FAULT_NONE)
        code = ask(http, buf_string(&address), headers, out, &status, fault);
    if (code == FAULT_NONE)
        code = check_status(http, buf_string(&address), status, out, fault);
    buf_release(&address);
    return code;
}

enum fault_code http_post_note(struct http *http, const char *path, const char *note, struct fault *fault)
{
    static const char *const headers[] = {"Content-Type: text/plain; charset=utf-8", "Accept: application/json", "Expect:", NULL};
    struct buf address, out;
    long status = 0;
    buf_init(&out, LIMIT_WITNESS_REPLY);
    enum fault_code code = address_of(http, path, &address, fault);
    if (code == FAULT_NONE && (curl_easy_setopt(http->curl, CURLOPT_POSTFIELDSIZE, (long)strlen(note)) != CURLE_OK ||
                               curl_easy_setopt(http->curl, CURLOPT_COPYPOSTFIELDS, note) != CURLE_OK))
        code = fault_memory(fault);
    if (code == FAULT_NONE)
        code = ask(http, buf_string(&address), headers, &out, &status, fault);
    if (code == FAULT_NONE)
        code = check_status(http, buf_string(&address), status, &out, fault);
    buf_release(&out);
    buf_release(&address);
    return code;
}
