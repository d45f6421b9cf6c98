/* bare_page.c SIZE - the least that can serve a page: libmicrohttpd and SIZE bytes that never change. */
#include "bare.h"

static char *page;
static size_t page_size;

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **slot)
{
    static int seen;
    (void)context, (void)url, (void)method, (void)version, (void)data, (void)size;
    if (!*slot) {
        *slot = &seen;
        return MHD_YES;
    }
    *slot = NULL;
    return bare_reply(connection, 200, page, page_size, MHD_RESPMEM_PERSISTENT);
}

int main(int argc, char **argv)
{
    page_size = argc > 1 ? strtoul(argv[1], NULL, 10) : 8192;
    page = malloc(page_size + 1);
    if (!page)
        return 1;
    memset(page, 'x', page_size);
    bare_block_signals();
    return bare_serve(handle, NULL);
}
