/*
 * xml_read.c - expat into small trees, one for each element that was asked for.
 */
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "formats/xml.h"
#include "signpost/limits.h"

#define SEPARATOR '\n' /* between a namespace and a name; no name has one */
#define PIECE (1024 * 1024)

struct xml_reading {
    struct xml_source *source;
    XML_Parser parser;
    xml_take_fn take;
    void *context;
    struct fault *fault;
    enum fault_code code;
    int depth;
    struct arena *arena;      /* of the tree at hand; NULL: none is being built */
    struct xml_node *node;    /* the innermost open element of it */
    struct buf text;          /* since the last tag */
    int skipping;             /* open elements whose text is not kept */
};

static void stop(struct xml_reading *reading, enum fault_code code)
{
    if (reading->code == FAULT_NONE)
        reading->code = code;
    XML_StopParser(reading->parser, XML_FALSE);
}

static int line_of(const struct xml_reading *reading)
{
    return (int)XML_GetCurrentLineNumber(reading->parser);
}

static void refuse(struct xml_reading *reading, enum fault_code code, const char *message)
{
    stop(reading, fault_at(reading->fault, code, reading->source->file, line_of(reading), "%s", message));
}

static void *take_memory(struct xml_reading *reading, size_t size)
{
    void *memory = arena_alloc(reading->arena, size);
    if (!memory)
        refuse(reading, FAULT_LARGE, "This element is larger than one question can be.");
    return memory;
}

static const char *keep(struct xml_reading *reading, const char *text, size_t size)
{
    char *kept = take_memory(reading, size + 1);
    if (kept)
        memcpy(kept, text, size);
    return kept;
}

static const char *local_name(const char *name)
{
    const char *separator = strrchr(name, SEPARATOR);
    return separator ? separator + 1 : name;
}

static struct xml_node *add_node(struct xml_reading *reading, const char *name)
{
    struct xml_node *node = take_memory(reading, sizeof *node), *parent = reading->node;
    if (!node)
        return NULL;
    *node = (struct xml_node){.name = name, .line = line_of(reading), .parent = parent};
    if (parent && parent->last)
        parent->last->next = node;
    else if (parent)
        parent->first = node;
    if (parent)
        parent->last = node;
    return node;
}

static void add_text(struct xml_reading *reading)
{
    if (!reading->node || reading->text.size == 0)
        return;
    const char *text = keep(reading, buf_string(&reading->text), reading->text.size);
    struct xml_node *node = text ? add_node(reading, NULL) : NULL;
    if (node)
        node->text = text;
    buf_clear(&reading->text);
}

static void add_attributes(struct xml_reading *reading, struct xml_node *node, const char **pairs, int count)
{
    struct xml_attribute *attributes = take_memory(reading, (size_t)(count + 1) * sizeof *attributes);
    for (int i = 0; attributes && i < count; i++) {
        const char *name = local_name(pairs[2 * i]);
        attributes[i].name = keep(reading, name, strlen(name));
        attributes[i].value = keep(reading, pairs[2 * i + 1], strlen(pairs[2 * i + 1]));
        if (!attributes[i].name || !attributes[i].value)
            return;
    }
    node->attributes = attributes;
    node->attribute_count = attributes ? count : 0;
}

static void meet_root(struct xml_source *source, const char *name)
{
    const char *local = local_name(name);
    snprintf(source->root, sizeof source->root, "%.*s", XML_NAME - 1, local);
    snprintf(source->space, sizeof source->space, "%.*s", local > name ? (int)(local - name - 1) : 0, name);
}

