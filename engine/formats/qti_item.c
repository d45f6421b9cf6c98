/*
 * qti_item.c - one item: with one interaction it is a question; with several a situation, whose scenario is what stands before
 * them, and whose parts are the interactions with the text around each.
 */
#include <string.h>
#include "formats/qti.h"

const char *qti_id(const char *identifier)
{
    bool stood_before_a_digit = identifier[0] == '_' && identifier[1] >= '0' && identifier[1] <= '9';
    return identifier + stood_before_a_digit;
}

const char *qti_trimmed(struct reading_question *reading, const struct xml_node *node)
{
    const char *text = xml_text(node, reading->arena);
    reading->failed |= !text;
    text = text ? text + strspn(text, " \t\r\n") : "";
    size_t size = strlen(text);
    while (size && strchr(" \t\r\n", text[size - 1]))
        size--;
    const char *trimmed = text[size] ? arena_dup_bytes(reading->arena, text, size) : text;
    reading->failed |= !trimmed;
    return trimmed ? trimmed : "";
}

static const struct xml_node *declaration(const struct xml_node *item, const char *identifier)
{
    const struct xml_node *at = xml_child(item, "responseDeclaration");
    for (; at; at = xml_next(at)) {
        const char *own = xml_attribute(at, "identifier");
        if (own && strcmp(own, identifier) == 0)
            return at;
    }
    return NULL;
}

static struct qti begin(struct reading_question *reading, const struct xml_node *item, const struct xml_node *interaction)
{
    const char *response = xml_attribute(interaction, "responseIdentifier");
    struct qti qti = {.reading = reading, .item = item, .interaction = interaction, .response = response ? response : ""};
    qti.declared = declaration(item, qti.response);
    return qti;
}

/* The tags of the whole (PART NULL) or of one part. */
static void take_tags(struct qti *qti, const struct qti_listed *listed, const char *part)
{
    static const char tolerance[] = "tolerance:";
    size_t length = part ? strlen(part) : 0, prefix = strlen(QTI_PART_TAG);
    for (int i = 0; listed && i < listed->tag_count; i++) {
        const char *tag = listed->tags[i];
        bool of_part = strncmp(tag, QTI_PART_TAG, prefix) == 0;
        if (of_part != (part != NULL) || !*tag)
            continue;
        if (part) {
            if (strncmp(tag + prefix, part, length) != 0 || tag[prefix + length] != '/')
                continue;
            tag += prefix + length + 1;
        }
        if (strncmp(tag, tolerance, sizeof tolerance - 1) == 0)
            qti->tolerance = tag + sizeof tolerance - 1;
        else
            carried_take(qti->reading, tag);
    }
}

static void take_single(struct qti *qti, const struct xml_node *body)
{
    struct reading_question *reading = qti->reading;
    const char *prompt = qti_text(reading, xml_child(qti->interaction, "prompt"));
    reading->question.stem = reading_join(reading, qti_text(reading, body), prompt);
    qti_type(qti);
    if (!reading->lost)
        qti_feedback(qti);
}

/* ---- situations ---- */

struct situation {
    struct reading_question *whole;
    const struct xml_node *item;
    const struct qti_listed *listed;
    const struct xml_node *pending; /* what was met since the last part begins here; NULL: nothing */
};

static bool is_blank(const char *text)
{
    return !text[strspn(text, " \t\r\n")];
}

/* The div that has all interactions below it and is not alone in its own. */
static const struct xml_node *common(const struct xml_node *body, int count)
{
    for (const struct xml_node *at = body->first; at;) {
        bool inner = at->name && strcmp(at->name, "div") == 0 && qti_interactions(at, NULL) == count, alone = true;
        for (const struct xml_node *child = body->first; child && inner; child = child->next)
            alone = alone && (child == at || (child->text && is_blank(child->text)));
        if (inner && alone) {
            body = at;
            at = at->first;
        } else {
            at = at->next;
        }
    }
    return body;
}

/* Do words stand right beside interactions, as around the gaps of a text? */
static bool has_gaps(const struct xml_node *body)
{
    for (const struct xml_node *at = body->first; at; at = at->next)
        if (at->text && !is_blank(at->text))
            return true;
    return false;
}

static const char *part_id(const struct qti *qti)
{
    size_t length = strlen(QTI_RESPONSE);
    return strncmp(qti->response, QTI_RESPONSE, length) == 0 ? qti->response + length : qti->response;
}

static void keep_part(struct reading_question *whole, const struct reading_question *part, const char *id)
{
    struct format_question *made = &whole->question.parts[whole->question.part_count++];
    *made = part->question;
    made->name = id;
    made->subject = '\0';
    made->pool = -1;
    made->tag_count = 0;
    whole->failed |= part->failed;
    whole->lost |= part->lost; /* it was said why */
    if (*part->losses.whole)
        memcpy(whole->losses.whole, part->losses.whole, sizeof whole->losses.whole);
    if (*part->losses.dropped)
        rich_lose(&whole->losses, part->losses.dropped);
}

