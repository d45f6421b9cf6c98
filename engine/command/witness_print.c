/*
 * command/witness_print.c - what came of a look, in words or as one line of JSON.
 */
#include "command/witness_look.h"
#include <stdlib.h>

/* ---- for scripts ---- */

static void add_checkpoint(struct view *view, cJSON *into, const struct log_checkpoint *checkpoint)
{
    char root[2 * sizeof checkpoint->root.bytes + 1];
    for (size_t i = 0; i < sizeof checkpoint->root.bytes; i++)
        snprintf(root + 2 * i, 3, "%02x", checkpoint->root.bytes[i]);
    view_integer(view, into, "size", checkpoint->size);
    view_string(view, into, "root", root);
}

static enum fault_code print_json(const struct look *look, const struct fault *why, struct fault *fault)
{
    char vkey[LOG_VKEY_TEXT] = "";
    struct view view;
    view_init(&view);
    cJSON *root = view.root;
    view_instant(&view, root, "at", look->at);
    view_string(&view, root, "finding", look->judged ? witness_finding_name(look->finding) : NULL);
    if (look->witness)
        log_vkey_text(&look->witness->vkey, vkey);
    view_string(&view, root, "witness", *vkey ? vkey : NULL);
    view_string(&view, root, "url", look->witness ? look->witness->url : NULL);
    view_string(&view, root, "origin", look->judged ? look->now.origin : NULL);
    if (look->judged)
        add_checkpoint(&view, view_object(&view, root, "now"), &look->now);
    else
        view_null(&view, root, "now");
    if (look->judged && look->before.origin[0]) {
        cJSON *before = view_object(&view, root, "before");
        add_checkpoint(&view, before, &look->before);
        view_instant(&view, before, "at", look->before_at);
    } else {
        view_null(&view, root, "before");
    }
    view_bool(&view, root, "new", look->is_new);
    view_bool(&view, root, "cosigned", look->cosigned);
    view_bool(&view, root, "handed_in", look->handed_in);
    view_string(&view, root, "evidence", look->evidence[0] ? look->evidence : NULL);
    view_string(&view, root, "reason", why ? why->message : NULL);
    enum fault_code code = print_view(&view, fault);
    view_release(&view);
    return code;
}

/* ---- for people ---- */

static void say_begin(const struct look *look, struct buf *out)
{
    char vkey[LOG_VKEY_TEXT];
    log_vkey_text(&look->witness->vkey, vkey);
    buf_printf(out,
               "Made %s. Keep it on this machine, for your office alone: it holds this witness's key and what it has seen.\n\n"
               "The witness's key, which the University's administrator may know:\n\n    %s\n\n"
               "They make it trusted with\n\n    signpost witness trust %s --db FILE\n\n"
               "From then on, look again as often as you like, best every hour:\n\n    signpost witness --state %s\n\n",
               look->file, vkey, vkey, look->file);
}

static void say_found(const struct look *look, struct buf *out)
{
    char at[INSTANT_TEXT], before[INSTANT_TEXT], events[COUNT_TEXT], more[COUNT_TEXT];
    instant_text(look->at, at);
    instant_text(look->before_at, before);
    count_words(look->now.size, events);
    count_words(look->now.size - look->before.size, more);
    buf_printf(out, "%s: %s has %s events", at, look->now.origin, events);
    if (look->finding == WITNESS_FIRST)
        buf_printf(out, ". This is the first look: whatever is changed from now on will be noticed.\n");
    else if (look->finding == WITNESS_SAME)
        buf_printf(out, ", the same as on %s.", before);
    else
        buf_printf(out, ": those seen on %s, unchanged, and %s more.", before, more);
    if (look->finding != WITNESS_FIRST)
        buf_text(out, look->handed_in ? " Cosigned and handed in.\n" : " Cosigned, but not handed in.\n");
}

static void say_refused(const struct look *look, struct buf *out)
{
    char at[INSTANT_TEXT];
    instant_text(look->at, at);
    buf_printf(out, "%s: REFUSED. Nothing was cosigned, and what was seen before still stands.\n", at);
    if (look->evidence[0])
        buf_printf(out,
                   "Both checkpoints, each signed by the log, are kept in %s.\n"
                   "Do not rely on figures from this server until its administrator has explained this. If they say that a disk was "
                   "lost and a backup put in place: ask what was lost, keep this file and %s, and begin with a new state file.\n",
                   look->evidence, look->file);
}

enum fault_code look_print(const struct look *look, bool json, const struct fault *why, struct fault *fault)
{
    struct buf out;
    if (json)
        return print_json(look, why, fault);
    buf_init(&out, 0);
    if (look->cosigned && look->is_new)
        say_begin(look, &out);
    if (look->cosigned)
        say_found(look, &out);
    else if (look->judged && why && why->code == FAULT_PROOF)
        say_refused(look, &out);
    enum fault_code code = print_out(&out, fault);
    buf_release(&out);
    return code;
}