static void XMLCALL on_start(void *context, const char *name, const char **pairs)
{
    struct xml_reading *reading = context;
    const char *local = local_name(name);
    int count = 0;
    while (pairs[2 * count])
        count++;
    if (reading->code != FAULT_NONE)
        return;
    if (reading->depth++ == 0)
        meet_root(reading->source, name);
    if (reading->depth > LIMIT_XML_DEPTH) {
        refuse(reading, FAULT_LARGE, "The elements are nested more deeply than any question needs.");
        return;
    }
    if (count > LIMIT_XML_ATTRIBUTES) {
        refuse(reading, FAULT_LARGE, "This element has more attributes than any question needs.");
        return;
    }
    add_text(reading);
    if (reading->skipping || (reading->node && reading->source->skip && strcmp(local, reading->source->skip) == 0))
        reading->skipping++;
    if (!reading->node && strcmp(local, reading->source->element) != 0)
        return;
    if (!reading->node && !(reading->arena = arena_new())) {
        stop(reading, fault_memory(reading->fault));
        return;
    }
    const char *kept = keep(reading, local, strlen(local));
    struct xml_node *node = kept ? add_node(reading, kept) : NULL;
    if (!node)
        return;
    add_attributes(reading, node, pairs, count);
    reading->node = node;
}

static void XMLCALL on_end(void *context, const char *name)
{
    struct xml_reading *reading = context;
    (void)name;
    reading->depth--;
    if (!reading->node || reading->code != FAULT_NONE)
        return;
    add_text(reading);
    reading->skipping -= reading->skipping > 0;
    struct xml_node *closed = reading->node;
    reading->node = closed->parent;
    if (reading->node || reading->code != FAULT_NONE)
        return;
    enum fault_code code = reading->take(reading->context, closed, reading->fault);
    arena_free(reading->arena);
    reading->arena = NULL;
    if (code != FAULT_NONE)
        stop(reading, code);
}

static void XMLCALL on_text(void *context, const char *text, int size)
{
    struct xml_reading *reading = context;
    if (!reading->node || reading->skipping || reading->code != FAULT_NONE)
        return;
    buf_append(&reading->text, text, (size_t)size);
    if (!buf_ok(&reading->text))
        refuse(reading, FAULT_LARGE, "This text is larger than one question can be.");
}

static void XMLCALL on_doctype(void *context, const char *name, const char *system, const char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    refuse(context, FAULT_INPUT, "The file has a DOCTYPE. It can make a file grow or fetch others, so it is not read: "
                                 "remove it.");
}

static enum fault_code not_well_formed(const struct xml_reading *reading)
{
    enum XML_Error error = XML_GetErrorCode(reading->parser);
    if (error == XML_ERROR_NO_MEMORY)
        return fault_memory(reading->fault);
    if (error == XML_ERROR_UNKNOWN_ENCODING)
        return fault_at(reading->fault, FAULT_INPUT, reading->source->file, line_of(reading), "The file is in an encoding "
                        "that is not read: save it as UTF-8.");
    return fault_at(reading->fault, FAULT_INPUT, reading->source->file, line_of(reading), "This is not well-formed XML: %s.",
                    XML_ErrorString(error));
}

static enum fault_code parse(struct xml_reading *reading)
{
    const struct xml_source *source = reading->source;
    for (size_t at = 0; at == 0 || at < source->size;) {
        size_t left = source->size - at, size = left < PIECE ? left : PIECE;
        enum XML_Status status = XML_Parse(reading->parser, source->bytes + at, (int)size, at + size == source->size);
        if (reading->code != FAULT_NONE)
            return reading->code;
        if (status != XML_STATUS_OK)
            return not_well_formed(reading);
        at += size;
        if (size == 0)
            break;
    }
    return FAULT_NONE;
}

enum fault_code xml_read(struct xml_source *source, xml_take_fn take, void *context, struct fault *fault)
{
    struct xml_reading reading = {.source = source, .take = take, .context = context, .fault = fault};
    source->root[0] = source->space[0] = '\0';
    reading.parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (!reading.parser)
        return fault_memory(fault);
    buf_init(&reading.text, LIMIT_XML_TEXT);
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, on_start, on_end);
    XML_SetCharacterDataHandler(reading.parser, on_text);
    XML_SetStartDoctypeDeclHandler(reading.parser, on_doctype);
    enum fault_code code = parse(&reading);
    arena_free(reading.arena);
    buf_release(&reading.text);
    XML_ParserFree(reading.parser);
    return code;
}