/* BLOCK is the interaction itself, or the one element around it. */
static void take_part(struct situation *situation, const struct xml_node *block, const struct xml_node *interaction)
{
    struct reading_question *whole = situation->whole, part = {.arena = whole->arena, .report = whole->report, .feedback_rules = -1};
    const struct format_question *question = &whole->question;
    part.question = (struct format_question){.file = question->file, .line = interaction->line, .name = question->name, .pool = -1,
                                             .shuffle = true};
    struct qti qti = begin(&part, situation->item, interaction);
    const char *id = part_id(&qti), *prompt = qti_text(&part, xml_child(interaction, "prompt"));
    const char *before = situation->pending ? qti_run(&part, situation->pending, block) : NULL;
    const char *around = block == interaction ? NULL : qti_run(&part, block, block->next);
    qti.outcome = arena_printf(whole->arena, QTI_FEEDBACK "%s", id);
    whole->failed |= !qti.outcome;
    if (question->part_count == 0 && (around || prompt)) {
        whole->question.stem = before;
        before = NULL;
    }
    part.question.stem = reading_join(&part, reading_join(&part, before, around), prompt);
    take_tags(&qti, situation->listed, id);
    qti_type(&qti);
    if (!part.lost)
        qti_feedback(&qti);
    keep_part(whole, &part, id);
    situation->pending = NULL;
}

static void take_situation(struct qti *qti, const struct xml_node *body, int count, const struct qti_listed *listed)
{
    struct reading_question *whole = qti->reading;
    struct format_question *question = &whole->question;
    struct situation situation = {.whole = whole, .item = qti->item, .listed = listed};
    question->kind = QUESTION_SITUATION;
    if (count > LIMIT_SITUATION) {
        reading_lose(whole, "it has %d parts; the bank takes at most %d.", count, LIMIT_SITUATION);
        return;
    }
    question->parts = arena_alloc(whole->arena, LIMIT_SITUATION * sizeof *question->parts);
    whole->failed |= !question->parts;
    body = common(body, count);
    bool gaps = has_gaps(body);
    for (const struct xml_node *at = body->first; at && !whole->failed && !whole->lost; at = at->next) {
        const struct xml_node *interaction = at;
        int inside = qti_is_interaction(at) ? 1 : qti_interactions(at, &interaction);
        if (inside == 1 && !gaps)
            take_part(&situation, at, interaction);
        else if (inside)
            reading_lose(whole, "it has several gaps in one text, and the bank has no such questions.");
        else if (!situation.pending)
            situation.pending = at;
    }
    if (whole->lost || whole->failed)
        return;
    if (situation.pending)
        question->stem = reading_join(whole, question->stem, qti_run(whole, situation.pending, NULL));
    if (!question->stem)
        question->stem = reading_text(whole, RICH_PLAIN, xml_attribute(qti->item, "title"));
    qti_feedback(qti);
}

/* ---- what the bank has no place for ---- */

static const char *default_of(struct reading_question *reading, const struct xml_node *item, const char *outcome)
{
    const struct xml_node *at = xml_child(item, "outcomeDeclaration");
    for (; at; at = xml_next(at)) {
        const char *own = xml_attribute(at, "identifier");
        if (own && strcmp(own, outcome) == 0)
            return qti_trimmed(reading, xml_child(xml_child(at, "defaultValue"), "value"));
    }
    return "";
}

static void report_the_rest(struct reading_question *reading, const struct xml_node *item)
{
    const char *most = default_of(reading, item, "MAXSCORE"), *adaptive = xml_attribute(item, "adaptive");
    const struct format_question *question = &reading->question;
    int64_t marks = 0;
    if (weight_parse(most, strlen(most), &marks) && marks > 0 && marks != 100000)
        report_part(reading->report, question, "It was worth %.20s marks; here every question is worth one.", most);
    if (adaptive && strcmp(adaptive, "true") == 0)
        report_part(reading->report, question, "It could be answered again after feedback; a question here is answered once.");
    if (xml_find(item, "rubricBlock"))
        report_part(reading->report, question, "Its rubric, which is not for those who answer, was left out.");
    if (xml_find(item, "endAttemptInteraction"))
        report_part(reading->report, question, "Its hint was left out: a question here is answered once.");
}

void qti_item(struct reading_question *reading, const struct xml_node *item, const struct qti_listed *listed)
{
    const struct xml_node *body = xml_child(item, "itemBody"), *first = NULL;
    const char *identifier = xml_attribute(item, "identifier"), *title = xml_attribute(item, "title");
    int count = body ? qti_interactions(body, &first) : 0;
    reading->question.name = identifier && *identifier ? qti_id(identifier) : title;
    if (xml_child(item, "templateDeclaration")) {
        reading_lose(reading, "its texts and values are made anew by a template each time it is shown.");
        return;
    }
    if (count == 0) {
        reading_lose(reading, "it has no interaction: nothing is asked.");
        return;
    }
    if (!qti_feedbacks_are_few(reading, item) || !qti_rules_are_few(reading, item))
        return;
    struct qti qti = begin(reading, item, first);
    take_tags(&qti, listed, NULL);
    if (count == 1)
        take_single(&qti, body);
    else
        take_situation(&qti, body, count, listed);
    if (!reading->lost)
        report_the_rest(reading, item);
}
