/*
 * command/check_coverage.c - see check_coverage.h.
 */
#include "command/check_coverage.h"
#include <string.h>
#include "signpost/json.h"

/* ---- points of documents ---- */

static void points_json(const struct coverage *list, int count, struct view *view)
{
    cJSON *array = view_array(view, view->root, "coverage");
    for (int i = 0; i < count; i++) {
        cJSON *item = view_object(view, array, NULL);
        view_string(view, item, "document", list[i].document);
        view_string(view, item, "point", list[i].point);
        view_string(view, item, "title", list[i].title);
        view_bool(view, item, "tutors", list[i].tutors);
        view_integer(view, item, "quiz", list[i].quiz);
        view_integer(view, item, "practice", list[i].practice);
    }
}

static void points_text(const struct coverage *list, int count, struct buf *out)
{
    const char *document = "";
    int missing = 0;
    for (int i = 0; i < count; i++) {
        const struct coverage *point = &list[i];
        if (strcmp(document, point->document) != 0)
            buf_printf(out, "\n%s\n  quiz  practice  point\n", document = point->document);
        bool none = point->quiz + point->practice == 0;
        missing += none && point->tutors;
        buf_printf(out, "  %4d  %8d  %s: %s%s\n", point->quiz, point->practice, point->point, point->title,
                   !none ? "" : point->tutors ? "  <- no question, though Tutors can act on it" : "  (none; not for Tutors to act on)");
    }
    buf_printf(out, count == 0 ? "No document lists its points.\n"
                    : missing  ? "\n%d of %d points that Tutors can act on have no question.\n"
                               : "\nEvery point that Tutors can act on has a question.\n", missing, count);
}

/* ---- competencies of frameworks, and other tags ---- */

static void tags_json(const struct tag *list, int count, struct view *view)
{
    cJSON *array = view_array(view, view->root, "tags");
    for (int i = 0; i < count; i++) {
        cJSON *item = view_object(view, array, NULL);
        view_string(view, item, "id", list[i].id);
        view_string(view, item, "title", list[i].title);
        view_string(view, item, "framework", list[i].framework);
        view_bool(view, item, "tutors", list[i].tutors);
        view_integer(view, item, "quiz", list[i].quiz);
        view_integer(view, item, "practice", list[i].practice);
        view_integer(view, item, "sections", list[i].sections);
    }
}

static const char *lacking(const struct tag *tag)
{
    bool asked = tag->quiz + tag->practice > 0;
    if (!tag->tutors)
        return asked || tag->sections ? "" : "  (none; not for Tutors to act on)";
    if (!asked)
        return tag->sections ? "  <- no question" : "  <- neither question nor module";
    return tag->sections ? "" : "  <- no module";
}

static void tags_text(const struct tag *list, int count, struct buf *out)
{
    const char *framework = "";
    for (int i = 0; i < count; i++) {
        const struct tag *tag = &list[i];
        if (!tag->framework)
            continue;
        if (strcmp(framework, tag->framework) != 0)
            buf_printf(out, "\n%s\n  quiz  practice  sections  competency\n", framework = tag->framework);
        buf_printf(out, "  %4d  %8d  %8d  %s: %s%s\n", tag->quiz, tag->practice, tag->sections, tag->id, tag->title,
                   lacking(tag));
    }
}

/* ---- both ---- */

/* The line on which institution.json lists the point; 0: it was changed while we looked. */
static int line_of(const struct json_doc *institution, const struct coverage *wanted)
{
    const cJSON *document, *point;
    cJSON_ArrayForEach(document, json_array(institution->root, "documents")) {
        const char *id = json_string(document, "id");
        if (!id || strcmp(id, wanted->document) != 0)
            continue;
        cJSON_ArrayForEach(point, json_array(document, "points")) {
            const char *name = json_string(point, "point");
            if (name && strcmp(name, wanted->point) == 0)
                return json_line(institution, point);
        }
    }
    return 0;
}

/* The bank forgets the lines of its files, so the file is read again. */
static enum fault_code say_missing(const struct covered *covered, const char *folder, struct arena *arena,
                                   struct findings *findings, struct fault *fault)
{
    size_t length = strlen(folder);
    struct json_doc institution = {0};
    while (length > 1 && folder[length - 1] == '/')
        length--;
    const char *path = arena_printf(arena, "%.*s/institution.json", (int)length, folder);
    enum fault_code code = path ? json_read_file(path, NULL, 0, &institution, fault) : fault_memory(fault);
    for (int i = 0; code == FAULT_NONE && i < covered->point_count; i++) {
        const struct coverage *point = &covered->points[i];
        if (point->tutors && point->quiz + point->practice == 0)
            findings_add(findings, path, line_of(&institution, point), "No question asks about %s of %s (%s): write one in %.*s/bank/, "
                         "or set \"tutors\" here to false where a Tutor cannot act on it.", point->point, point->document,
                         point->title, (int)length, folder);
    }
    json_release(&institution);
    return code;
}

enum fault_code covered_read(const struct bank *bank, const char *folder, struct arena *arena, struct covered *out,
                             struct findings *findings, struct fault *fault)
{
    enum fault_code code = bank_coverage(bank, arena, &out->points, &out->point_count, fault);
    if (code == FAULT_NONE)
        code = say_missing(out, folder, arena, findings, fault);
    if (code == FAULT_NONE)
        code = bank_tags(bank, arena, &out->tags, &out->tag_count, fault);
    return code == FAULT_NONE ? findings_verdict(findings, fault) : code;
}

void covered_json(const struct covered *covered, struct view *view)
{
    points_json(covered->points, covered->point_count, view);
    tags_json(covered->tags, covered->tag_count, view);
}

void covered_text(const struct covered *covered, struct buf *out)
{
    points_text(covered->points, covered->point_count, out);
    tags_text(covered->tags, covered->tag_count, out);
}
