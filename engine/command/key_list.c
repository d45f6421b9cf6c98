/*
 * command/key_list.c - `key list`: the keys of which the log tells, which of them signs, and the log's vkeys.
 */
#include "command/command_internal.h"
#include "signpost/store_keys.h"
#include <string.h>

const struct command_option key_list_options[] = {OPTION_DB, {"format", "text|json", "how to print it"}, {0}};
static const char *const standings[] = {[KEY_FORMER] = "former", [KEY_IN_FORCE] = "in_force", [KEY_TO_COME] = "to_come"};

struct key_rows { struct key_row *items; int count; const char **vkeys; };

/* The log's keys come in the same order from both. */
static const char *vkey_of(const struct key_rows *rows, const struct key_row *key)
{
    int number = 0;
    for (const struct key_row *row = rows->items; row < key; row++)
        number += row->purpose == KEY_LOG;
    return key->purpose == KEY_LOG ? rows->vkeys[number] : NULL;
}

static void view_keys(const struct key_rows *rows, struct view *view)
{
    cJSON *list = view_array(view, view->root, "keys");
    for (int i = 0; i < rows->count; i++) {
        const struct key_row *row = &rows->items[i];
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "purpose", key_purpose_name(row->purpose));
        view_string(view, item, "public", row->public);
        view_string(view, item, "vkey", vkey_of(rows, row));
        view_instant(view, item, "since", row->since);
        view_string(view, item, "standing", standings[key_standing(rows->items, rows->count, row, clock_now())]);
        view_integer(view, item, "event", row->seq);
    }
}

static void say_keys(const struct key_rows *rows, struct buf *out)
{
    for (int i = 0; i < rows->count; i++) {
        const struct key_row *row = &rows->items[i];
        enum key_standing standing = key_standing(rows->items, rows->count, row, clock_now());
        char since[DATE_WORDS];
        date_words(date_of_instant(row->since), since);
        buf_printf(out, "%-10s %s  %s %s\n", key_purpose_name(row->purpose), row->public,
                   standing == KEY_FORMER ? "former, from" : standing == KEY_IN_FORCE ? "signs since" : "signs from", since);
        if (row->purpose == KEY_LOG)
            buf_printf(out, "%-10s %s\n", "", vkey_of(rows, row));
    }
}

static enum fault_code list_keys(struct reading *reading, struct view *view, struct buf *out, struct fault *fault)
{
    struct key_rows rows = {0};
    enum fault_code code = key_list(reading->db, reading->arena, &rows.items, &rows.count, fault);
    if (code == FAULT_NONE)
        code = log_vkeys(reading->db, reading->arena, &rows.vkeys, fault);
    if (code == FAULT_NONE && view)
        view_keys(&rows, view);
    else if (code == FAULT_NONE)
        say_keys(&rows, out);
    return code;
}

enum fault_code key_list_run(const struct command_line *line, struct fault *fault)
{
    return listing_run(line, list_keys, fault);
}
