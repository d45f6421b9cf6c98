/*
 * page_versions.c - GET /versions and /versions/{hash}: the versions of the question bank, and what changed to one of them, for
 * the training lead. Keys stand in what changed, so every look is noted.
 */
#include <string.h>
#include "figure.h"
#include "leading.h"
#include "signpost/bank_diff.h"
#include "signpost/store_bank.h"

struct listed { struct bank_version *versions; int count; };

static const char *path_of(struct request *request, const struct bank_version *version)
{
    return arena_printf(request->arena, "/versions/%s", version->hash);
}

/* ---- the list ---- */

static enum fault_code build_list(struct request *request, struct db *db, struct view *view, const char **title,
                                  struct fault *fault)
{
    struct listed listed;
    (void)title;
    enum fault_code code = bank_version_list(db, request->arena, &listed.versions, &listed.count, fault);
    if (code != FAULT_NONE)
        return code;
    cJSON *list = view_array(view, view->root, "versions");
    for (int i = 0; i < listed.count; i++) {
        const struct bank_version *version = &listed.versions[i];
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "bank", version->hash);
        view_instant(view, item, "since", version->since);
        view_integer(view, item, "questions", version->questions);
        view_integer(view, item, "attempts", version->submitted);
        view_integer(view, item, "open_attempts", version->open);
        view_bool(view, item, "current", version->current);
        view_page_string(view, item, "version_words", arena_printf(request->arena, "%.12s", version->hash));
        view_page_string(view, item, "since_words", page_instant_words(request->arena, version->since));
        view_page_string(view, item, "version_path", path_of(request, version));
        view_page_bool(view, item, "first", i + 1 == listed.count);
    }
    return FAULT_NONE;
}

struct reply *page_versions(struct request *request)
{
    return page_of(request, "versions", "Versions of the question bank", build_list);
}

/* ---- one of them beside another ---- */

static const struct bank_version *version_named(const struct listed *listed, const char *hash)
{
    for (int i = 0; hash && i < listed->count; i++)
        if (strcmp(listed->versions[i].hash, hash) == 0)
            return &listed->versions[i];
    return NULL;
}

/* The version asked for, and the one it is held against: ?from=, or the one before it. NULL in FROM: it is the first. */
static enum fault_code find(struct request *request, const struct listed *listed, const struct bank_version **version,
                            const struct bank_version **from, struct fault *fault)
{
    const char *asked = request_query(request, "from");
    *version = version_named(listed, request->param[0]);
    if (*version)
        *from = asked && *asked ? version_named(listed, asked)
                : *version + 1 < listed->versions + listed->count ? *version + 1 : NULL;
    return *version && (*from || !asked || !*asked) ? FAULT_NONE : fault_set(fault, FAULT_ABSENT, "There is no such version.");
}

static enum fault_code add_changes(struct request *request, struct db *db, const char *from, const char *to, struct view *view,
                                   struct fault *fault)
{
    const char *before = NULL, *after = NULL;
    size_t before_size = 0, after_size = 0;
    struct bank_diff diff;
    enum fault_code code = bank_version_get(db, request->arena, from, &before, &before_size, fault);
    if (code == FAULT_NONE)
        code = bank_version_get(db, request->arena, to, &after, &after_size, fault);
    if (code == FAULT_NONE)
        code = bank_diff(before, before_size, after, after_size, request->arena, &diff, fault);
    if (code == FAULT_NONE)
        bank_diff_view(&diff, request->arena, view, view->root);
    return code;
}

static enum fault_code build_one(struct request *request, struct db *db, struct view *view, const char **title, struct fault *fault)
{
    const struct bank_version *version = NULL, *from = NULL;
    struct listed listed;
    enum fault_code code = bank_version_list(db, request->arena, &listed.versions, &listed.count, fault);
    if (code == FAULT_NONE)
        code = find(request, &listed, &version, &from, fault);
    if (code != FAULT_NONE)
        return code;
    *title = arena_printf(request->arena, "Version %.12s", version->hash);
    view_string(view, view->root, "bank", version->hash);
    view_string(view, view->root, "from", from ? from->hash : NULL);
    view_page_string(view, view->root, "version_words", arena_printf(request->arena, "%.12s", version->hash));
    view_page_string(view, view->root, "version_path", path_of(request, version));
    view_page_string(view, view->root, "since_words", page_instant_words(request->arena, version->since));
    view_page_string(view, view->root, "from_words", from ? arena_printf(request->arena, "%.12s", from->hash) : NULL);
    cJSON *options = figure_list(view, view->root, "version_options");
    for (int i = 0; i < listed.count; i++)
        if (&listed.versions[i] != version)
            figure_option(view, options, listed.versions[i].hash,
                          arena_printf(request->arena, "%.12s, since %s", listed.versions[i].hash,
                                       page_date_words(request->arena, date_of_instant(listed.versions[i].since))),
                          &listed.versions[i] == from);
    return from ? add_changes(request, db, from->hash, version->hash, view, fault) : FAULT_NONE;
}

struct reply *page_version(struct request *request)
{
    struct fault fault;
    if (leading_look(request, 0, NULL, "keys", &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    return page_of(request, "version", "Version of the question bank", build_one);
}
