/*
 * routes.c - the table of everything the server answers: method, path, who, CSRF, body ceiling, handler. A test walks it.
 */
#include <string.h>
#include "pages/pages.h"
#include "signpost/limits.h"
#include "signpost/text.h"
#include "static_files.h"

#define FORM LIMIT_BODY_FORM
#define ANYONE WHO_ANYONE, 0
#define PERSON WHO_SIGNED_IN, 0
#define MAY(what) WHO_ACTION, ACTION_##what

/* clang-format off */
const struct route routes[] = {
    {"GET",  "/",                                      PERSON, CSRF_NONE, 0, page_home, "Home for this person"},
    {"GET",  "/calendar.ics",                          PERSON, CSRF_NONE, 0, page_calendar,
             "Due dates as a calendar file"},
    {"GET",  "/sign-in",                               ANYONE, CSRF_NONE, 0, page_sign_in,
             "Sign-in page; uses up a single-use link"},
    {"POST", "/sign-in",                               ANYONE, CSRF_ORIGIN, FORM, page_sign_in_post,
             "Sign in with a password"},
    {"POST", "/sign-out",                              PERSON, CSRF_SESSION, FORM, page_sign_out, "Sign out"},
    {"GET",  "/account",                               PERSON, CSRF_NONE, 0, page_account,
             "My account, and who looked at my results"},
    {"POST", "/account/password",                      PERSON, CSRF_SESSION, FORM, page_account_password,
             "Set my password"},
    {"GET",  "/quizzes",                               PERSON, CSRF_NONE, 0, page_quizzes, "The quizzes"},
    {"GET",  "/quizzes/{quiz}",                        PERSON, CSRF_NONE, 0, page_quiz, "A quiz's start page"},
    {"POST", "/quizzes/{quiz}/attempts",               PERSON, CSRF_SESSION, FORM, page_quiz_start,
             "Start or resume an attempt"},
    {"GET",  "/attempts/{id}",                         PERSON, CSRF_NONE, 0, page_attempt, "An attempt, or its result"},
    {"GET",  "/attempts/{id}/check",                   PERSON, CSRF_NONE, 0, page_attempt_check,
             "Check the answers before submitting"},
    {"GET",  "/attempts/{id}/print",                   PERSON, CSRF_NONE, 0, page_attempt_print,
             "The whole paper on one page"},
    {"GET",  "/attempts/{id}/answers/{number}",        PERSON, CSRF_NONE, 0, page_question, "One question"},
    {"PUT",  "/attempts/{id}/answers/{number}",        PERSON, CSRF_SESSION, FORM, page_question_save,
             "Save one answer"},
    {"POST", "/attempts/{id}/answers/{number}",        PERSON, CSRF_SESSION, FORM, page_question_save,
             "Save one answer (form)"},
    {"POST", "/attempts/{id}/answers/{number}/remark", PERSON, CSRF_SESSION, FORM, page_remark_put,
             "Say what is wrong with a question"},
    {"POST", "/attempts/{id}/submission",              PERSON, CSRF_SESSION, FORM, page_attempt_submit,
             "Mark, sign and store, once"},
    {"GET",  "/attempts/{id}/practice",                PERSON, CSRF_NONE, 0, page_practice,
             "Practise the questions missed"},
    {"POST", "/attempts/{id}/practice",                PERSON, CSRF_SESSION, FORM, page_practice_check,
             "Check a practice answer; nothing is stored"},
    {"GET",  "/records/{id}",                          ANYONE, CSRF_NONE, 0, page_record,
             "A record, for its holder or as shared: page or credential"},
    {"GET",  "/records/{id}/proof",                    ANYONE, CSRF_NONE, 0, page_record_proof,
             "A record's inclusion proof (C2SP tlog-proof)"},
    {"GET",  "/records/{id}/certificate",              ANYONE, CSRF_NONE, 0, page_certificate,
             "A record's certificate, to print"},
    {"GET",  "/records/{id}/badge.svg",                ANYONE, CSRF_NONE, 0, page_record_badge,
             "A picture with the record baked in (Open Badges 3.0)"},
    {"POST", "/records/{id}/sharing",                  PERSON, CSRF_SESSION, FORM, page_sharing,
             "Share a record with anyone who has its link, or stop"},
    {"GET",  "/verify",                                ANYONE, CSRF_NONE, 0, page_verify, "Verify a completion record"},
    {"POST", "/verify",                                ANYONE, CSRF_ORIGIN, LIMIT_BODY_UPLOAD, page_verify_post,
             "Verify a completion record"},
    {"GET",  "/log",                                   ANYONE, CSRF_NONE, 0, page_log,
             "The transparency log: its keys, its last checkpoint and who watches it"},
    {"POST", "/log/cosignatures",                      ANYONE, CSRF_SIGNED, LIMIT_BODY_NOTE, page_log_cosignatures,
             "A checkpoint that a witness cosigned (text/plain)"},
    {"GET",  "/issuer",                                ANYONE, CSRF_NONE, 0, page_issuer,
             "Who issues the records: page, or Open Badges Profile with its keys"},
    {"GET",  "/keys",                                  ANYONE, CSRF_NONE, 0, page_keys,
             "Every key that signed or will sign records and log"},
    {"GET",  "/.well-known/did.json",                  ANYONE, CSRF_NONE, 0, page_did_host, "The did:web document of the host"},
    {"GET",  "/did.json",                              ANYONE, CSRF_NONE, 0, page_did_folder,
             "The did:web document where the address has a path"},
    {"GET",  "/achievements/{kind}/{item}",            ANYONE, CSRF_NONE, 0, page_achievement,
             "What a record says was achieved: page, or Open Badges Achievement"},
    {"GET",  "/modules",                               PERSON, CSRF_NONE, 0, page_modules,
             "Training modules and requirements"},
    {"GET",  "/modules/{id}",                          PERSON, CSRF_NONE, 0, page_module, "One training module"},
    {"GET",  "/modules/{id}/sections/{section}",       PERSON, CSRF_NONE, 0, page_section, "One section of a module"},
    {"POST", "/modules/{id}/sections/{section}",       PERSON, CSRF_SESSION, FORM, page_section_check,
             "Answer a section's checks"},
    {"POST", "/modules/{id}/completion",               PERSON, CSRF_SESSION, FORM, page_module_complete,
             "Complete a module: sign and store"},
    {"GET",  "/schools",                               PERSON, CSRF_NONE, 0, page_schools,
             "The Schools this person may see"},
    {"GET",  "/schools/{school}",                      MAY(SEE_SCHOOL_FIGURES), CSRF_NONE, 0, page_school,
             "A School's figures"},
    {"GET",  "/schools/{school}/people",               MAY(SEE_SCHOOL_PEOPLE), CSRF_NONE, 0, page_people,
             "A School's tutors"},
    {"GET",  "/schools/{school}/people/{staff_id}",    MAY(SEE_SCHOOL_PEOPLE), CSRF_NONE, 0, page_person,
             "One tutor, for their leader"},
    {"POST", "/schools/{school}/people/{staff_id}/concern", MAY(SEE_SCHOOL_PEOPLE), CSRF_SESSION, FORM, page_concern,
             "Open or close a concern"},
    {"POST", "/schools/{school}/people/{staff_id}/waiver",  MAY(SEE_SCHOOL_PEOPLE), CSRF_SESSION, FORM, page_waiver,
             "Grant or end a waiver"},
    {"GET",  "/report",                                MAY(SEE_UNIVERSITY), CSRF_NONE, 0, page_report,
             "The University's KPIs"},
    {"GET",  "/definitions",                           PERSON, CSRF_NONE, 0, page_definitions,
             "What every figure means"},
    {"GET",  "/bank",                                  MAY(SEE_KEYS), CSRF_NONE, 0, page_bank,
             "The question bank with its keys"},
    {"GET",  "/bank/{id}",                             MAY(SEE_KEYS), CSRF_NONE, 0, page_preview,
             "One question as a tutor meets it, to try out"},
    {"GET",  "/versions",                              MAY(SEE_KEYS), CSRF_NONE, 0, page_versions,
             "The versions of the question bank"},
    {"GET",  "/versions/{version}",                    MAY(SEE_KEYS), CSRF_NONE, 0, page_version,
             "What changed to a version of the question bank from the one before, or from another"},
    {"GET",  "/remarks",                               MAY(SEE_KEYS), CSRF_NONE, 0, page_remarks,
             "What tutors say is wrong with questions"},
    {"POST", "/remarks/{number}/settlement",           MAY(SEE_KEYS), CSRF_SESSION, FORM, page_remark_settle,
             "Settle a remark"},
    {"GET",  "/analysis",                              MAY(SEE_ANALYSIS), CSRF_NONE, 0, page_analysis,
             "Item analysis: how the questions of a quiz do"},
    {"GET",  "/analysis/{id}",                         MAY(SEE_ANALYSIS), CSRF_NONE, 0, page_analysis_question,
             "Item analysis of one question"},
    {"GET",  "/staff",                                 MAY(MANAGE_STAFF), CSRF_NONE, 0, page_staff, "People and posts"},
    {"POST", "/staff/{staff_id}/link",                 MAY(MANAGE_STAFF), CSRF_SESSION, FORM, page_staff_link,
             "A new sign-in link for a person"},
    {"GET",  "/checkpoint",                            ANYONE, CSRF_NONE, 0, page_checkpoint,
             "The transparency log's signed checkpoint (C2SP tlog-checkpoint)"},
    {"GET",  "/tile/{tile*}",                          ANYONE, CSRF_NONE, 0, page_tile,
             "A tile of the log's hashes, or a bundle of its entries (C2SP tlog-tiles)"},
    {"GET",  "/accessibility",                         ANYONE, CSRF_NONE, 0, page_accessibility,
             "Accessibility statement"},
    {"GET",  "/healthz",                               ANYONE, CSRF_NONE, 0, page_healthz, "Is the process alive?"},
    {"GET",  "/readyz",                                ANYONE, CSRF_NONE, 0, page_readyz, "Can it serve and store?"},
    {"GET",  "/metrics",                               ANYONE, CSRF_NONE, 0, page_metrics, "OpenMetrics"},
    {"GET",  "/openapi.json",                          ANYONE, CSRF_NONE, 0, page_openapi, "This table as OpenAPI"},
    {"GET",  "/static/{name}",                         ANYONE, CSRF_NONE, 0, page_static,
             "Stylesheet, script and icon"},
    {0},
};
/* clang-format on */

