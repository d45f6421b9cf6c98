/*
 * page_staff.c - GET /staff: people and their posts, for the administrator: no states, no scores. POST /staff/{staff_id}/link:
 * a single-use sign-in link, shown once.
 */
#include <stdlib.h>
#include <string.h>
#include "common.h"
#include "signpost/csv.h"
#include "signpost/text.h"

#define SHOWN 100 /* people on one page; a search finds the others */

struct everyone { struct identity *people; struct post *posts; int people_count, post_count; char *search; };

/* A person's posts together, the first one first. */
static int by_person(const void *left, const void *right)
{
    const struct post *a = left, *b = right;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return date_compare(a->start, b->start);
}

/* The first post of PERSON, and how many they have. */
static const struct post *posts_of_person(const struct everyone *everyone, int64_t person, int *count)
{
    int low = 0, high = everyone->post_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (everyone->posts[middle].person < person)
            low = middle + 1;
        else
            high = middle;
    }
    for (*count = 0; low + *count < everyone->post_count && everyone->posts[low + *count].person == person; ++*count)
        ;
    return everyone->posts + low;
}

static void free_text(void *text)
{
    free(text);
}

static enum fault_code everyone_read(struct request *request, struct db *db, struct everyone *out, struct fault *fault)
{
    const char *search = request_query(request, "q");
    *out = (struct everyone){0};
    if (search && *search && (!(out->search = text_fold(search)) || arena_defer(request->arena, free_text, out->search)))
        return fault_memory(fault);
    enum fault_code code = identity_list(db, request->arena, &out->people, &out->people_count, fault);
    if (code == FAULT_NONE)
        code = posts_all(db, request->arena, &out->posts, &out->post_count, fault);
    if (code == FAULT_NONE && out->post_count)
        qsort(out->posts, (size_t)out->post_count, sizeof *out->posts, by_person);
    return code;
}

static bool holds(const char *text, const char *search)
{
    char *folded = text_fold(text);
    bool found = folded && strstr(folded, search);
    free(folded);
    return found;
}

static bool wanted(const struct everyone *everyone, const struct identity *person)
{
    const char *search = everyone->search;
    return !search || holds(person->name, search) || holds(person->staff_id, search) || holds(person->email, search);
}

/* ---- faces ---- */

static const char *role_title(const struct request *request, enum role role)
{
    const struct institution *words = bank_institution(request->bank);
    const char *const titles[ROLES] = {words->tutor, words->senior_tutor, words->head_of_school, words->dean, words->training_lead,
                                       words->administrator};
    return titles[role];
}

static void add_post(struct request *request, struct view *view, cJSON *list, const struct post *post)
{
    struct arena *arena = request->arena;
    bool over = date_compare(post->end, request->actor.today) < 0, later = date_compare(post->start, request->actor.today) > 0;
    cJSON *item = view_object(view, list, NULL);
    view_string(view, item, "role", role_name(post->role));
    view_string(view, item, "school", *post->school ? post->school : NULL);
    view_string(view, item, "system", *post->system ? post->system : NULL);
    view_date(view, item, "start", post->start);
    view_date(view, item, "end", post->end);
    view_page_string(view, item, "role_words", role_title(request, post->role));
    view_page_string(view, item, "start_words", page_date_words(arena, post->start));
    view_page_string(view, item, "end_words", page_date_words(arena, post->end));
    view_page_string(view, item, "when", over ? "ended" : later ? "to come" : NULL);
}

