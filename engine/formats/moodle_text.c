/*
 * moodle_text.c - the texts of Moodle XML: <questiontext format="html"><text>…</text></questiontext>.
 */
#include <string.h>
#include "formats/moodle.h"

enum rich_kind moodle_kind(const struct xml_node *node, enum rich_kind fallback)
{
    static const struct { const char *name; enum rich_kind kind; } kinds[] = {
        {"html", RICH_HTML}, {"markdown", RICH_COMMONMARK}, {"plain_text", RICH_PLAIN},
        {"moodle_auto_format", RICH_AUTO}, {"wiki_like", RICH_AUTO},
    };
    const char *format = xml_attribute(node, "format");
    for (size_t i = 0; format && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, format) == 0)
            return kinds[i].kind;
    return fallback;
}

const char *moodle_raw(struct moodle *moodle, const struct xml_node *node)
{
    const struct xml_node *text = xml_child(node, "text");
    const char *found = xml_text(text ? text : node, moodle->reading->arena);
    const char *out = found ? arena_dup(moodle->reading->arena, found) : NULL; /* longer than the tree */
    moodle->reading->failed |= !out;
    return out ? out : "";
}

const char *moodle_text(struct moodle *moodle, const struct xml_node *node)
{
    return node ? reading_text(moodle->reading, moodle_kind(node, moodle->kind), moodle_raw(moodle, node)) : NULL;
}

const char *moodle_remark(struct moodle *moodle, const struct xml_node *node)
{
    return node ? reading_remark(moodle->reading, moodle_kind(node, moodle->kind), moodle_raw(moodle, node)) : NULL;
}

bool moodle_says(struct moodle *moodle, const char *name, bool otherwise)
{
    const struct xml_node *node = xml_child(moodle->node, name);
    const char *text = node ? moodle_raw(moodle, node) : "";
    text += strspn(text, " \t\r\n");
    return *text ? strncmp(text, "false", 5) != 0 && *text != '0' : otherwise;
}

int64_t moodle_fraction(const struct xml_node *answer)
{
    const char *text = xml_attribute(answer, "fraction");
    int64_t weight = 0;
    return text && weight_parse(text, strlen(text), &weight) ? weight : 0;
}
