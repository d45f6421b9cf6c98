/*
 * request.c - a request's texts: path, query and form decoded once and strictly, JSON read by the strict reader,
 * the face chosen from Accept.
 */
#include "request.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "multipart.h"
#include "signpost/limits.h"
#include "signpost/text.h"

struct request *request_new(struct site *site)
{
    struct arena *arena = arena_new();
    struct request *request = arena ? arena_alloc(arena, sizeof *request) : NULL;
    if (!request) {
        if (arena)
            arena_free(arena);
        return NULL;
    }
    request->site = site;
    request->arena = arena;
    request->method = request->path = request->body = "";
    request->address = "local";
    request->bank = site_bank(site);
    return request;
}

void request_free(struct request *request)
{
    if (!request)
        return;
    json_release(&request->json);
    bank_release(request->bank);
    arena_free(request->arena);
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes SIZE bytes; NULL for a broken escape, NUL, or text that is not UTF-8. */
static const char *decode(struct arena *arena, const char *text, size_t size, bool plus_is_space)
{
    char *out = arena_alloc(arena, size + 1);
    size_t used = 0;
    if (!out)
        return NULL;
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (c == '%') {
            int high = i + 2 < size ? hex_value(text[i + 1]) : -1;
            int low = i + 2 < size ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return NULL;
            c = (char)(high * 16 + low);
            i += 2;
            if (!c)
                return NULL;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        out[used++] = c;
    }
    out[used] = '\0';
    return text_is_utf8(out, used) ? out : NULL;
}

static enum fault_code decode_pairs(struct arena *arena, const char *text, size_t size, struct pairs *out, struct fault *fault)
{
    out->items = arena_alloc(arena, LIMIT_FORM_FIELDS * sizeof *out->items);
    if (!out->items)
        return fault_memory(fault);
    for (const char *at = text, *end = text + size; at < end;) {
        const char *stop = memchr(at, '&', (size_t)(end - at));
        stop = stop ? stop : end;
        const char *equals = memchr(at, '=', (size_t)(stop - at));
        if (stop > at) {
            if (out->count == LIMIT_FORM_FIELDS)
                return fault_set(fault, FAULT_LARGE, "There are more than %d fields.", LIMIT_FORM_FIELDS);
            struct pair *pair = &out->items[out->count++];
            const char *name_end = equals ? equals : stop;
            pair->name = decode(arena, at, (size_t)(name_end - at), true);
            pair->value = equals ? decode(arena, equals + 1, (size_t)(stop - equals - 1), true) : "";
            if (!pair->name || !pair->value)
                return fault_set(fault, FAULT_MALFORMED, "A field is not valid UTF-8, or is badly percent-encoded.");
        }
        at = stop + 1;
    }
    return FAULT_NONE;
}

/* The media type TYPE stands in the Accept list, alone or with parameters. */
static bool accepts(const char *accept, const char *type)
{
    const char *at = accept ? strcasestr(accept, type) : NULL;
    return at && strchr(",; \t", at[strlen(type)]);
}

void request_choose_face(struct request *request)
{
    bool html = accepts(request->accept, "text/html");
    bool json = accepts(request->accept, "application/json") || accepts(request->accept, "application/problem+json") ||
                accepts(request->accept, "application/vc+ld+json") || accepts(request->accept, "application/ld+json");
    if (accepts(request->accept, "text/csv") && !html)
        request->face = FACE_CSV;
    else if (!html && (json || request->authorization))
        request->face = FACE_JSON; /* a script with a token that names no face wants JSON */
}

enum fault_code request_route(struct request *request, const char *uri, struct fault *fault)
{
    const char *mark = strchr(uri, '?');
    size_t path_size = mark ? (size_t)(mark - uri) : strlen(uri);
    request->path = arena_dup_bytes(request->arena, uri, path_size);
    if (!request->path)
        return fault_memory(fault);
    if (mark) {
        enum fault_code code = decode_pairs(request->arena, mark + 1, strlen(mark + 1), &request->query, fault);
        if (code != FAULT_NONE)
            return code;
    }
    const char *format = request_query(request, "format");
    if (format && !strcmp(format, "csv"))
        request->face = FACE_CSV;
    else if (format && !strcmp(format, "json"))
        request->face = FACE_JSON;
    const char *raw[3] = {0};
    request->route = route_find(request->arena, request->method, request->path, raw, &request->allow);
    for (int i = 0; i < 3 && raw[i]; i++) {
        request->param[i] = decode(request->arena, raw[i], strlen(raw[i]), false);
        if (!request->param[i])
            return fault_set(fault, FAULT_MALFORMED, "The address is badly percent-encoded.");
    }
    return FAULT_NONE;
}

enum fault_code request_read_body(struct request *request, struct fault *fault)
{
    const char *type = request->content_type ? request->content_type : "";
    bool signed_note = request->route && request->route->csrf == CSRF_SIGNED;
    if (!request->body_size || (signed_note && !strncasecmp(type, "text/plain", 10)))
        return FAULT_NONE;
    if (signed_note)
        return fault_set(fault, FAULT_MALFORMED, "Send the signed note as text/plain, with that Content-Type.");
    if (!strncasecmp(type, "application/json", 16) || strcasestr(type, "+json"))
        return json_read(request->body, request->body_size, "request body", &request->json, fault);
    if (!strncasecmp(type, "application/x-www-form-urlencoded", 33))
        return decode_pairs(request->arena, request->body, request->body_size, &request->form, fault);
    if (!strncasecmp(type, "multipart/form-data", 19))
        return multipart_read(request->arena, type, request->body, request->body_size, &request->form, &request->files, fault);
    return fault_set(fault, FAULT_MALFORMED, "Send the body as application/json, application/x-www-form-urlencoded or "
                                             "multipart/form-data, with that Content-Type.");
}

static const char *pairs_value(const struct pairs *pairs, const char *name, int nth)
{
    for (int i = 0; i < pairs->count; i++)
        if (!strcmp(pairs->items[i].name, name) && !nth--)
            return pairs->items[i].value;
    return NULL;
}

const char *request_query(const struct request *request, const char *name)
{
    return pairs_value(&request->query, name, 0);
}

const char *request_form(const struct request *request, const char *name)
{
    return pairs_value(&request->form, name, 0);
}

const char *request_form_nth(void *request, const char *name, int nth)
{
    return pairs_value(&((const struct request *)request)->form, name, nth);
}

const struct upload *request_file(const struct request *request, const char *name)
{
    for (int i = 0; i < request->files.count; i++)
        if (!strcmp(request->files.items[i].name, name) && request->files.items[i].size)
            return &request->files.items[i];
    return NULL;
}

bool request_is_json(const struct request *request)
{
    return request->json.root != NULL;
}

bool request_text(const struct request *request, const char *name, const char **out)
{
    *out = request_is_json(request) ? json_string(request->json.root, name) : request_form(request, name);
    return *out != NULL;
}

enum fault_code request_as_of(struct request *request, struct date *out, struct fault *fault)
{
    const char *text = request_query(request, "as_of");
    *out = clock_today();
    if (!text || !*text)
        return FAULT_NONE;
    struct fault why;
    if (date_parse(text, out, &why) != FAULT_NONE)
        return fault_field(fault, FAULT_INPUT, "as_of", "%s", why.message);
    return FAULT_NONE;
}

enum fault_code request_known_at(struct request *request, int64_t *out, struct fault *fault)
{
    const char *text = request_query(request, "known_at");
    struct date date;
    *out = -1;
    if (!text || !*text)
        return FAULT_NONE;
    if (strspn(text, "0123456789") == strlen(text) && strlen(text) < 16) {
        *out = strtoll(text, NULL, 10);
        return FAULT_NONE;
    }
    if (date_parse(text, &date, NULL) != FAULT_NONE)
        return fault_field(fault, FAULT_INPUT, "known_at", "known_at is a date (YYYY-MM-DD) or a number of events, not \"%.40s\".", text);
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code == FAULT_NONE) {
        code = event_size_on(db, date, out, fault);
        store_done(request->site->store, db);
    }
    return code;
}