static void add_person(struct request *request, struct view *view, cJSON *list, const struct everyone *everyone,
                       const struct identity *person)
{
    struct buf path;
    cJSON *item = view_object(view, list, NULL);
    view_string(view, item, "staff_id", person->staff_id);
    view_string(view, item, "name", person->name);
    view_string(view, item, "email", person->email);
    cJSON *posts = view_array(view, item, "posts");
    int count = 0;
    const struct post *held = posts_of_person(everyone, person->person, &count);
    for (int i = 0; i < count; i++)
        add_post(request, view, posts, &held[i]);
    buf_init(&path, 0);
    buf_text(&path, "/staff/");
    text_url(&path, person->staff_id);
    buf_text(&path, "/link");
    view_page_string(view, item, "link_path", buf_ok(&path) ? buf_string(&path) : NULL);
    buf_release(&path);
}

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title, struct fault *fault)
{
    struct everyone everyone;
    int found = 0;
    (void)title;
    enum fault_code code = everyone_read(request, db, &everyone, fault);
    cJSON *people = view_array(view, view->root, "people");
    for (int i = 0; code == FAULT_NONE && i < everyone.people_count; i++) {
        if (!wanted(&everyone, &everyone.people[i]))
            continue;
        if (++found <= SHOWN || request->face != FACE_HTML)
            add_person(request, view, people, &everyone, &everyone.people[i]);
    }
    const char *search = request_query(request, "q");
    view_page_string(view, view->root, "q", search ? search : "");
    view_page_string(view, view->root, "shown_words",
                     found > SHOWN ? arena_printf(request->arena, "The first %d of %d people: search to find the others", SHOWN, found)
                                   : arena_printf(request->arena, "%d of %d people", found, everyone.people_count));
    return code;
}

/* The posts as staff.csv has them, so that the file can be read back. */
static void csv_post(struct csv_out *csv, const struct identity *person, const char *school_name, const struct post *post)
{
    char start[DATE_TEXT], end[DATE_TEXT] = "";
    date_text(post->start, start);
    if (date_compare(post->end, DATE_MAX))
        date_text(post->end, end);
    csv_text(csv, person->staff_id);
    csv_text(csv, person->name);
    csv_text(csv, person->email);
    csv_text(csv, post->school);
    csv_text(csv, school_name);
    csv_text(csv, role_name(post->role));
    csv_text(csv, post->system);
    csv_text(csv, start);
    csv_text(csv, end);
    csv_end_row(csv);
}

static const char *school_name(const struct school_row *schools, int count, const char *code)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(schools[i].code, code))
            return schools[i].name;
    return "";
}

static enum fault_code csv_write(struct request *request, struct db *db, struct buf *out, struct fault *fault)
{
    static const char *const names[] = {"staff_id", "name", "email", "school", "school_name", "role", "system", "start_date", "end_date"};
    struct everyone everyone;
    struct school_row *schools = NULL;
    struct csv_out csv;
    int count = 0;
    enum fault_code code = everyone_read(request, db, &everyone, fault);
    if (code == FAULT_NONE)
        code = school_list(db, request->arena, &schools, &count, fault);
    csv_out_init(&csv, out);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        csv_text(&csv, names[i]);
    csv_end_row(&csv);
    for (int i = 0; code == FAULT_NONE && i < everyone.people_count; i++) {
        int held = 0;
        const struct post *posts = posts_of_person(&everyone, everyone.people[i].person, &held);
        for (int k = 0; wanted(&everyone, &everyone.people[i]) && k < held; k++)
            csv_post(&csv, &everyone.people[i], school_name(schools, count, posts[k].school), &posts[k]);
    }
    return code == FAULT_NONE && !buf_ok(out) ? fault_memory(fault) : code;
}

static struct reply *staff_csv(struct request *request)
{
    struct db *db = NULL;
    struct fault fault;
    struct buf out;
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    buf_init(&out, 0);
    code = csv_write(request, db, &out, &fault);
    store_done(request->site->store, db);
    struct reply *reply = code == FAULT_NONE ? reply_file(request, "text/csv; charset=utf-8", "staff.csv", buf_string(&out), out.size)
                                             : page_fault(request, &fault);
    buf_release(&out);
    return reply;
}

struct reply *page_staff(struct request *request)
{
    return request->face == FACE_CSV ? staff_csv(request) : page_of(request, "staff", "Staff", build);
}
