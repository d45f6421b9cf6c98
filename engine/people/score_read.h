/*
 * people/score_read.h - a score and its maximum as people write them, as whole numbers of a common unit.
 */
#ifndef PEOPLE_SCORE_READ_H
#define PEOPLE_SCORE_READ_H
#include <stdint.h>

/*
 * SCORE of MAX, decimals with at most nine digits before the point and four after it: the smallest power of ten that makes
 * both whole is the UNIT ("82.5" of "100" is 825 of 1000 in tenths), so that nothing is lost. NULL, or what is wrong.
 */
const char *score_read(const char *score, const char *max, int64_t *score_out, int64_t *max_out, int64_t *unit);
#endif
