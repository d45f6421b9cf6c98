/*
 * leading.c - see leading.h.
 */
#include "leading.h"
#include <string.h>
#include "figure.h"
#include "signpost/text.h"

struct look { int64_t by, about; const char *school, *what; };

static enum fault_code look_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct look *look = context;
    return look_add(tx, look->by, look->about, look->school, look->what, fault);
}

enum fault_code leading_look(struct request *request, int64_t about, const char *school, const char *what, struct fault *fault)
{
    struct look look = {request->actor.person, about, school, what};
    return store_write(request->site->store, look_job, &look, fault);
}

enum fault_code leading_tutor(struct request *request, struct db *db, struct identity *out, struct fault *fault)
{
    struct post *posts = NULL;
    int count = 0;
    enum fault_code code = identity_by_staff_id(db, request->arena, request->param[1], out, fault);
    if (code == FAULT_NONE)
        code = posts_on(db, request->arena, out->person, request->actor.today, &posts, &count, fault);
    if (code != FAULT_NONE)
        return code;
    for (int i = 0; i < count; i++)
        if (posts[i].role == ROLE_TUTOR && !strcmp(posts[i].school, request->param[0]))
            return FAULT_NONE;
    return fault_set(fault, FAULT_ABSENT, "They are no tutor there today.");
}

enum fault_code leading_today(struct request *request, struct fault *fault)
{
    struct date as_of;
    enum fault_code code = request_as_of(request, &as_of, fault);
    if (code == FAULT_NONE && date_compare(as_of, request->actor.today) != 0)
        code = fault_field(fault, FAULT_INPUT, "as_of", "People are shown as they stand today only: leave as_of away.");
    return code;
}

const char *leading_person_path(struct arena *arena, const char *school, const char *staff_id)
{
    struct buf path;
    buf_init(&path, 0);
    buf_printf(&path, "/schools/%s/people/", school);
    text_url(&path, staff_id);
    const char *out = buf_ok(&path) ? arena_dup(arena, buf_string(&path)) : NULL;
    buf_release(&path);
    return out;
}

/* ---- the message ---- */

/* "Quiz overdue: last completed 3 March 2023…" as a line of the message. */
static void want_line(struct buf *text, const struct standing *standing)
{
    if (standing->state != STATE_COMPLETE)
        buf_printf(text, "- %s\n", standing->reason);
}

/* Where to begin: at the public address, else where this person is reading now. */
static void address_line(struct buf *text, const struct request *request)
{
    if (request->site->url)
        buf_printf(text, "%s/\n", request->site->url);
    else if (request->host)
        buf_printf(text, "http://%s/\n", request->host);
}

const char *leading_message(struct request *request, const struct identity *tutor, const struct tutor_state *state)
{
    struct buf text, link;
    const char *out = NULL;
    buf_init(&text, 0);
    buf_init(&link, 0);
    buf_printf(&text, "Dear %s,\n\na friendly word about your Personal Tutoring Quiz and training:\n\n", tutor->name);
    want_line(&text, &state->quiz);
    want_line(&text, &state->training);
    buf_text(&text, "\nThere is no time limit and no pass mark, and you can stop and go on later:\n");
    address_line(&text, request);
    buf_printf(&text, "\nIf anything stands in the way, or if you would like to talk it through, just reply.\n\n%s\n",
               request->actor.name);
    buf_text(&link, "mailto:");
    text_url(&link, tutor->email);
    buf_text(&link, "?subject=");
    text_url(&link, "Your Personal Tutoring Quiz and training");
    buf_text(&link, "&body=");
    for (char *at = text.bytes; buf_ok(&text) && at && *at;) { /* lines end with CRLF (RFC 6068) */
        char *end = strchr(at, '\n');
        *end = '\0';
        text_url(&link, at);
        buf_text(&link, "%0D%0A");
        at = end + 1;
    }
    if (buf_ok(&text) && buf_ok(&link))
        out = arena_dup(request->arena, buf_string(&link));
    buf_release(&text);
    buf_release(&link);
    return out;
}

/* ---- words ---- */

static void add_want(struct view *view, cJSON *wants, const struct standing *standing)
{
    if (standing->state != STATE_COMPLETE)
        view_page_string(view, view_object(view, wants, NULL), "reason", standing->reason);
}

void leading_wants(struct view *view, cJSON *into, const struct tutor_state *state)
{
    cJSON *wants = figure_list(view, into, "wants");
    add_want(view, wants, &state->quiz);
    add_want(view, wants, &state->training);
}

void leading_marks(struct view *view, cJSON *into, int64_t score, int64_t max)
{
    int64_t unit = max % MARK_UNIT ? 1 : MARK_UNIT;
    if (score < 0 || max <= 0) {
        view_null(view, into, "score");
        view_null(view, into, "max_score");
        return;
    }
    view_ratio(view, into, "score", score, unit, 2);
    view_ratio(view, into, "max_score", max, unit, 2);
}

const char *leading_score(struct arena *arena, int64_t score, int64_t max, int64_t unit)
{
    if (score < 0 || max <= 0)
        return NULL;
    return arena_printf(arena, "%s (%s)", page_marks(arena, score, max, unit), page_percent(arena, score, max));
}

const char *leading_until(struct arena *arena, const struct standing *standing)
{
    if (!standing->completed)
        return "not completed";
    return date_compare(standing->counts_until, DATE_MAX) ? page_date_words(arena, standing->counts_until) : "no end";
}
