/*
 * question_out.c - the value as a question of the bank, written as its authors would: members in their order, a choice a line.
 */
#include "formats/formats_internal.h"

struct out { struct buf *buf; int indent; };

static void put_string(struct out *out, const char *text)
{
    struct json_out json;
    json_out_init(&json, out->buf);
    json_out_string(&json, text);
    if (!json_out_ok(&json))
        out->buf->failed = true;
}

static void put_name(struct out *out, const char *name)
{
    buf_printf(out->buf, ",\n%*s\"%s\": ", out->indent, "", name);
}

static void put_member(struct out *out, const char *name, const char *text)
{
    put_name(out, name);
    put_string(out, text);
}

static void put_strings(struct out *out, const char *name, const char *const *texts, int count)
{
    put_name(out, name);
    for (int i = 0; i < count; i++) {
        buf_text(out->buf, i ? ", " : "[");
        put_string(out, texts[i]);
    }
    buf_text(out->buf, count ? "]" : "[]");
}

static void put_choices(struct out *out, const char *name, const struct format_choice *choices, int count)
{
    put_name(out, name);
    for (int i = 0; i < count; i++) {
        buf_printf(out->buf, "%s\n%*s  {\"id\": \"%s\", \"text\": ", i ? "," : "[", out->indent, "", choices[i].id);
        put_string(out, choices[i].text);
        buf_char(out->buf, '}');
    }
    buf_printf(out->buf, "\n%*s]", out->indent, "");
}

static void put_lists(struct out *out, const struct format_question *question)
{
    const char *name = question->kind == QUESTION_MATCHING ? "left"
                       : question->kind == QUESTION_ORDERING ? "items" : "choices";
    if (question->choice_count)
        put_choices(out, name, question->choices, question->choice_count);
    if (question->kind == QUESTION_MATCHING)
        put_choices(out, "right", question->targets, question->target_count);
}

static void put_pairs(struct out *out, const struct format_question *question)
{
    put_name(out, "key");
    for (int i = 0; i < question->choice_count; i++)
        buf_printf(out->buf, "%s\"%s\": \"%s\"", i ? ", " : "{", question->choices[i].id,
                   question->targets[question->key[i]].id);
    buf_text(out->buf, question->choice_count ? "}" : "{}");
}

static void put_number(struct out *out, const struct format_question *question)
{
    put_member(out, "key", question->number);
    put_member(out, "tolerance", question->tolerance);
    if (question->unit)
        put_member(out, "unit", question->unit);
}

static void put_key(struct out *out, const struct format_question *question)
{
    const char *ids[LIMIT_CHOICES];
    int count = 0;
    for (int i = 0; i < question->choice_count; i++)
        if (question->kind == QUESTION_ORDERING)
            ids[count++] = question->choices[question->key[i]].id;
        else if (question->kind == QUESTION_MULTIPLE && question->key[i])
            ids[count++] = question->choices[i].id;
    if (question->kind == QUESTION_SINGLE) {
        put_member(out, "key", question->choices[question->key[0]].id);
    } else if (question->kind == QUESTION_TRUE_FALSE) {
        put_name(out, "key");
        buf_text(out->buf, question->key[0] ? "true" : "false");
    } else if (question->kind == QUESTION_NUMERIC) {
        put_number(out, question);
    } else if (question->kind == QUESTION_SHORT) {
        put_strings(out, "key", question->accepted, question->accepted_count);
    } else if (question->kind == QUESTION_MATCHING) {
        put_pairs(out, question);
    } else if (question->kind != QUESTION_SITUATION) {
        put_strings(out, "key", ids, count);
    }
}

static void put_parts(struct out *out, const struct format_question *question);

/* What a question and a part of one have in common, from the stem on. */
static void put_asked(struct out *out, const struct format_question *question)
{
    put_member(out, "stem", question->stem);
    put_lists(out, question);
    put_key(out, question);
    if (question->kind == QUESTION_SITUATION)
        put_parts(out, question);
    if (!question->shuffle) {
        put_name(out, "shuffle");
        buf_text(out->buf, "false");
    }
    put_name(out, "feedback");
    buf_printf(out->buf, "{\n%*s  \"right\": ", out->indent, "");
    put_string(out, question->right);
    buf_printf(out->buf, ",\n%*s  \"wrong\": ", out->indent, "");
    put_string(out, question->wrong);
    buf_printf(out->buf, "\n%*s}", out->indent, "");
    if (question->source_document) {
        put_name(out, "source");
        buf_text(out->buf, "{\"document\": ");
        put_string(out, question->source_document);
        buf_text(out->buf, ", \"point\": ");
        put_string(out, question->source_point);
        buf_char(out->buf, '}');
    }
    if (question->tag_count)
        put_strings(out, "tags", question->tags, question->tag_count);
}

static void put_parts(struct out *out, const struct format_question *question)
{
    struct out inner = {out->buf, out->indent + 4};
    put_name(out, "parts");
    for (int i = 0; i < question->part_count; i++) {
        const struct format_question *part = &question->parts[i];
        buf_printf(out->buf, "%s\n%*s  {\n%*s\"id\": \"%s\",\n%*s\"type\": \"%s\"", i ? "," : "[", out->indent, "",
                   inner.indent, "", part->name, inner.indent, "", question_kind_name(part->kind));
        put_asked(&inner, part);
        buf_printf(out->buf, "\n%*s  }", out->indent, "");
    }
    buf_printf(out->buf, "\n%*s]", out->indent, "");
}

void question_out(const struct format_question *question, const char *id, struct buf *buf)
{
    struct out out = {buf, 6};
    buf_printf(buf, "    {\n      \"id\": \"%s\",\n      \"type\": \"%s\",\n      \"pool\": \"%s\"", id,
               question_kind_name(question->kind), question->pool == POOL_QUIZ ? "quiz" : "practice");
    put_asked(&out, question);
    buf_text(buf, "\n    }");
}
