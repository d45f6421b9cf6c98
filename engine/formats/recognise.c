/*
 * recognise.c - a file read as another format than it is: people name the wrong one, and a reader of the wrong one would only
 * say that nothing in it makes sense.
 */
#include <string.h>
#include "formats/formats_internal.h"
#include "formats/package.h"

#define HEAD 4096 /* the first element stands in it, behind a declaration and comments */

static bool has(const char *head, size_t size, const char *word)
{
    return memmem(head, size, word, strlen(word)) != NULL;
}

enum fault_code format_recognise(enum format format, const char *bytes, size_t size, const char *file, struct fault *fault)
{
    size_t at = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < size && strchr(" \t\r\n", bytes[at]) && bytes[at])
        at++;
    const char *head = bytes + at;
    size_t length = size - at < HEAD ? size - at : HEAD;
    if (length == 0)
        return fault_at(fault, FAULT_INPUT, file, 0, "The file is empty.");
    if (format != FORMAT_QTI && package_is(bytes, size))
        return fault_at(fault, FAULT_INPUT, file, 0, "This is a zip file. QTI packages come as such: use --format qti.");
    if (format != FORMAT_MOODLE_XML && *head == '<' && has(head, length, "<quiz"))
        return fault_at(fault, FAULT_INPUT, file, 0, "This looks like Moodle XML: use --format moodle-xml.");
    if (format != FORMAT_QTI && *head == '<' && (has(head, length, "<assessmentItem") || has(head, length, "/imsqti_")))
        return fault_at(fault, FAULT_INPUT, file, 0, "This looks like QTI: use --format qti.");
    if (format == FORMAT_GIFT && length > 5 && memcmp(head, "<?xml", 5) == 0)
        return fault_at(fault, FAULT_INPUT, file, 0, "This is XML, and GIFT is plain text: use --format moodle-xml or --format qti.");
    if (format != FORMAT_GIFT && *head != '<' && !package_is(bytes, size) && has(head, length, "{"))
        return fault_at(fault, FAULT_INPUT, file, 0, "This is no XML. If it is GIFT, use --format gift.");
    return FAULT_NONE;
}
