/*
 * moodle_read.c - a Moodle XML file: <quiz> with <question>s, categories among them. Moodle has no questions with several
 * parts, so a situation travels as a description, which Moodle shows, and a question for each part after it.
 */
#include <string.h>
#include "formats/moodle.h"

struct moodle_file {
    const char *file;
    format_take_fn take;
    void *context;
    struct format_report *report;
    struct arena *arena;       /* of the category */
    const char *category;      /* as a tag, or NULL */
    struct reading_question situation; /* its parts are still to come: */
    int parts_to_come;         /* how many; 0: there is none */
};

static enum fault_code end_situation(struct moodle_file *moodle, struct fault *fault)
{
    struct reading_question *situation = &moodle->situation;
    if (!situation->arena)
        return FAULT_NONE;
    if (moodle->parts_to_come > 0)
        reading_lose(situation, "%d of its parts do not follow it.", moodle->parts_to_come);
    moodle->parts_to_come = 0;
    return reading_end(situation, moodle->take, moodle->context, fault);
}

/* A description that our writer made, or one that asks nothing. */
static enum fault_code take_description(struct moodle_file *moodle, struct reading_question *reading, struct fault *fault)
{
    struct format_question *question = &reading->question;
    if (reading->lost || reading->failed || reading->parts_to_come == 0) {
        reading_lose(reading, "it is a description: nothing is asked.");
        return reading_end(reading, moodle->take, moodle->context, fault);
    }
    question->parts = arena_alloc(reading->arena, LIMIT_SITUATION * sizeof *question->parts);
    if (!question->parts)
        reading->failed = true;
    moodle->situation = *reading;
    moodle->parts_to_come = reading->parts_to_come;
    return FAULT_NONE;
}

/* A part belongs to the situation right before it, whose memory it shares. */
static bool is_part(const struct moodle_file *moodle, const struct reading_question *reading)
{
    const char *name = moodle->situation.question.name, *of = reading->part_of;
    size_t length = of && moodle->parts_to_come ? strlen(name) : 0;
    return length && strncmp(of, name, length) == 0 && of[length] == '/' && of[length + 1];
}

static void take_part(struct moodle_file *moodle, struct reading_question *reading)
{
    struct format_question *situation = &moodle->situation.question, *part = &reading->question;
    struct reading_question *whole = &moodle->situation;
    part->name = strchr(reading->part_of, '/') + 1;
    part->subject = '\0';
    part->pool = -1;
    part->tag_count = 0;
    if (reading->lost || situation->part_count == LIMIT_SITUATION)
        reading_lose(whole, "a part of it could not be carried.");
    else
        situation->parts[situation->part_count++] = *part;
    whole->failed |= reading->failed;
    if (*reading->losses.whole)
        memcpy(whole->losses.whole, reading->losses.whole, sizeof whole->losses.whole);
    if (*reading->losses.dropped)
        rich_lose(&whole->losses, reading->losses.dropped);
    moodle->parts_to_come--;
}

static enum fault_code take_category(struct moodle_file *moodle, const struct xml_node *node, struct fault *fault)
{
    const char *path = xml_text(xml_child(node, "category"), moodle->arena);
    if (!path)
        return fault_memory(fault);
    size_t size = strlen(path);
    while (size && strchr(" \t\r\n", path[size - 1]))
        size--;
    path = arena_dup_bytes(moodle->arena, path, size);
    return path && category_tag(moodle->arena, path + strspn(path, " \t\r\n"), &moodle->category) ? FAULT_NONE
                                                                                                  : fault_memory(fault);
}

/* Does a tag say that it is a part of the situation at hand? */
static bool comes_as_part(const struct moodle_file *moodle, const struct xml_node *node, struct arena *arena)
{
    struct reading_question probe = {.arena = arena};
    const struct xml_node *tag = xml_child(xml_child(node, "tags"), "tag");
    for (; moodle->parts_to_come && tag && !probe.part_of; tag = xml_next(tag)) {
        const char *text = xml_text(tag, arena);
        text += text ? strspn(text, " \t\r\n") : 0;
        if (text && strncmp(text, "part:", 5) == 0)
            probe.part_of = text + 5;
    }
    return is_part(moodle, &probe);
}

static enum fault_code take_question(void *context, const struct xml_node *node, struct fault *fault)
{
    struct moodle_file *file = context;
    struct reading_question reading;
    const char *type = xml_attribute(node, "type");
    enum fault_code code = FAULT_NONE;
    if (type && strcmp(type, "category") == 0)
        return take_category(file, node, fault);
    bool part = file->situation.arena && comes_as_part(file, node, file->situation.arena);
    if (!part)
        code = end_situation(file, fault);
    if (code != FAULT_NONE)
        return code;
    if (!reading_begin(&reading, file->report, file->file, node->line))
        return fault_memory(fault);
    if (part) {
        arena_free(reading.arena);
        reading.arena = file->situation.arena;
    }
    struct moodle moodle = {.reading = &reading, .node = node};
    if (file->category && !part)
        carried_take(&reading, file->category);
    moodle_question(&moodle);
    if (part) {
        take_part(file, &reading);
        return FAULT_NONE;
    }
    if (reading.question.kind == QUESTION_SITUATION && !reading.lost)
        return take_description(file, &reading, fault);
    return reading_end(&reading, file->take, file->context, fault);
}

enum fault_code moodle_read(const char *bytes, size_t size, const char *file, format_take_fn take, void *context,
                            struct format_report *report, struct fault *fault)
{
    struct moodle_file moodle = {.file = file, .take = take, .context = context, .report = report, .arena = arena_new()};
    struct xml_source source = {.bytes = bytes, .size = size, .file = file, .element = "question", .skip = "file"};
    enum fault_code code = moodle.arena ? xml_read(&source, take_question, &moodle, fault) : fault_memory(fault);
    if (code == FAULT_NONE && strcmp(source.root, "quiz") != 0)
        code = fault_at(fault, FAULT_INPUT, file, 1, "It is no Moodle XML: its first element is <%s>, not <quiz>.",
                        source.root);
    if (code == FAULT_NONE)
        code = end_situation(&moodle, fault);
    arena_free(moodle.situation.arena);
    arena_free(moodle.arena);
    return code;
}
