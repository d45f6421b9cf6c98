/*
 * badge_read.c - the credential inside a baked SVG. The picture is somebody else's file: a DOCTYPE is refused, so that nothing can
 * be expanded or fetched, and only the one element of Open Badges 3.0 directly under the root is read.
 */
#include <expat.h>
#include <string.h>
#include "signpost/badge.h"
#include "signpost/limits.h"

#define SVG_ROOT "http://www.w3.org/2000/svg svg"
#define CREDENTIAL "https://purl.imsglobal.org/ob/v3p0 credential"

struct reader {
    XML_Parser parser;
    struct buf *out;
    int depth, found;
    bool inside;
    const char *trouble;
};

static void stop(struct reader *reader, const char *trouble)
{
    if (!reader->trouble)
        reader->trouble = trouble;
    XML_StopParser(reader->parser, XML_FALSE);
}

static void XMLCALL on_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    stop(context, "It has a DOCTYPE, which pictures do not need and Signpost does not read.");
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct reader *reader = context;
    if (++reader->depth > LIMIT_BADGE_DEPTH)
        stop(reader, "Its elements are nested too deeply.");
    else if (reader->depth == 1 && strcmp(name, SVG_ROOT) != 0)
        stop(reader, "It is no SVG picture.");
    else if (reader->inside)
        stop(reader, "Its credential holds XML where JSON belongs.");
    else if (strcmp(name, CREDENTIAL) != 0)
        return;
    else if (reader->depth != 2)
        stop(reader, "Its credential is not where a badge has it, directly in the picture.");
    else if (attributes[0])
        stop(reader, "Its credential is a token (VC-JWT); Signpost reads credentials that carry their proofs.");
    reader->inside = true;
    reader->found++;
}

static void XMLCALL on_end(void *context, const XML_Char *name)
{
    struct reader *reader = context;
    (void)name;
    reader->depth--;
    reader->inside = false;
}

static void XMLCALL on_text(void *context, const XML_Char *text, int size)
{
    struct reader *reader = context;
    if (reader->inside)
        buf_append(reader->out, text, (size_t)size);
}

bool badge_looks_like(const char *bytes, size_t size)
{
    size_t at = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < size && bytes[at] && strchr(" \t\r\n", bytes[at]))
        at++;
    return at < size && bytes[at] == '<';
}

static enum fault_code verdict(const struct reader *reader, enum XML_Status status, struct fault *fault)
{
    enum XML_Error error = XML_GetErrorCode(reader->parser);
    if (status != XML_STATUS_OK && error == XML_ERROR_NO_MEMORY)
        return fault_memory(fault);
    if (reader->trouble)
        return fault_set(fault, FAULT_MALFORMED, "This badge cannot be read. %s", reader->trouble);
    if (status != XML_STATUS_OK)
        return fault_set(fault, FAULT_MALFORMED, "This badge cannot be read: line %lu is no XML (%s).",
                         XML_GetCurrentLineNumber(reader->parser), XML_ErrorString(error));
    if (reader->found != 1)
        return fault_set(fault, FAULT_MALFORMED, "This picture holds %s credential of Open Badges 3.0.",
                         reader->found ? "more than one" : "no");
    return buf_ok(reader->out) ? FAULT_NONE : fault_memory(fault);
}

enum fault_code badge_read(const char *bytes, size_t size, struct buf *out, struct fault *fault)
{
    struct reader reader = {.out = out};
    if (size > LIMIT_BODY_UPLOAD)
        return fault_set(fault, FAULT_LARGE, "This is no badge: it is over %d bytes.", LIMIT_BODY_UPLOAD);
    reader.parser = XML_ParserCreateNS("UTF-8", ' ');
    if (!reader.parser)
        return fault_memory(fault);
    XML_SetUserData(reader.parser, &reader);
    XML_SetStartDoctypeDeclHandler(reader.parser, on_doctype);
    XML_SetElementHandler(reader.parser, on_start, on_end);
    XML_SetCharacterDataHandler(reader.parser, on_text);
    enum fault_code code = verdict(&reader, XML_Parse(reader.parser, bytes, (int)size, 1), fault);
    XML_ParserFree(reader.parser);
    return code;
}
