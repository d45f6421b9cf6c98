/*
 * common.c - what several pages share (common.h says it).
 */
#include "common.h"
#include <stdio.h>
#include <string.h>
#include "signpost/record.h"
#include "signpost/text.h"

struct reply *page_fault(struct request *request, const struct fault *fault)
{
    return fault->code == FAULT_ABSENT ? reply_absent(request) : reply_fault(request, fault);
}

struct reply *page_form_again(struct request *request, const struct fault *fault, const char *page, const char *title,
                              struct view *view)
{
    const char *words = arena_printf(request->arena, "Error: %s", title);
    if (request->face != FACE_HTML) { /* a script needs the problem, not the form */
        view_release(view);
        return reply_fault(request, fault);
    }
    return reply_fault_view(request, fault, page, words ? words : title, view);
}

struct reply *page_of(struct request *request, const char *page, const char *title, page_build_fn build)
{
    struct fault fault;
    struct view view;
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    page_view(request, &view);
    code = build(request, db, &view, &title, &fault);
    store_done(request->site->store, db);
    if (code == FAULT_NONE)
        return reply_view(request, 200, page, title, &view);
    view_release(&view);
    return page_fault(request, &fault);
}

/* ---- bodies ---- */

enum fault_code page_json_body(struct request *request, const char *const *names, struct fault *fault)
{
    const cJSON *root = request->json.root;
    if (!root)
        return FAULT_NONE;
    request->face = FACE_JSON;
    if (!cJSON_IsObject(root))
        return fault_set(fault, FAULT_MALFORMED, "The body must be a JSON object.");
    for (const cJSON *item = root->child; item; item = item->next) {
        bool known = !strcmp(item->string, "csrf");
        for (int i = 0; names[i] && !known; i++)
            known = !strcmp(item->string, names[i]);
        if (!known)
            return fault_field(fault, FAULT_MALFORMED, item->string, "There is no member \"%.60s\" here: remove it.",
                               item->string);
    }
    return FAULT_NONE;
}

static void release_document(void *document)
{
    json_release(document);
}

static void delete_item(void *item)
{
    cJSON_Delete(item);
}

enum fault_code page_json_text(struct request *request, const char *text, const cJSON **out, struct fault *fault)
{
    *out = NULL;
    if (!text)
        return FAULT_NONE;
    struct json_doc *document = arena_alloc(request->arena, sizeof *document);
    if (!document)
        return fault_memory(fault);
    enum fault_code code = json_read(text, strlen(text), "stored response", document, fault);
    if (code != FAULT_NONE)
        return code == FAULT_MEMORY
                   ? code
                   : fault_set(fault, FAULT_INTERNAL, "A stored response cannot be read: %.300s", fault->message);
    *out = document->root;
    return arena_defer(request->arena, release_document, document) ? fault_memory(fault) : FAULT_NONE;
}

enum fault_code page_response(struct request *request, const struct paper_item *item, const cJSON **out,
                              struct fault *fault)
{
    struct response understood;
    *out = NULL;
    if (request_is_json(request)) {
        const cJSON *given = json_member(request->json.root, "response");
        if (!given)
            return fault_field(fault, FAULT_MALFORMED, "response",
                               "Send \"response\": an answer, \"dont_know\", or null to clear it.");
        enum fault_code code = response_read(item, given, &understood, fault);
        if (code == FAULT_NONE && understood.state != RESPONSE_NONE)
            *out = given;
        return code;
    }
    cJSON *made = NULL;
    enum fault_code code = response_from_form(item, request_form_nth, request, &made, fault);
    if (code != FAULT_NONE)
        return code;
    if (made && arena_defer(request->arena, delete_item, made))
        return fault_memory(fault);
    if (made && !cJSON_IsNull(made))
        *out = made;
    return FAULT_NONE;
}

/* ---- words ---- */

const char *page_state_class(enum state state)
{
    static const char *const classes[STATES] = {"state-complete", "state-due_soon", "state-not_yet_due",
                                                "state-overdue"};
    return classes[state];
}

void page_state(struct view *view, cJSON *into, enum state state)
{
    view_page_string(view, into, "state_class", page_state_class(state));
    view_page_string(view, into, "state_words", state_words(state));
}

const char *page_date_words(struct arena *arena, struct date date)
{
    char words[DATE_WORDS];
    if (!date_compare(date, DATE_MIN) || !date_compare(date, DATE_MAX))
        return "";
    date_words(date, words);
    return arena_dup(arena, words);
}

const char *page_instant_words(struct arena *arena, struct instant instant)
{
    char words[64];
    instant_words(instant, words, sizeof words);
    return arena_dup(arena, words);
}

