/*
 * qti_read.c - a QTI file: a content package, whose manifest lists its items, or one item by itself. An item that cannot be
 * read is reported and the others are read on; a package that is damaged or hostile is refused as a whole.
 */
#include <stdio.h>
#include <string.h>
#include "formats/qti.h"

struct qti_file {
    const char *file;                 /* as reports name it: "week.zip/items/a.xml" */
    const struct qti_listed *listed;  /* NULL: it stands by itself */
    format_take_fn take;
    void *context;
    struct format_report *report;
    int items;                        /* met in this file */
};

static enum fault_code take_item(void *context, const struct xml_node *node, struct fault *fault)
{
    struct qti_file *qti = context;
    struct reading_question reading;
    qti->items++;
    if (!reading_begin(&reading, qti->report, qti->file, node->line))
        return fault_memory(fault);
    qti_item(&reading, node, qti->listed);
    return reading_end(&reading, qti->take, qti->context, fault);
}

static enum fault_code no_item(const struct xml_source *source, struct fault *fault)
{
    if (strcmp(source->root, "questestinterop") == 0)
        return fault_at(fault, FAULT_INPUT, source->file, 1, "It is QTI 1, which is not read: export it as QTI 2.1.");
    if (strncmp(source->root, "qti-", 4) == 0)
        return fault_at(fault, FAULT_INPUT, source->file, 1, "It is QTI 3, which is not read: export it as QTI 2.1.");
    if (strcmp(source->root, "assessmentTest") == 0 || strcmp(source->root, "manifest") == 0)
        return fault_at(fault, FAULT_INPUT, source->file, 1, "It only refers to its items: import the whole package, the zip "
                        "file.");
    return fault_at(fault, FAULT_INPUT, source->file, 1, "It is no QTI 2.1: its first element is <%s>, not <assessmentItem>.",
                    source->root);
}

static enum fault_code read_item(struct qti_file *qti, const char *bytes, size_t size, struct fault *fault)
{
    struct xml_source source = {.bytes = bytes, .size = size, .file = qti->file, .element = "assessmentItem"};
    qti->items = 0;
    enum fault_code code = xml_read(&source, take_item, qti, fault);
    return code == FAULT_NONE && qti->items == 0 ? no_item(&source, fault) : code;
}

static void report_item(const struct qti_file *qti, int line, const char *why)
{
    const struct format_question nothing = {.file = qti->file, .line = line};
    report_question(qti->report, &nothing, "Not carried: %s", why);
}

/* One item of a package. TEXT and WHERE are room to work in. */
static enum fault_code read_listed(struct qti_file *qti, struct package *package, struct buf *text, struct fault *fault)
{
    if (qti->listed->refused || !package_has(package, qti->listed->href)) {
        report_item(qti, 0, qti->listed->refused ? qti->listed->refused : "the manifest lists it, and it is not in the package.");
        return FAULT_NONE;
    }
    buf_clear(text);
    enum fault_code code = package_read(package, qti->listed->href, LIMIT_PACKAGE_ITEM, text, fault);
    if (code != FAULT_NONE)
        return code;
    struct fault why = {0};
    code = read_item(qti, buf_string(text), text->size, &why);
    if ((code == FAULT_INPUT || code == FAULT_LARGE) && qti->items == 0) {
        report_item(qti, why.line, why.message);
        return FAULT_NONE;
    }
    if (code != FAULT_NONE && fault)
        *fault = why;
    return code;
}

static enum fault_code read_package(struct qti_file *qti, const char *bytes, size_t size, struct fault *fault)
{
    const char *file = qti->file;
    struct package *package = NULL;
    struct qti_list list = {0};
    struct buf text, where;
    buf_init(&text, 2 * LIMIT_PACKAGE_ITEM);
    buf_init(&where, 0);
    enum fault_code code = package_open(bytes, size, file, &package, fault);
    if (code == FAULT_NONE)
        code = qti_manifest(package, file, &list, fault);
    for (size_t i = 0; i < list.count && code == FAULT_NONE; i++) {
        buf_clear(&where);
        buf_printf(&where, "%s/%s", file, list.items[i].href);
        qti->file = buf_string(&where);
        qti->listed = &list.items[i];
        code = buf_ok(&where) ? read_listed(qti, package, &text, fault) : fault_memory(fault);
    }
    qti->file = file;
    qti_list_release(&list);
    package_close(package);
    buf_release(&text);
    buf_release(&where);
    return code;
}

enum fault_code qti_read(const char *bytes, size_t size, const char *file, format_take_fn take, void *context,
                         struct format_report *report, struct fault *fault)
{
    struct qti_file qti = {.file = file, .take = take, .context = context, .report = report};
    return package_is(bytes, size) ? read_package(&qti, bytes, size, fault) : read_item(&qti, bytes, size, fault);
}
