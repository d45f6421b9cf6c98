/*
 * page_log.c - GET /log: the log of everything that the figures depend on, in plain words, for anyone: how far it goes, its name and
 * keys, and who watches it. POST /log/cosignatures: what a witness hands in.
 */
#include <stdio.h>
#include "common.h"
#include "signpost/witness.h"

/* ---- the page ---- */

static const char *count_of(struct arena *arena, int64_t number)
{
    char words[COUNT_TEXT];
    count_words(number, words);
    return arena_dup(arena, words);
}

static const char *since(struct arena *arena, struct instant then)
{
    char words[SINCE_TEXT];
    since_words(then, clock_now(), words);
    return arena_dup(arena, words);
}

static enum fault_code add_log(struct request *request, struct db *db, struct view *view, struct fault *fault)
{
    const char *origin = NULL, **vkeys = NULL;
    int64_t events = 0;
    enum fault_code code = event_count(db, &events, fault);
    if (code == FAULT_NONE)
        code = log_origin(db, request->arena, &origin, fault);
    if (code == FAULT_NONE)
        code = log_vkeys(db, request->arena, &vkeys, fault);
    if (code != FAULT_NONE)
        return code;
    view_string(view, view->root, "origin", origin);
    view_integer(view, view->root, "events", events);
    view_page_string(view, view->root, "event_count", count_of(request->arena, events));
    cJSON *list = view_array(view, view->root, "keys");
    for (int i = 0; vkeys[i]; i++) {
        cJSON *key = view_object(view, list, NULL);
        view_string(view, key, "key", vkeys[i]);
        view_page_bool(view, key, "is_last", !vkeys[i + 1]);
    }
    const char *here = request->host ? arena_printf(request->arena, "http://%s", request->host) : "http://…";
    view_page_string(view, view->root, "url", request->site->url ? request->site->url : here);
    return FAULT_NONE;
}

static enum fault_code add_checkpoint(struct request *request, struct db *db, struct view *view, struct fault *fault)
{
    struct checkpoint_row row;
    char root[2 * sizeof row.root.bytes + 1];
    enum fault_code code = checkpoint_get(db, request->arena, &row, fault);
    if (code == FAULT_ABSENT) {
        view_null(view, view->root, "checkpoint");
        return FAULT_NONE;
    }
    if (code != FAULT_NONE)
        return code;
    for (size_t i = 0; i < sizeof row.root.bytes; i++)
        snprintf(root + 2 * i, 3, "%02x", row.root.bytes[i]);
    cJSON *checkpoint = view_object(view, view->root, "checkpoint");
    view_integer(view, checkpoint, "size", row.size);
    view_string(view, checkpoint, "root", root);
    view_instant(view, checkpoint, "signed_at", row.signed_at);
    view_page_string(view, checkpoint, "event_count", count_of(request->arena, row.size));
    view_page_string(view, checkpoint, "at_words", page_instant_words(request->arena, row.signed_at));
    view_page_string(view, checkpoint, "since", since(request->arena, row.signed_at));
    return FAULT_NONE;
}

static void add_witness(struct request *request, const struct witness_seen *seen, struct view *view, cJSON *list)
{
    cJSON *witness = view_object(view, list, NULL);
    view_string(view, witness, "name", seen->name);
    view_string(view, witness, "key", seen->vkey);
    if (!seen->last) {
        view_null(view, witness, "last");
        return;
    }
    cJSON *last = view_object(view, witness, "last");
    view_integer(view, last, "size", seen->last->size);
    view_instant(view, last, "at", seen->last->at);
    view_page_string(view, last, "event_count", count_of(request->arena, seen->last->size));
    view_page_string(view, last, "at_words", page_instant_words(request->arena, seen->last->at));
    view_page_string(view, last, "since", since(request->arena, seen->last->at));
}

static enum fault_code add_witnesses(struct request *request, struct db *db, struct view *view, struct fault *fault)
{
    static const char *const names[] = {
        [STANDING_NONE] = "none", [STANDING_SILENT] = "silent", [STANDING_OLD] = "old", [STANDING_FRESH] = "fresh"};
    struct witness_standing standing;
    enum fault_code code = witness_standing(db, request->arena, clock_now(), &standing, fault);
    if (code != FAULT_NONE)
        return code;
    cJSON *list = view_array(view, view->root, "witnesses");
    for (int i = 0; i < standing.count; i++)
        add_witness(request, &standing.list[i], view, list);
    view_string(view, view->root, "standing", names[standing.kind]);
    view_page_bool(view, view->root, "unwatched", standing.kind == STANDING_NONE);
    view_page_bool(view, view->root, "unseen", standing.kind == STANDING_SILENT);
    view_page_bool(view, view->root, "seen_long_ago", standing.kind == STANDING_OLD);
    return FAULT_NONE;
}

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title, struct fault *fault)
{
    (void)title;
    enum fault_code code = add_log(request, db, view, fault);
    if (code == FAULT_NONE)
        code = add_checkpoint(request, db, view, fault);
    return code == FAULT_NONE ? add_witnesses(request, db, view, fault) : code;
}

struct reply *page_log(struct request *request)
{
    return page_of(request, "log", "The log", build);
}

/* ---- what a witness hands in ---- */

struct handed_in { const struct cosignature_row *rows; int count; };

static enum fault_code keep(struct tx *tx, void *context, struct fault *fault)
{
    const struct handed_in *handed_in = context;
    enum fault_code code = FAULT_NONE;
    for (int i = 0; code == FAULT_NONE && i < handed_in->count; i++)
        code = cosignature_add(tx, &handed_in->rows[i], fault);
    return code;
}

static struct reply *accepted(struct request *request, const struct handed_in *handed_in)
{
    struct view view;
    view_init(&view);
    cJSON *list = view_array(&view, view.root, "cosignatures");
    for (int i = 0; i < handed_in->count; i++) {
        cJSON *one = view_object(&view, list, NULL);
        view_string(&view, one, "key", handed_in->rows[i].vkey);
        view_integer(&view, one, "size", handed_in->rows[i].size);
        view_instant(&view, one, "at", handed_in->rows[i].at);
    }
    return reply_view(request, 200, NULL, NULL, &view);
}

struct reply *page_log_cosignatures(struct request *request)
{
    struct handed_in handed_in = {0};
    struct cosignature_row *rows = NULL;
    struct fault fault;
    struct db *db = NULL;
    request->face = FACE_JSON; /* no page is made of it */
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    code = cosignature_check(db, request->arena, request->body, request->body_size, clock_now(), &rows, &handed_in.count, &fault);
    store_done(request->site->store, db);
    handed_in.rows = rows;
    if (code == FAULT_NONE)
        code = store_write(request->site->store, keep, &handed_in, &fault);
    return code == FAULT_NONE ? accepted(request, &handed_in) : reply_fault(request, &fault);
}
