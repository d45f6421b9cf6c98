/*
 * qti_rules.c - which answers are right: by the response declaration where it says so, else by the rules of the response
 * processing. Those are looked at for the shapes that question systems write, not carried out: a rule that compares the answer
 * with a value and gives marks says that the value is right.
 */
#include <string.h>
#include "formats/qti.h"

static const struct xml_node *processing(const struct xml_node *item)
{
    return xml_child(item, "responseProcessing");
}

static bool is_named(const struct xml_node *node, const char *name)
{
    return node && node->name && strcmp(node->name, name) == 0;
}

static bool has_identifier(const struct xml_node *node, const char *identifier)
{
    const char *own = xml_attribute(node, "identifier");
    return own && strcmp(own, identifier) == 0;
}

/* Is there, at any depth below NODE, an element NAME of this identifier? */
static bool refers(const struct xml_node *node, const char *name, const char *identifier)
{
    for (const struct xml_node *at = node ? xml_step(node, node) : NULL; at; at = xml_step(at, node))
        if (is_named(at, name) && has_identifier(at, identifier))
            return true;
    return false;
}

static bool is_template(const struct xml_node *rules, const char *name)
{
    const char *template = xml_attribute(rules, "template");
    const char *found = template ? strstr(template, name) : NULL;
    return found && (!found[strlen(name)] || found[strlen(name)] == '.');
}

bool qti_maps(const struct qti *qti)
{
    const struct xml_node *rules = processing(qti->item);
    if (!xml_child(qti->declared, "mapping"))
        return false;
    return !rules || is_template(rules, "map_response") || refers(rules, "mapResponse", qti->response);
}

bool qti_all_or_nothing(const struct qti *qti)
{
    const struct xml_node *rules = processing(qti->item);
    if (!rules || qti_maps(qti))
        return false;
    for (const struct xml_node *at = xml_step(rules, rules); at; at = xml_step(at, rules))
        if (is_named(at, "index") && refers(at, "variable", qti->response))
            return false;
    return true;
}

int qti_mapping(const struct qti *qti, struct qti_entry out[QTI_ANSWERS])
{
    const struct xml_node *entry = xml_child(xml_child(qti->declared, "mapping"), "mapEntry");
    int count = 0;
    for (; entry && count < QTI_ANSWERS; entry = xml_next(entry)) {
        const char *key = xml_attribute(entry, "mapKey"), *value = xml_attribute(entry, "mappedValue");
        const char *sensitive = xml_attribute(entry, "caseSensitive");
        if (!key || !value)
            continue;
        struct qti_entry made = {.key = key, .case_sensitive = !sensitive || strcmp(sensitive, "false") != 0};
        if (!weight_parse(value, strlen(value), &made.value))
            made.value = 0;
        out[count++] = made;
    }
    return count;
}

/* The branch of a condition that NODE stands in, and whether something on the way turns the comparison round. */
static const struct xml_node *branch_of(const struct xml_node *node, bool *negated)
{
    *negated = false;
    for (node = node->parent; node; node = node->parent) {
        if (is_named(node, "responseIf") || is_named(node, "responseElseIf") || is_named(node, "responseElse"))
            return node;
        *negated = *negated || is_named(node, "not");
    }
    return NULL;
}

#define COMPARISONS 1000 /* ten parts with ten answers each, and as many for feedback, are far fewer */
#define MARKS_ALL INT64_MAX /* of the question, whatever their number */

/* What setting an outcome by NODE gives. Where no number is told, it is another outcome: MAXSCORE. */
static int64_t marks_set(struct reading_question *reading, const struct xml_node *node)
{
    const struct xml_node *value = xml_find(node, "baseValue");
    const char *text = value ? qti_trimmed(reading, value) : "";
    int64_t marks = 0;
    if (!weight_parse(text, strlen(text), &marks))
        return MARKS_ALL;
    return xml_find(node, "subtract") ? -marks : marks;
}

