/*
 * import_take.c - one question on its way into the files to be: settled, checked as `signpost check` does, and given an id that
 * nobody has. One that the folder has word for word is left out, so that a file may be imported again.
 */
#include <stdlib.h>
#include <string.h>
#include "formats/import_internal.h"
#include "signpost/text.h"

#define PROGRESS_EVERY 100

/* From what the format calls it, or else how it begins. "" never. */
static const char *id_of(const struct format_question *question, struct arena *arena)
{
    const char *id = question->name ? id_from(arena, question->name) : "";
    if (id && !*id)
        id = id_from(arena, question->stem);
    if (id && !*id)
        id = "question";
    /* Those belong to the questions made from the directory of services. */
    if (id && strncmp(id, "directory.", strlen("directory.")) == 0)
        id = arena_printf(arena, "q-%.*s", LIMIT_ID - 2, id);
    return id;
}

/* The question as JSON in ->question, parsed and checked. *GOOD: without findings; what there are is reported. */
static enum fault_code check_one(struct importing *importing, const struct format_question *question, const char *id,
                                 struct json_doc *doc, bool *good, struct fault *fault)
{
    struct findings findings;
    buf_clear(&importing->question);
    question_out(question, id, &importing->question);
    if (!buf_ok(&importing->question))
        return fault_memory(fault);
    struct fault why = {0};
    enum fault_code code = json_read(buf_string(&importing->question), importing->question.size, "question", doc, &why);
    if (code == FAULT_MEMORY)
        return fault_memory(fault);
    findings_init(&findings);
    if (code == FAULT_NONE)
        bank_check_question(&importing->folder.institution, doc, question->subject, &findings);
    *good = code == FAULT_NONE && findings.total == 0;
    if (!*good)
        report_question(importing->report, question, "Not carried: %s",
                        code == FAULT_NONE && findings.count ? findings.items[0].text : why.message);
    code = findings.failed ? fault_memory(fault) : FAULT_NONE;
    findings_release(&findings);
    return code;
}

static enum fault_code keep(struct importing *importing, const struct format_question *question, const char *id,
                            const char *content, struct fault *fault)
{
    int subject = question->subject - 'a';
    struct buf *text = &importing->text[subject];
    char varied[LIMIT_ID + 1];
    if (taken_find(&importing->folder.taken, id)) {
        taken_vary(&importing->folder.taken, id, varied, sizeof varied);
        report_note(importing->report, question, "Another question is called \"%s\", so this one became \"%s\".", id,
                    varied);
        id = varied;
    }
    buf_text(text, importing->count[subject]++ ? ",\n" : "");
    question_out(question, id, text);
    importing->out->carried++;
    importing->out->quiz += question->pool == POOL_QUIZ;
    if (!buf_ok(text) && text->size > LIMIT_JSON_FILE / 2)
        return fault_set(fault, FAULT_LARGE, "The questions of one subject are more than the %d MiB that a file of the bank "
                         "may have: import them in parts.", LIMIT_JSON_FILE / 1024 / 1024);
    return buf_ok(text) && taken_add(&importing->folder.taken, id, content) ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code take_settled(struct importing *importing, const struct format_question *question,
                                    const struct settled *settled, struct arena *arena, struct fault *fault)
{
    struct format_imported *out = importing->out;
    const char *id = id_of(question, arena);
    struct json_doc doc = {0};
    bool good = false;
    enum fault_code code = id ? check_one(importing, question, id, &doc, &good, fault) : fault_memory(fault);
    char *content = code == FAULT_NONE && good ? content_of(doc.root, question->subject) : NULL;
    if (code == FAULT_NONE && good && !content)
        code = fault_memory(fault);
    if (content) {
        const struct taken_id *known = taken_find(&importing->folder.taken, id);
        if (known && known->content && strcmp(known->content, content) == 0) {
            out->known++;
        } else {
            out->said_quiz += settled->said_quiz;
            out->without_feedback += settled->without_feedback;
            out->without_source += settled->without_source && !settled->unknown_document;
            out->unknown_source += settled->unknown_document != NULL;
            if (settled->unknown_document)
                report_note(importing->report, question, "Its source, \"%.60s\" of \"%.60s\", is none of institution.json, and was left "
                            "out.", settled->unknown_point, settled->unknown_document);
            code = keep(importing, question, id, content, fault);
        }
    }
    free(content);
    json_release(&doc);
    return code;
}

/* A tag that the institution does not list would keep the whole folder from loading. */
static void drop_unknown_tags(struct importing *importing, struct format_question *question)
{
    int kept = 0;
    for (int i = 0; i < question->tag_count; i++) {
        if (bank_tag_is_known(&importing->folder.institution, question->tags[i]))
            question->tags[kept++] = question->tags[i];
        else
            report_part(importing->report, question, "The tag \"%.60s\" is none of institution.json: it was left out.",
                        question->tags[i]);
    }
    question->tag_count = kept;
}

enum fault_code import_take(void *context, const struct format_question *read, struct fault *fault)
{
    struct importing *importing = context;
    struct format_question question = *read;
    struct settled settled;
    if (!question.subject && !importing->import->subject)
        return fault_at(fault, FAULT_USAGE, question.file, question.line, "The question \"%.60s\" does not say its "
                        "subject: name one with --subject a, b, c, d or e.", question.name ? question.name : "");
    struct arena *arena = arena_new();
    enum fault_code code = arena ? settle(&question, importing->import, &importing->folder, arena, &settled, fault)
                                 : fault_memory(fault);
    importing->out->read++;
    drop_unknown_tags(importing, &question);
    if (code == FAULT_NONE)
        code = take_settled(importing, &question, &settled, arena, fault);
    arena_free(arena);
    if (importing->out->read % PROGRESS_EVERY == 0)
        import_tell(importing->import, FORMAT_PHASE_READ, importing->out->read, false);
    return code;
}