/* Does PATH have the pattern's shape? Parameters are copied raw into PARAM; one whose name ends in * is the rest of the path. */
static bool matches(struct arena *arena, const char *pattern, const char *path, const char *param[3])
{
    int count = 0;
    while (*pattern && *path) {
        if (*pattern == '{') {
            const char *end = strchr(pattern, '}');
            size_t size = end[-1] == '*' ? strlen(path) : strcspn(path, "/");
            if (!size || count == 3 || !(param[count++] = arena_dup_bytes(arena, path, size)))
                return false;
            path += size;
            pattern = end + 1;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return !*pattern && !*path;
}

const struct route *route_find(struct arena *arena, const char *method, const char *path, const char *param[3], const char **allow)
{
    const char *known = NULL;
    for (const struct route *route = routes; route->method; route++) {
        const char *found[3] = {0};
        if (!matches(arena, route->path, path, found))
            continue;
        if (!strcmp(route->method, method)) {
            memcpy(param, found, sizeof found);
            return route;
        }
        const char *name = !strcmp(route->method, "GET") ? "GET, HEAD" : route->method;
        known = known ? arena_printf(arena, "%s, %s", known, name) : name;
    }
    *allow = known;
    return NULL;
}

static struct reply *ask_to_sign_in(struct request *request)
{
    struct fault fault;
    struct buf next;
    if (request->face != FACE_HTML || request->authorization || strcmp(request->method, "GET") != 0) {
        fault_set(&fault, FAULT_SIGN_IN, "Please sign in, or send a valid bearer token.");
        return reply_fault(request, &fault);
    }
    buf_init(&next, 0);
    buf_text(&next, "/sign-in?next=");
    text_url(&next, request->path);
    struct reply *reply = reply_see_other(request, buf_ok(&next) ? buf_string(&next) : "/sign-in");
    buf_release(&next);
    return reply;
}

/* The School is the first parameter of every route that asks for an action about one. */
static bool may(const struct request *request)
{
    const struct route *route = request->route;
    const char *school = !strncmp(route->path, "/schools/{", 10) ? request->param[0] : NULL;
    return route->who != WHO_ACTION || policy_allows(&request->actor, route->action, school);
}

struct reply *route_serve(struct request *request)
{
    struct fault fault;
    const struct route *route = request->route;
    if (request->allow) {
        fault_set(&fault, FAULT_USAGE, "This address knows %s only.", request->allow);
        return reply_fault(request, &fault);
    }
    if (session_identify(request, &fault) != FAULT_NONE)
        return reply_fault(request, &fault);
    if (!route)
        return reply_absent(request);
    if (route->who != WHO_ANYONE && !request->signed_in)
        return ask_to_sign_in(request);
    if (!may(request))
        return reply_absent(request);
    if (route->csrf == CSRF_ORIGIN && !session_same_origin(request)) {
        fault_set(&fault, FAULT_DENIED, "This form was sent from another site. Please open the page here and try again.");
        return reply_fault(request, &fault);
    }
    if (route->csrf == CSRF_SESSION && session_check_csrf(request, &fault) != FAULT_NONE)
        return reply_fault(request, &fault);
    return route->handler(request);
}