/* The marks that the branch gives; below nought where it takes some off. */
static int64_t marks_of(struct reading_question *reading, const struct xml_node *branch)
{
    int64_t marks = 0;
    int sets = 0; /* more than a few are no question's, and each comparison comes here */
    for (const struct xml_node *at = branch->first; at && sets < 8; at = at->next) {
        const char *outcome = is_named(at, "setOutcomeValue") ? xml_attribute(at, "identifier") : NULL;
        if (outcome && strncmp(outcome, "SCORE", 5) == 0 && marks <= 0) {
            int64_t set = marks_set(reading, at);
            marks = set ? set : marks;
            sets++;
        }
    }
    return marks;
}

static bool is_among(const struct xml_node *node, const char *const *named)
{
    while (*named && !is_named(node, *named))
        named++;
    return *named != NULL;
}

static const char *const values[] = {"match", "member", "contains", "stringMatch", "equal", NULL};
static const char *const bounds[] = {"gte", "lte", "gt", "lt", "equal", NULL};

bool qti_rules_are_few(struct reading_question *reading, const struct xml_node *item)
{
    int count = 0;
    for (const struct xml_node *at = xml_step(item, item); at; at = xml_step(at, item))
        count += is_among(at, values) || is_among(at, bounds);
    if (count > COMPARISONS)
        reading_lose(reading, "it has %d comparisons, more than any question needs.", count);
    return count <= COMPARISONS;
}

/* Is NODE a comparison of the answer with what it holds, of one of these NAMES? It then gives MARKS, or 0 where that is not told. */
static bool compares(const struct qti *qti, const struct xml_node *node, const char *const *names, int64_t *marks)
{
    bool negated;
    if (!is_among(node, names) || !refers(node, "variable", qti->response))
        return false;
    const struct xml_node *branch = branch_of(node, &negated);
    *marks = branch && !negated ? marks_of(qti->reading, branch) : 0;
    return true;
}

static bool is_one_answer(const struct qti *qti)
{
    const char *cardinality = xml_attribute(qti->declared, "cardinality");
    return !cardinality || strcmp(cardinality, "single") == 0;
}

/* The values of a comparison that gives WHOLE marks, or else a part of them. */
static int take_values(const struct qti *qti, const struct xml_node *node, bool whole, int count, const char *out[QTI_ANSWERS])
{
    for (const struct xml_node *at = xml_step(node, node); at && count < QTI_ANSWERS; at = xml_step(at, node)) {
        if (!is_named(at, "baseValue"))
            continue;
        if (whole)
            out[count++] = qti_trimmed(qti->reading, at);
        else
            report_part(qti->reading->report, &qti->reading->question, "The answer \"%.60s\" was worth a part of the mark: it was left "
                        "out, as an answer here is right or wrong.", qti_trimmed(qti->reading, at));
    }
    return count;
}

/* Of one answer, what earns most is right, and what earns less is told; of several, each adds what it earns. */
static int by_rules(const struct qti *qti, const char *out[QTI_ANSWERS])
{
    const struct xml_node *rules = processing(qti->item);
    int64_t most = 0, marks = 0;
    int count = 0;
    for (const struct xml_node *at = rules ? xml_step(rules, rules) : NULL; at; at = xml_step(at, rules))
        if (compares(qti, at, values, &marks))
            most = marks > most ? marks : most;
    for (const struct xml_node *at = rules ? xml_step(rules, rules) : NULL; at && count < QTI_ANSWERS; at = xml_step(at, rules))
        if (compares(qti, at, values, &marks) && marks > 0)
            count = take_values(qti, at, marks == most || !is_one_answer(qti), count, out);
    return count;
}

int qti_correct(const struct qti *qti, const char *out[QTI_ANSWERS])
{
    const struct xml_node *value = xml_child(xml_child(qti->declared, "correctResponse"), "value");
    struct qti_entry entries[QTI_ANSWERS];
    int count = 0, mapped = 0;
    for (; value && count < QTI_ANSWERS; value = xml_next(value))
        out[count++] = qti_trimmed(qti->reading, value);
    if (count == 0)
        mapped = qti_mapping(qti, entries);
    for (int i = 0; i < mapped; i++)
        if (entries[i].value > 0)
            out[count++] = entries[i].key;
    return count ? count : by_rules(qti, out);
}

