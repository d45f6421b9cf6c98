/*
 * web.h - what the rooms of web share: the site, a request, a reply, the route table.
 *
 * The way of a request: server.c (connections) -> exchange.c (bytes, limits) -> gate.c (refuses malformed ones) -> routes.c (who
 * may, CSRF, body ceiling) -> a handler in pages/ -> reply.c (one of three faces). A handler never sees libmicrohttpd or SQL.
 */
#ifndef SIGNPOST_WEB_H
#define SIGNPOST_WEB_H
#include <stdatomic.h>
#include <pthread.h>
#include "signpost/arena.h"
#include "signpost/bank.h"
#include "signpost/compliance.h"
#include "signpost/json.h"
#include "signpost/people.h"
#include "signpost/store.h"
#include "signpost/view.h"

struct kept_analysis; /* site_analysis.h */

/* ---- the site: what every request shares ---- */
struct site {
    struct store *store;
    struct ledger *ledger;
    const char *institution, *url;   /* url: NULL when none was given at init */
    bool demo;                       /* a banner on every page says so */
    const char *questions;           /* the folder to reload from */
    pthread_mutex_t bank_lock;
    struct bank *bank;               /* the current version; swapped under bank_lock */
    struct bank *old_banks[16];      /* versions that open attempts pin, most recent first */
    pthread_mutex_t analysis_lock;
    struct kept_analysis *analyses[8]; /* what was computed of how questions do, most recent first; under analysis_lock */
    struct hash_pool *hashers;
    struct templates *templates;
    struct instant started;
    atomic_llong requests, errors;
};
struct bank *site_bank(struct site *site);                 /* a reference to the current bank: bank_release it */
/* The bank that an attempt pins: current, remembered, or read back from the store. A reference. */
enum fault_code site_bank_version(struct site *site, struct db *db, struct arena *arena, const char *hash,
    struct bank **out,
                                  struct fault *fault) MUST_USE;
/* Loads the folder again: on success swaps and records bank version and requirements; on failure the old one stays and the
 * findings are printed to stderr. */
enum fault_code site_reload(struct site *site, struct fault *fault) MUST_USE;
/* To stderr: which Schools' own files of the bank nobody meets, as the database has no such School. */
enum fault_code site_say_unmet(struct site *site, const struct bank *bank, struct fault *fault) MUST_USE;
/* To stderr, one a line, when there are several: a single one is what the fault says anyway. */
void site_print_findings(const struct findings *findings);

/* ---- a request ---- */
enum face { FACE_HTML, FACE_JSON, FACE_CSV };
struct pair { const char *name, *value; };
struct pairs { struct pair *items; int count; };
struct upload { const char *name, *filename, *bytes; size_t size; }; /* a file in a form: any bytes, without a NUL after them */
struct uploads { struct upload *items; int count; };

struct request {
    struct site *site;
    struct arena *arena;             /* freed after the reply was sent */
    const struct route *route;
    const char *method;              /* HEAD arrives as GET */
    bool head;                       /* it was HEAD: nothing may be used up by it */
    const char *path;                /* raw path without the query: what a page links back to */
    const char *param[3];            /* decoded {parameters} of the path, in order */
    struct pairs query, form;        /* decoded; form: of an application/x-www-form-urlencoded or multipart/form-data body */
    struct uploads files;            /* of a multipart/form-data body */
    struct json_doc json;            /* of an application/json body; root NULL otherwise */
    const char *body; size_t body_size;
    enum face face;
    const char *address;             /* of the peer, or whom a proxy on this machine names */
    /* headers or NULL */
    const char *cookie, *authorization, *origin, *host, *sec_fetch_site, *purpose, *csrf_header, *accept, *content_type;
    struct bank *bank;               /* current bank, for the length of the request */
    bool signed_in, by_token;
    struct actor actor;              /* when signed_in */
    struct session session;          /* when signed in by cookie */
    const char *session_secret;
    bool suspended;                  /* exchange.c: it waits, or waited, for the hash pool */
    const char *allow;               /* the methods this path knows, when the asked one is not among them */
    void *scratch;                   /* a handler's own, across reply_later */
};
const char *request_query(const struct request *request, const char *name);   /* NULL when absent */
const char *request_form(const struct request *request, const char *name);    /* first value or NULL */
const char *request_form_nth(void *request, const char *name, int nth);        /* a form_value_fn */
/* the file that was chosen in this field, or NULL: browsers send an empty one where none was */
const struct upload *request_file(const struct request *request, const char *name);
bool request_is_json(const struct request *request);                           /* the body was JSON */
/* A member or form field as text; false when absent or not text. */
bool request_text(const struct request *request, const char *name, const char **out);
/* ?as_of=DATE or today; ?known_at=SIZE|DATE or -1 (all). INPUT naming the field. */
enum fault_code request_as_of(struct request *request, struct date *out, struct fault *fault) MUST_USE;
enum fault_code request_known_at(struct request *request, int64_t *out, struct fault *fault) MUST_USE;

