/*
 * verify_view.c - see verify_view.h.
 */
#include "verify_view.h"
#include <string.h>

/* Right, partly, wrong: the colour of the verdict repeats what its words say. */
static const char *verdict_class(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_GENUINE:
        return "right";
    case VERDICT_ENDED:
    case VERDICT_SUPERSEDED:
    case VERDICT_OTHER_PERSON:
        return "partly";
    default:
        return "wrong";
    }
}

static void add_days(struct request *request, const struct verification *verification, struct view *view)
{
    cJSON *days = view_object(view, view->root, "days");
    view_date(view, days, "completed_on", verification->completed_on);
    view_date(view, days, "counts_until", verification->counts_until);
    view_page_string(view, days, "completed_words", page_date_words(request->arena, verification->completed_on));
    view_page_string(view, days, "until_words", page_date_words(request->arena, verification->counts_until));
}

static void add_checks(const struct verification *verification, struct view *view)
{
    static const char *const classes[] = {[VERIFICATION_NOT_CHECKED] = "none", [VERIFICATION_YES] = "right", [VERIFICATION_NO] = "wrong"};
    static const char *const words[] = {[VERIFICATION_NOT_CHECKED] = "Not checked", [VERIFICATION_YES] = "Yes", [VERIFICATION_NO] = "No"};
    cJSON *list = view_array(view, view->root, "checks");
    for (int i = 0; i < verification->count; i++) {
        const struct verification_check *check = &verification->check[i];
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "id", check->id);
        view_string(view, item, "check", check->what);
        view_string(view, item, "result", verification_word(check->result));
        view_string(view, item, "why", check->why[0] ? check->why : NULL);
        view_page_string(view, item, "result_words", words[check->result]);
        view_page_string(view, item, "result_class", classes[check->result]);
    }
}

void verify_view(struct request *request, const struct verification *verification, struct view *view)
{
    const struct credential_check *record = &verification->credential;
    cJSON *root = view->root;
    view_bool(view, root, "valid", verification->valid);
    view_string(view, root, "verdict", verification->word);
    view_string(view, root, "headline", verification->headline);
    view_string(view, root, "sentence", verification->sentence);
    view_string(view, root, "id", record->id);
    view_string(view, root, "issuer", record->issuer);
    view_string(view, root, "issuer_name", record->issuer_name);
    view_string(view, root, "achievement", record->achievement);
    view_string(view, root, "awarded_on", record->awarded_on);
    view_string(view, root, "valid_until", record->valid_until);
    view_string(view, root, "score", record->score);
    view_string(view, root, "signed_by", record->signed_by[0] ? record->signed_by : NULL);
    view_bool(view, root, "expired", record->expired);
    add_days(request, verification, view);
    add_checks(verification, view);
    view_page_string(view, root, "verdict_class", verdict_class(verification->verdict));
    view_page_bool(view, root, "answered", true);
    view_page_bool(view, root, "readable", verification->verdict != VERDICT_UNREADABLE);
    view_page_string(view, root, "description", record->description);
}

void verify_fault(const struct verification *verification, struct fault *fault)
{
    const char *why = "";
    for (int i = 0; i < verification->count && !*why; i++)
        if (verification->check[i].result == VERIFICATION_NO)
            why = verification->check[i].why;
    fault_set(fault, verification->verdict == VERDICT_UNREADABLE ? FAULT_INPUT : FAULT_PROOF, "%s.%s%.380s", verification->headline,
              *why ? " " : "", why);
}