/* A bound of the number. Some systems write "5 >= answer" and mean "answer >= 5", so the lower value is the lower bound. */
static void take_bound(const struct qti *qti, const struct xml_node *node, struct qti_range *range)
{
    const struct xml_node *value = xml_find(node, "baseValue");
    const char *text = value ? qti_trimmed(qti->reading, value) : NULL, *middle, *off;
    if (!text || !refers(node, "variable", qti->response))
        return;
    range->open |= node->name[2] == '\0'; /* "gt", "lt" */
    if (!range->low)
        range->low = text;
    else if (!range->high && decimal_between(qti->reading->arena, range->low, text, &middle, &off))
        range->high = text;
    else if (!range->high) {
        range->high = range->low;
        range->low = text;
    }
}

static bool is_without(const struct xml_node *node, const char *bound)
{
    const char *included = xml_attribute(node, bound);
    return included && strcmp(included, "false") == 0;
}

/* "0.5 0.7": how far it may be off below and above. */
static void take_tolerance(const struct qti *qti, const struct xml_node *node, struct qti_range *range)
{
    const char *mode = xml_attribute(node, "toleranceMode"), *off = xml_attribute(node, "tolerance");
    if (!mode || strcmp(mode, "exact") == 0 || range->off)
        return;
    off = off ? off + strspn(off, " ") : "0";
    const char *above = off + strcspn(off, " ");
    above += strspn(above, " ");
    range->relative = strcmp(mode, "absolute") != 0;
    range->open |= is_without(node, "includeLowerBound") || is_without(node, "includeUpperBound");
    range->off = reading_cut(qti->reading, off, strcspn(off, " "));
    range->above = *above ? reading_cut(qti->reading, above, strcspn(above, " ")) : range->off;
}

/* What earns less than the most is no limit of what is right. */
void qti_rule_range(const struct qti *qti, struct qti_range *out)
{
    const struct xml_node *rules = processing(qti->item);
    int64_t most = 0, marks = 0;
    *out = (struct qti_range){0};
    for (const struct xml_node *at = rules ? xml_step(rules, rules) : NULL; at; at = xml_step(at, rules))
        if (compares(qti, at, bounds, &marks))
            most = marks > most ? marks : most;
    for (const struct xml_node *at = rules ? xml_step(rules, rules) : NULL; at; at = xml_step(at, rules)) {
        out->rounded |= is_named(at, "equalRounded") && refers(at, "variable", qti->response);
        if (!compares(qti, at, bounds, &marks))
            continue;
        out->partly |= marks > 0 && marks < most;
        if (marks != 0 && marks != most)
            continue;
        if (is_named(at, "equal"))
            take_tolerance(qti, at, out);
        else if (!(out->low && out->high))
            take_bound(qti, at, out);
    }
}

int qti_rule_side(const struct xml_node *item, const char *outcome, const char *value)
{
    const struct xml_node *rules = processing(item);
    for (const struct xml_node *at = rules ? xml_step(rules, rules) : NULL; at; at = xml_step(at, rules)) {
        bool negated;
        if (!is_named(at, "setOutcomeValue") || !has_identifier(at, outcome))
            continue;
        const struct xml_node *given = xml_find(at, "baseValue"), *branch = branch_of(at, &negated);
        const char *text = given && given->first && given->first->text ? given->first->text : "";
        text += strspn(text, " \t\r\n");
        size_t length = strlen(value);
        if (strncmp(text, value, length) != 0 || text[length + strspn(text + length, " \t\r\n")] || !branch)
            continue;
        if (is_named(branch, "responseElse"))
            return -1;
        for (const struct xml_node *seen = branch->first; seen; seen = seen->next)
            if (is_named(seen, "match") && xml_child(seen, "correct"))
                return 1;
            else if (is_named(seen, "not") && xml_child(xml_child(seen, "match"), "correct"))
                return -1;
    }
    return 0;
}
