/*
 * page_certificate.c - GET /records/{id}/certificate: one sheet of A4 to print, with a code that leads to its verification. It bears a
 * name: so it is for its holder, and for others only where the record is shared with the name.
 */
#include "recording.h"
#include <string.h>
#include "qr.h"
#include "signpost/completion.h"

static const char *years_words(struct request *request)
{
    static const char *const words[] = {"no", "one", "two", "three", "four", "five", "six"};
    return COMPLETION_VALID_YEARS < (int)(sizeof words / sizeof *words) ? words[COMPLETION_VALID_YEARS]
                                                                        : arena_printf(request->arena, "%d", COMPLETION_VALID_YEARS);
}

static void add_code(const struct recording *recording, struct view *view)
{
    struct buf svg;
    buf_init(&svg, 0);
    if (recording->address && qr_svg(&svg, recording->address, "QR code: the address beside it")) {
        view_html(view, view->root, "qr_html", buf_string(&svg));
        view_page_string(view, view->root, "address", recording->address);
        view_page_bool(view, view->root, "address_lasts", recording->lasting);
    }
    buf_release(&svg);
}

struct reply *page_certificate(struct request *request)
{
    struct recording recording;
    struct fault fault;
    struct view view;
    enum fault_code code = recording_open(request, &recording, &fault);
    if (code == FAULT_NONE && !recording.found.holder)
        code = fault_set(&fault, FAULT_ABSENT, "There is no such record.");
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    if (recording.found.withdrawn_at.ms || recording.found.credential.superseded_by[0])
        return reply_see_other(request, recording.path); /* that page says why there is none */
    page_view(request, &view);
    recording_view(request, &recording, &view);
    add_code(&recording, &view);
    view_page_bool(&view, view.root, "is_own", recording.found.own);
    view_page_bool(&view, view.root, "is_shared", recording.found.share.on);
    view_page_string(&view, view.root, "code_title", bank_document_title(request->bank, "code-of-practice"));
    view_page_string(&view, view.root, "years_words", years_words(request));
    view_string(&view, view.root, "record", recording.path);
    view_string(&view, view.root, "name", recording.found.holder);
    view_string(&view, view.root, "item", recording.found.item);
    view_date(&view, view.root, "completed_on", recording.found.completed_on);
    view_date(&view, view.root, "counts_until", recording.counts_until);
    view_string(&view, view.root, "verify", recording.address);
    return recording_unlisted(request, reply_view(request, 200, "certificate", "Certificate", &view));
}