/* ---- a reply: only these functions make one ---- */
struct reply;
/* Renders VIEW by the template PAGE, or as JSON. Takes the view's contents (releases it). TITLE is the page's title in words. */
struct reply *reply_view(struct request *request, int status, const char *page, const char *title, struct view *view);
/* A table's third face, or a file to keep: NAME gives Content-Disposition: attachment (NULL: inline). BYTES are copied. */
struct reply *reply_file(struct request *request, const char *type, const char *name, const char *bytes, size_t size);
struct reply *reply_see_other(struct request *request, const char *path);       /* 303 to a path on this server only */
/* HTML: 303 to PATH. JSON: STATUS with Location and the view (released). */
struct reply *reply_created(struct request *request, int status, const char *path, struct view *view);
/* RFC 9457 problem+json, or the error page; the status comes from the fault's code. */
struct reply *reply_fault(struct request *request, const struct fault *fault);
/* The same, with what VIEW holds beside it (released): a form again with its error, the stored answer of a 409. HTML: PAGE, TITLE. */
struct reply *reply_fault_view(struct request *request, const struct fault *fault, const char *page, const char *title,
                               struct view *view);
/* what is absent and what is not yours: the same bytes */
struct reply *reply_absent(struct request *request);
struct reply *reply_health(struct request *request, bool well);
struct reply *reply_static(struct request *request, const char *type, const void *bytes, size_t size, bool immutable);
/* session cookie; secret "" clears */
void reply_cookie(struct reply *reply, struct request *request, const char *secret, int64_t max_age);
void reply_header(struct reply *reply, struct request *request, const char *name, const char *value);
/* Suspends the request while WORK runs in the bounded hash pool, then answers with THEN(request). 503 when the queue is full. */
typedef void (*hash_work_fn)(struct request *request);
typedef struct reply *(*handler_fn)(struct request *request);
struct reply *reply_later(struct request *request, hash_work_fn work, handler_fn then);

/* ---- routes ---- */
enum who { WHO_ANYONE, WHO_SIGNED_IN, WHO_ACTION };
/* safe method; field or header of the session; no session yet: same origin only; a signed note as text/plain: who brings it does not
 * matter, since it says the same from anybody and nobody's session is looked at */
enum csrf { CSRF_NONE, CSRF_SESSION, CSRF_ORIGIN, CSRF_SIGNED };
struct route {
    const char *method, *path;       /* "/attempts/{id}/answers/{number}"; "/tile/{tile*}" takes all that follows */
    enum who who;
    enum action action;              /* WHO_ACTION: policy_allows(actor, action, first {school} parameter) or 404 */
    enum csrf csrf;
    size_t body;                     /* ceiling in bytes; 0: no body */
    handler_fn handler;
    const char *summary;             /* for /openapi.json */
};
extern const struct route routes[];  /* ends with a NULL method */
/* Finds the route; fills params. ALLOW gets "GET, POST" when only the method is wrong (then NULL is returned and *ALLOW set). */
const struct route *route_find(struct arena *arena, const char *method, const char *path, const char *param[3],
    const char **allow);
struct reply *route_serve(struct request *request);          /* who may, CSRF, handler */

/* ---- sessions (session.c) ---- */
/* fills signed_in, actor, session */
enum fault_code session_identify(struct request *request, struct fault *fault) MUST_USE;
bool session_same_origin(const struct request *request);
enum fault_code session_check_csrf(const struct request *request, struct fault *fault) MUST_USE;
/* Starts a session for PERSON and answers 303 to NEXT with the cookie (JSON: 200 {"person"}). An old session of this browser ends. */
struct reply *session_start(struct request *request, int64_t person, const char *next);
const char *session_next(const char *next);                  /* NEXT if it is a path on this server, else "/" */

/* ---- templates (template.c) ---- */
struct templates;
/* all embedded pages; an unknown part or name refuses */
enum fault_code templates_compile(struct templates **out, struct fault *fault) MUST_USE;
void templates_free(struct templates *templates);
/* Renders layout.html around PAGE: names are looked up in VIEW, then in LAYOUT. */
enum fault_code templates_render(const struct templates *templates, const char *page, const cJSON *layout,
    const cJSON *view,
                                 struct buf *out, struct fault *fault) MUST_USE;
/* every name a view can hold; written by the build from the sources */
extern const char *const view_names[];

/* ---- hash pool (hash_pool.c) ---- */
struct hash_pool;
struct hash_pool *hash_pool_new(int threads, int queue);
void hash_pool_stop(struct hash_pool *pool); /* takes no more; returns when all that it had taken is done */
void hash_pool_free(struct hash_pool *pool); /* stops it first */
/* Queues WORK(context) then DONE(context); false when the queue is full. */
bool hash_pool_add(struct hash_pool *pool, void (*work)(void *), void (*done)(void *), void *context);

/* ---- the server (server.c) ---- */
struct server;
/* LISTEN: "127.0.0.1:8080", "[::1]:0", "unix:/run/signpost.sock". WHERE gets "http://127.0.0.1:43210" or "unix:…". */
enum fault_code server_start(struct site *site, const char *listen, struct server **out, char *where, size_t size,
    struct fault *fault) MUST_USE;
/* stops accepting, lets requests under way finish, frees */
void server_stop(struct server *server);

#endif
