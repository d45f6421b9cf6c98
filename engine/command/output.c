/*
 * command/output.c - what the subcommands print, checked: a full disk behind stdout is a failure, not a short answer.
 */
#include "command/command_internal.h"
#include <errno.h>
#include <string.h>

enum fault_code print_out(const struct buf *buf, struct fault *fault)
{
    if (!buf_ok(buf))
        return fault_memory(fault);
    if (fwrite(buf_string(buf), 1, buf->size, stdout) != buf->size || fflush(stdout) != 0)
        return fault_set(fault, FAULT_STORAGE, "The output could not be written: %s.", strerror(errno));
    return FAULT_NONE;
}

int width_of(const char *text)
{
    int width = 0;
    for (; *text; text++)
        width += ((unsigned char)*text & 0xc0) != 0x80;
    return width;
}

enum fault_code print_view(const struct view *view, struct fault *fault)
{
    struct buf buf;
    buf_init(&buf, 0);
    enum fault_code code = view_ok(view) ? view_json(view, &buf, fault) : fault_memory(fault);
    buf_char(&buf, '\n');
    if (code == FAULT_NONE)
        code = print_out(&buf, fault);
    buf_release(&buf);
    return code;
}

void findings_text(const struct findings *findings, struct buf *out)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->line > 0)
            buf_printf(out, "%s:%d: %s\n", finding->file, finding->line, finding->text);
        else
            buf_printf(out, "%s%s%s\n", finding->file, *finding->file ? ": " : "", finding->text);
    }
    if (findings->total > findings->count)
        buf_printf(out, "… and %zu more.\n", findings->total - findings->count);
}
