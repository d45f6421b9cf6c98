/* pages.h - the handlers, one page_<noun>.c beside <noun>.html. The table in routes.c says who may reach each. */
#ifndef SIGNPOST_PAGES_H
#define SIGNPOST_PAGES_H
#include "web.h"

/* page_home.c */
struct reply *page_home(struct request *request);                 /* GET / */
struct reply *page_calendar(struct request *request);             /* GET /calendar.ics: when the person's Quiz and training are due */
/* page_sign_in.c, page_account.c */
struct reply *page_sign_in(struct request *request);              /* GET /sign-in, and ?token= a single-use link */
struct reply *page_sign_in_post(struct request *request);
struct reply *page_sign_out(struct request *request);
struct reply *page_account(struct request *request);              /* GET /account: who I am, my posts, who looked, set a password */
struct reply *page_account_password(struct request *request);     /* POST /account/password */
/* page_quiz.c */
struct reply *page_quizzes(struct request *request);              /* GET /quizzes */
struct reply *page_quiz(struct request *request);                 /* GET /quizzes/{quiz}: start page */
struct reply *page_quiz_start(struct request *request);           /* POST /quizzes/{quiz}/attempts */
/* page_attempt.c, page_question.c, page_result.c */
struct reply *page_attempt(struct request *request);              /* GET /attempts/{id}: open: resume; submitted: the result */
struct reply *page_attempt_check(struct request *request);        /* GET /attempts/{id}/check: check your answers */
struct reply *page_attempt_print(struct request *request);        /* GET /attempts/{id}/print: the whole paper */
struct reply *page_attempt_submit(struct request *request);       /* POST /attempts/{id}/submission */
struct reply *page_question(struct request *request);             /* GET /attempts/{id}/answers/{number} */
struct reply *page_question_save(struct request *request);        /* PUT, POST /attempts/{id}/answers/{number} */
/* page_practice.c */
struct reply *page_practice(struct request *request);             /* GET /attempts/{id}/practice: the ones missed */
struct reply *page_practice_check(struct request *request);       /* POST: marks at once, stores nothing */
/* page_record.c, page_sharing.c, page_certificate.c, page_verify.c */
struct reply *page_record(struct request *request);               /* GET /records/{id} */
struct reply *page_record_badge(struct request *request);         /* GET /records/{id}/badge.svg */
struct reply *page_record_proof(struct request *request);         /* GET /records/{id}/proof */
struct reply *page_sharing(struct request *request);              /* POST /records/{id}/sharing */
struct reply *page_certificate(struct request *request);          /* GET /records/{id}/certificate: to print */
struct reply *page_verify(struct request *request);               /* GET /verify */
struct reply *page_verify_post(struct request *request);
/* page_module.c, page_section.c */
struct reply *page_modules(struct request *request);              /* GET /modules */
struct reply *page_module(struct request *request);               /* GET /modules/{id} */
struct reply *page_section(struct request *request);              /* GET /modules/{id}/sections/{section} */
struct reply *page_section_check(struct request *request);        /* POST the same: checks marked at once */
struct reply *page_module_complete(struct request *request);      /* POST /modules/{id}/completion */
/* page_school.c, page_people.c, page_person.c */
struct reply *page_schools(struct request *request);              /* GET /schools: those this person leads */
struct reply *page_school(struct request *request);               /* GET /schools/{school} */
struct reply *page_people(struct request *request);               /* GET /schools/{school}/people */
struct reply *page_person(struct request *request);               /* GET /schools/{school}/people/{staff_id} */
struct reply *page_concern(struct request *request);              /* POST /schools/{school}/people/{staff_id}/concern: open or close */
struct reply *page_waiver(struct request *request);               /* POST /schools/{school}/people/{staff_id}/waiver: grant or end */
/* page_report.c */
struct reply *page_report(struct request *request);               /* GET /report: the University, for the Dean */
struct reply *page_definitions(struct request *request);          /* GET /definitions: every figure's rule in words */
/* page_remark.c */
struct reply *page_remark_put(struct request *request);           /* POST /attempts/{id}/answers/{number}/remark */
struct reply *page_remarks(struct request *request);              /* GET /remarks: the training lead's list */
struct reply *page_remark_settle(struct request *request);        /* POST /remarks/{number}/settlement */

/* page_versions.c */
struct reply *page_versions(struct request *request);             /* GET /versions: of the question bank, for the training lead */
struct reply *page_version(struct request *request);              /* GET /versions/{version}: what changed to it */

/* page_preview.c */
struct reply *page_preview(struct request *request);              /* GET /bank/{id}: a question as a tutor meets it */

/* page_analysis.c */
struct reply *page_analysis(struct request *request);             /* GET /analysis: how the questions do */
struct reply *page_analysis_question(struct request *request);    /* GET /analysis/{id} */

/* page_bank.c, page_staff.c */
struct reply *page_bank(struct request *request);                 /* GET /bank: questions with their keys, for the training lead */
struct reply *page_staff(struct request *request);                /* GET /staff: people and posts, for the administrator */
struct reply *page_staff_link(struct request *request);           /* POST /staff/{staff_id}/link: a new single-use sign-in link */
/* page_issuer.c, page_achievement.c */
struct reply *page_issuer(struct request *request);               /* GET /issuer: page, or the document that credentials name */
struct reply *page_keys(struct request *request);                 /* GET /keys: every key of which the log tells */
struct reply *page_did_host(struct request *request);             /* GET /.well-known/did.json */
struct reply *page_did_folder(struct request *request);           /* GET /did.json: where the University's URL has a path */
struct reply *page_achievement(struct request *request);          /* GET /achievements/{kind}/{item} */
/* page_about.c, page_operations.c */
struct reply *page_accessibility(struct request *request);        /* GET /accessibility */
struct reply *page_checkpoint(struct request *request);
struct reply *page_tile(struct request *request);
struct reply *page_healthz(struct request *request);
struct reply *page_readyz(struct request *request);
struct reply *page_metrics(struct request *request);
struct reply *page_log(struct request *request);
struct reply *page_log_cosignatures(struct request *request);
struct reply *page_openapi(struct request *request);
#endif
