/*
 * page_issuer.c - who issues the records, and with which keys: GET /issuer and GET /keys as a page; /issuer as the document that
 * credentials name (Open Badges Profile and controlled identifier document in one), /keys as plain JSON, and the did:web document.
 * The documents are there only where the University gave this server its address for good.
 */
#include <string.h>
#include <strings.h>
#include "common.h"
#include "signpost/store_keys.h"

struct issuer { struct key_row *rows; int count; const char **vkeys; };

static enum fault_code read_keys(struct request *request, struct issuer *out, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = key_list(db, request->arena, &out->rows, &out->count, fault);
    if (code == FAULT_NONE)
        code = log_vkeys(db, request->arena, &out->vkeys, fault);
    store_done(request->site->store, db);
    return code;
}

/* ---- the documents ---- */

typedef enum fault_code (*document_fn)(const struct issuer_facts *facts, struct buf *out, struct fault *fault);

static struct reply *reply_document(struct request *request, document_fn write, const char *type)
{
    struct issuer issuer = {0};
    struct fault fault;
    struct buf document;
    int used = 0;
    if (!request->site->url) {
        fault_set(&fault, FAULT_ABSENT, "This University gave this server no address for good, so its records name their key alone "
                                        "(did:key), and no document stands here. The keys are at /keys.");
        return reply_fault(request, &fault);
    }
    enum fault_code code = read_keys(request, &issuer, &fault);
    const char **keys = code == FAULT_NONE ? arena_alloc(request->arena, ((size_t)issuer.count + 1) * sizeof *keys) : NULL;
    if (code == FAULT_NONE && !keys)
        code = fault_memory(&fault);
    if (code != FAULT_NONE)
        return reply_fault(request, &fault);
    for (int i = 0; i < issuer.count; i++)
        if (issuer.rows[i].purpose == KEY_CREDENTIAL)
            keys[used++] = issuer.rows[i].public;
    keys[used] = NULL;
    struct issuer_facts facts = {.url = request->site->url, .name = request->site->institution, .keys = keys};
    buf_init(&document, 0);
    code = write(&facts, &document, &fault);
    struct reply *reply = code == FAULT_NONE ? reply_file(request, type, NULL, document.bytes, document.size)
                                             : reply_fault(request, &fault);
    buf_release(&document);
    return reply;
}

/* At the address of did:web's rules: of a host alone under /.well-known, of a host and a path in that folder. */
static struct reply *reply_did(struct request *request, bool of_folder)
{
    struct fault fault;
    const char *url = request->site->url, *host = url ? strstr(url, "://") : NULL;
    request->face = FACE_JSON; /* nobody reads it but programs */
    if (host && (strchr(host + 3, '/') != NULL) != of_folder) {
        fault_set(&fault, FAULT_ABSENT, "The did:web document of this University is at %s.",
                  of_folder ? "/.well-known/did.json" : "/did.json");
        return reply_fault(request, &fault);
    }
    return reply_document(request, issuer_did_document, "application/did+ld+json");
}

struct reply *page_did_host(struct request *request)
{
    return reply_did(request, false);
}

struct reply *page_did_folder(struct request *request)
{
    return reply_did(request, true);
}

/* ---- the page ---- */

static const char *standing_name(enum key_standing standing)
{
    static const char *const names[] = {[KEY_FORMER] = "former", [KEY_IN_FORCE] = "in_force", [KEY_TO_COME] = "to_come"};
    return names[standing];
}

static const char *standing_words(struct arena *arena, const struct key_row *row, enum key_standing standing)
{
    static const char *const words[] = {
        [KEY_FORMER] = "From %s. It signs no more; what it signed holds.",
        [KEY_IN_FORCE] = "Signs since %s.",
        [KEY_TO_COME] = "Will sign from %s on.",
    };
    const char *since = page_date_words(arena, date_of_instant(row->since));
    const char *form = words[standing], *at = strstr(form, "%s");
    return arena_printf(arena, "%.*s%s%s", (int)(at - form), form, since, at + 2);
}

static void add_keys(struct request *request, const struct issuer *issuer, enum key_purpose purpose, struct view *view, cJSON *list)
{
    int number = 0;
    for (int i = 0; i < issuer->count; i++) {
        const struct key_row *row = &issuer->rows[i];
        enum key_standing standing = key_standing(issuer->rows, issuer->count, row, clock_now());
        if (row->purpose != purpose)
            continue;
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "public", row->public);
        if (purpose == KEY_LOG)
            view_string(view, item, "vkey", issuer->vkeys[number]);
        view_instant(view, item, "since", row->since);
        view_string(view, item, "standing", standing_name(standing));
        view_page_string(view, item, "shown", purpose == KEY_LOG ? issuer->vkeys[number] : row->public);
        view_page_string(view, item, "standing_words", standing_words(request->arena, row, standing));
        number++;
    }
}

static struct reply *keys_page(struct request *request)
{
    struct issuer issuer = {0};
    struct fault fault;
    struct view view;
    char did[ISSUER_DID_TEXT];
    const char *url = request->site->url;
    enum fault_code code = read_keys(request, &issuer, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    page_view(request, &view);
    bool has_did = url && issuer_did(url, did);
    view_string(&view, view.root, "name", request->site->institution);
    view_string(&view, view.root, "issuer", url ? arena_printf(request->arena, "%s/issuer", url) : NULL);
    view_string(&view, view.root, "did", has_did ? did : NULL);
    view_page_string(&view, view.root, "did_path",
                     !has_did ? NULL : strchr(strstr(url, "://") + 3, '/') ? "/did.json" : "/.well-known/did.json");
    add_keys(request, &issuer, KEY_CREDENTIAL, &view, view_array(&view, view.root, "credential"));
    add_keys(request, &issuer, KEY_LOG, &view, view_array(&view, view.root, "log"));
    return reply_view(request, 200, "issuer", "Who issues these records", &view);
}

struct reply *page_keys(struct request *request)
{
    return keys_page(request);
}

/* People are those who ask for HTML; whatever else follows the name in a credential wants the document. */
struct reply *page_issuer(struct request *request)
{
    if (request->face == FACE_HTML && request->accept && strcasestr(request->accept, "text/html"))
        return keys_page(request);
    request->face = FACE_JSON;
    bool linked = request->accept && strcasestr(request->accept, "application/ld+json");
    return reply_document(request, issuer_document, linked ? "application/ld+json" : "application/json");
}
