/* verify_view.h - a verification as a view: the verdict first, then each check. */
#ifndef SIGNPOST_PAGES_VERIFY_VIEW_H
#define SIGNPOST_PAGES_VERIFY_VIEW_H
#include "common.h"
#include "signpost/verification.h"

void verify_view(struct request *request, const struct verification *verification, struct view *view);
/* What a script is told of a record that is not to be relied on: the headline, and why. */
void verify_fault(const struct verification *verification, struct fault *fault);
#endif
