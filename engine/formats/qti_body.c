/*
 * qti_body.c - the texts of an item: XHTML among which interactions stand. The elements are told to the builder of CommonMark
 * as they are met; feedback, rubrics and the interactions themselves are read elsewhere and left out here.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "formats/qti.h"

#define GAP "_____" /* where something is to be filled in */
#define NAME 48     /* of an element, in lower case */

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

bool qti_is_interaction(const struct xml_node *node)
{
    static const char end[] = "Interaction";
    size_t length = node->name ? strlen(node->name) : 0;
    return length >= sizeof end && strcmp(node->name + length - sizeof end + 1, end) == 0 &&
           strcmp(node->name, "endAttemptInteraction") != 0;
}

int qti_interactions(const struct xml_node *node, const struct xml_node **first)
{
    int count = 0;
    for (const struct xml_node *at = node ? xml_step(node, node) : NULL; at; at = xml_step(at, node)) {
        if (!qti_is_interaction(at))
            continue;
        if (count == 0 && first)
            *first = at;
        count++;
    }
    return count;
}

static bool is_blank(const char *text)
{
    return !text[strspn(text, " \t\r\n")];
}

/* Is there text in NODE, but for WITHOUT and what is in it? */
static bool has_text(const struct xml_node *node, const struct xml_node *without)
{
    for (const struct xml_node *child = node->first; child; child = child->next)
        if (child != without && (child->text ? !is_blank(child->text) : has_text(child, without)))
            return true;
    return false;
}

/* Does its declaration ask for a number? */
static bool is_number(const struct xml_node *interaction)
{
    const char *response = xml_attribute(interaction, "responseIdentifier");
    const struct xml_node *item = interaction;
    while (item->parent)
        item = item->parent;
    for (const struct xml_node *at = xml_child(item, "responseDeclaration"); at && response; at = xml_next(at)) {
        const char *identifier = xml_attribute(at, "identifier"), *base = xml_attribute(at, "baseType");
        if (identifier && base && strcmp(identifier, response) == 0)
            return strcmp(base, "float") == 0 || strcmp(base, "integer") == 0;
    }
    return false;
}

/* The text with the unit of the number that PARAGRAPH begins with, or NULL. */
static const struct xml_node *unit_in(const struct xml_node *paragraph)
{
    const struct xml_node *at = paragraph ? paragraph->first : NULL;
    while (at && at->text && is_blank(at->text))
        at = at->next;
    if (!at || strcmp(paragraph->name, "p") != 0 || !qti_is_interaction(at) || !is_number(at))
        return NULL;
    at = at->next;
    return at && at->text && !at->next && !is_blank(at->text) && strlen(at->text) <= QTI_UNIT + 2 ? at : NULL;
}

const char *qti_unit(struct reading_question *reading, const struct xml_node *interaction)
{
    const struct xml_node *node = unit_in(interaction->parent);
    if (!node)
        return NULL;
    const char *text = node->text + strspn(node->text, " \t\r\n");
    size_t size = strlen(text);
    while (size && strchr(" \t\r\n", text[size - 1]))
        size--;
    return reading_cut(reading, text, size);
}

/* A gap is shown where its paragraph has words beside it. */
static bool shows_gap(const struct xml_node *node)
{
    static const char *const gaps[] = {"textEntryInteraction", "inlineChoiceInteraction", NULL};
    return node->parent && is_one_of(node->name, gaps) && has_text(node->parent, node);
}

static void put(struct rich *rich, const struct xml_node *node);

static void put_children(struct rich *rich, const struct xml_node *node)
{
    for (const struct xml_node *child = node->first; child; child = child->next)
        put(rich, child);
}

/* The href of a link; of a list the number it begins with, which is an attribute in HTML and a class in our items. */
static const char *value_of(const struct xml_node *node)
{
    if (strcmp(node->name, "a") == 0)
        return xml_attribute(node, "href");
    if (strcmp(node->name, "ol") != 0)
        return NULL;
    const char *class = xml_attribute(node, "class");
    return class && strncmp(class, "start-", 6) == 0 ? class + 6 : xml_attribute(node, "start");
}

static void put(struct rich *rich, const struct xml_node *node)
{
    static const char *const elsewhere[] = {"feedbackInline", "feedbackBlock", "rubricBlock", "endAttemptInteraction",
                                            "stylesheet", "prompt", NULL};
    char name[NAME];
    size_t i = 0;
    if (node->text) {
        rich_text(rich, node->text, strlen(node->text));
        return;
    }
    if (qti_is_interaction(node)) {
        if (shows_gap(node))
            rich_text(rich, GAP, strlen(GAP));
        return;
    }
    if (is_one_of(node->name, elsewhere) || unit_in(node))
        return;
    for (; node->name[i] && i < sizeof name - 1; i++)
        name[i] = (char)(node->name[i] >= 'A' && node->name[i] <= 'Z' ? node->name[i] + 32 : node->name[i]);
    name[i] = '\0';
    rich_open(rich, name, value_of(node));
    put_children(rich, node);
    rich_close(rich, name);
}

/* What the builder has, or NULL where that is nothing; lets go of it. */
static const char *finish(struct reading_question *reading, struct rich *rich)
{
    const char *text = NULL;
    if (!rich || rich_finish(rich, reading->arena, &text, NULL) != FAULT_NONE)
        reading->failed = true;
    rich_free(rich);
    return text && *text ? text : NULL;
}

const char *qti_text(struct reading_question *reading, const struct xml_node *node)
{
    struct rich *rich = node ? rich_new(&reading->losses) : NULL;
    if (!node)
        return NULL;
    if (rich)
        put_children(rich, node);
    return finish(reading, rich);
}

const char *qti_run(struct reading_question *reading, const struct xml_node *first, const struct xml_node *end)
{
    struct rich *rich = rich_new(&reading->losses);
    for (const struct xml_node *at = first; rich && at && at != end; at = at->next)
        put(rich, at);
    return finish(reading, rich);
}

const char *qti_remark(struct reading_question *reading, const struct xml_node *node)
{
    struct rich_losses losses = {0};
    struct rich *rich = rich_new(&losses);
    if (rich)
        put_children(rich, node);
    const char *text = finish(reading, rich);
    if (*losses.whole)
        rich_lose(&reading->losses, losses.whole);
    if (*losses.dropped)
        rich_lose(&reading->losses, losses.dropped);
    return text;
}