const char *page_percent(struct arena *arena, int64_t score, int64_t max)
{
    char ratio[32];
    if (score < 0 || max <= 0)
        return NULL;
    text_ratio(ratio, sizeof ratio, 100 * score, max, 1);
    return arena_printf(arena, "%s%%", ratio);
}

/* "16.5", "20": two decimals without the noughts at the end. */
static void marks_text(char *out, size_t size, int64_t marks, int64_t unit)
{
    text_ratio(out, size, marks, unit, 2);
    size_t end = strlen(out);
    while (strchr(out, '.') && out[end - 1] == '0')
        out[--end] = '\0';
    if (out[end - 1] == '.')
        out[end - 1] = '\0';
}

const char *page_marks(struct arena *arena, int64_t score, int64_t max, int64_t unit)
{
    char marks[32], full[32];
    marks_text(marks, sizeof marks, score, unit);
    marks_text(full, sizeof full, max, unit);
    return arena_printf(arena, "%s of %s", marks, full);
}

const char *page_withdrawn(struct arena *arena, const struct completion_row *row)
{
    static const char *const reasons[][2] = {{"mistake", ": it was recorded by mistake"},
                                             {"misconduct", ": it was not completed as the rules ask"}};
    const char *why = "";
    if (!row->withdrawn)
        return NULL;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (!strcmp(row->withdrawn, reasons[i][0]))
            why = reasons[i][1];
    return arena_printf(arena, "Withdrawn on %s%s. It counts no longer.",
                        page_date_words(arena, date_of_instant(row->withdrawn_at)), why);
}

const char *page_item_title(const struct request *request, const char *kind, const char *item)
{
    const struct quiz *quiz = !strcmp(kind, "quiz") ? bank_find_quiz(request->bank, item) : NULL;
    const struct module *module = quiz ? NULL : bank_find_module(request->bank, item);
    return quiz ? quiz->title : module ? module->title : item;
}

int page_tutor_schools(const struct actor *actor, const char **schools, int room)
{
    int count = 0;
    for (int i = 0; i < actor->post_count && count < room; i++) {
        bool known = actor->posts[i].role != ROLE_TUTOR;
        for (int k = 0; k < count && !known; k++)
            known = !strcmp(schools[k], actor->posts[i].school);
        if (!known)
            schools[count++] = actor->posts[i].school;
    }
    return count;
}

void page_view(const struct request *request, struct view *view)
{
    view_init(view);
    view->json_only = request->face == FACE_JSON;
}

struct completion_context page_completion_context(const struct request *request)
{
    const struct site *site = request->site;
    return (struct completion_context){
        .store = site->store, .keys = store_keys(site->store), .institution = site->institution, .url = site->url};
}

static const char *look_words(const char *what)
{
    static const struct { const char *what, *words; } table[] = {
        {"attempt", "saw your score and marks by subject"}, {"person", "saw your state and scores"},
        {"people", "saw your state and score in the list of tutors"},
        {"link", "made a sign-in link for your account"}, {"token", "made an access token for your account"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!strcmp(what, table[i].what))
            return table[i].words;
    return "saw something of yours";
}

enum fault_code page_looks(struct request *request, struct db *db, int most, struct view *view, struct fault *fault)
{
    struct look_row *rows = NULL;
    int count = 0;
    enum fault_code code = look_list(db, request->arena, request->actor.person, &rows, &count, fault);
    cJSON *list = view_array(view, view->root, "looks");
    for (int i = 0; code == FAULT_NONE && i < count && i < most; i++) {
        cJSON *look = view_object(view, list, NULL);
        view_instant(view, look, "at", rows[i].at);
        const char *by = rows[i].by_name ? rows[i].by_name : "The machine’s administrator";
        view_string(view, look, "by", *by ? by : "Somebody whose details were erased since");
        view_string(view, look, "what", rows[i].what);
        view_string(view, look, "school", rows[i].school);
        view_page_string(view, look, "at_words", page_instant_words(request->arena, rows[i].at));
        view_page_string(view, look, "what_words", look_words(rows[i].what));
    }
    view_page_bool(view, view->root, "more_looks", count > most);
    return code;
}

/* ---- questions ---- */

enum fault_code page_posted(struct request *request, const struct paper_item *item, const cJSON **out, struct fault *fault)
{
    cJSON *posted = response_posted(item, request_form_nth, request);
    *out = posted && !cJSON_IsNull(posted) ? posted : NULL;
    return !posted || arena_defer(request->arena, delete_item, posted) ? fault_memory(fault) : FAULT_NONE;
}

void page_seed(int64_t person, const char *question, unsigned char seed[PAPER_SEED])
{
    struct buf name;
    buf_init(&name, 0);
    buf_printf(&name, "%lld %s", (long long)person, question);
    paper_seed(buf_string(&name), name.size, seed);
    buf_release(&name);
}
