/*
 * formats.c - the formats by name, and the one door to each one's reader and writer.
 */
#include <stdlib.h>
#include "formats/formats_internal.h"

const char *const format_names[FORMATS + 1] = {"gift", "moodle-xml", "qti", NULL};

enum fault_code format_read(enum format format, const char *bytes, size_t size, const char *file, format_take_fn take,
                            void *context, struct format_report *report, struct fault *fault)
{
    enum fault_code (*const readers[FORMATS])(const char *, size_t, const char *, format_take_fn, void *,
                                              struct format_report *, struct fault *) = {gift_read, moodle_read,
                                                                                                qti_read};
    return readers[format](bytes, size, file, take, context, report, fault);
}

enum fault_code format_writer_new(enum format format, const char *const subjects[SUBJECTS], struct format_writer **out,
                                  struct fault *fault)
{
    const struct format_writing *const writers[FORMATS] = {&gift_writing, &moodle_writing, &qti_writing};
    struct format_writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return fault_memory(fault);
    writer->does = writers[format];
    writer->subjects = subjects;
    buf_init(&writer->text, 0);
    *out = writer;
    return FAULT_NONE;
}

enum fault_code format_writer_add(struct format_writer *writer, const struct format_question *question,
                                  struct format_report *report, struct fault *fault)
{
    return writer->does->add(writer, question, report, fault);
}

enum fault_code format_writer_finish(struct format_writer *writer, struct buf *out, struct fault *fault)
{
    return writer->does->finish(writer, out, fault);
}

void format_writer_free(struct format_writer *writer)
{
    if (!writer)
        return;
    if (writer->does->release)
        writer->does->release(writer);
    buf_release(&writer->text);
    free(writer);
}
