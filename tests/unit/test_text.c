/*
 * test_text.c - UTF-8, names, folding, escaping, safe CommonMark, exact decimals, random names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <limits.h>
#include <string.h>
#include <cmocka.h>
#include "signpost/text.h"

static void utf8_is_checked_strictly(void **state)
{
    static const char *const right[] = {"", "a", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                                        "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"};
    static const char *const wrong[] = {"\x80", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x9f\xbf",
                                        "\xed\xa0\x80", "\xef\xbf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
                                        "\xf5\x80\x80\x80", "\xff", "a\xe2\x82", "\xe2\x82\x28"};

    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_true(text_is_utf8(right[i], strlen(right[i])));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (text_is_utf8(wrong[i], strlen(wrong[i])))
            fail_msg("sequence %zu was taken for UTF-8", i);
    assert_true(text_is_utf8("a\0b", 3));
}

static void clean_text_has_no_control_characters(void **state)
{
    (void)state;
    assert_true(text_is_clean("Zo\xc3\xab O'Brien, \xe4\xbd\xa0"));
    assert_false(text_is_clean("a\tb"));
    assert_false(text_is_clean("a\nb"));
    assert_false(text_is_clean("a\x7f"));
    assert_false(text_is_clean("a\xc2\x85"));
    assert_false(text_is_clean("a\xff"));
}

static void ids_codes_and_addresses_have_their_shapes(void **state)
{
    char long_id[66];

    (void)state;
    memset(long_id, 'a', 65);
    long_id[65] = 0;
    assert_false(text_is_id(long_id));
    assert_true(text_is_id(long_id + 1));
    assert_true(text_is_id("ecf-07.v2_b"));
    assert_false(text_is_id(""));
    assert_false(text_is_id("-a"));
    assert_false(text_is_id(".."));
    assert_false(text_is_id("Abc"));
    assert_false(text_is_id("a/b"));
    assert_true(text_is_code("BIO"));
    assert_true(text_is_code("3D_X-1"));
    assert_false(text_is_code("_X"));
    assert_true(text_is_code("bio.2"));
    assert_false(text_is_code("b i"));
    assert_false(text_is_code("B/O"));
    assert_false(text_is_code(""));
    assert_true(text_is_email("a.b+c@example.ac.uk"));
    assert_false(text_is_email("@example.ac.uk"));
    assert_false(text_is_email("a@"));
    assert_false(text_is_email("a@b@c"));
    assert_false(text_is_email("a b@c"));
    assert_false(text_is_email("a\xc2\xa0@c"));
    assert_false(text_is_email("a@b\n"));
    assert_false(text_is_email("nobody"));
}

static void assert_folds(const char *text, const char *expected)
{
    char *folded = text_fold(text);

    assert_non_null(folded);
    assert_string_equal(folded, expected);
    free(folded);
}

static void folding_forgives_what_people_do_not_mean(void **state)
{
    static const char *const rows[][2] = {
        {"Senior Tutor", "senior tutor"},
        {"  senior \t\n tutor.  ", "senior tutor"},
        {"\"Na\xc3\xafve\xe2\x80\x9d!", "naive"},
        {"nai\xcc\x88ve", "naive"},
        {"STRASSE", "strasse"},
        {"stra\xc3\x9f" "e", "strasse"},
        {"\xef\xbc\xb4utor", "tutor"},                     /* full-width T */
        {"\xef\xac\x81nal", "final"},                      /* the fi ligature */
        {"a\xc2\xa0\xe2\x80\x83" "b", "a b"},              /* no-break and em space */
        {"co\xc2\xadop", "coop"},                          /* soft hyphen */
        {"O\xe2\x80\x99" "Brien", "obrien"},                /* an apostrophe counts for nothing, however it is written */
        {"Student's", "students"},
        {"Student`s", "students"},
        {"Student\xc2\xb4s", "students"},                   /* a lone acute accent */
        {"Student\xca\xbcs", "students"},                   /* the modifier letter */
        {"Student\xe2\x80\xb2s", "students"},               /* a prime */
        {"Student\xef\xbc\x87s", "students"},               /* full-width */
        {"Students\xe2\x80\x99 Union", "students union"},
        {"twenty-eight", "twenty eight"},                   /* a dash is a space, whichever it is */
        {"twenty\xe2\x80\x90" "eight", "twenty eight"},     /* hyphen */
        {"twenty\xe2\x80\x91" "eight", "twenty eight"},     /* no-break hyphen */
        {"twenty\xe2\x80\x93" "eight", "twenty eight"},     /* en dash */
        {"twenty \xe2\x80\x94 eight", "twenty eight"},      /* em dash with spaces */
        {"twenty\xe2\x88\x92" "eight", "twenty eight"},     /* minus */
        {"twenty\xef\xbc\x8d" "eight", "twenty eight"},     /* full-width */
        {"\xe2\x80\x9cSenior Tutor\xe2\x80\x9d", "senior tutor"},
        {"\xc2\xabSenior Tutor\xc2\xbb", "senior tutor"},
        {"and/or", "and/or"},                               /* other punctuation inside stays */
        {"10\xc2\xb2", "102"},                              /* superscripts are digits */
        {"\xe2\x84\x96 5", "no 5"},                         /* the numero sign */
        {"R\xe2\x80\x8d\xe2\x80\x8b" "A", "ra"},           /* joiners and zero-width spaces */
        {"(three)", "three"},
        {"C++", "c++"},
        {"...", ""},
        {"", ""},
        {"\xce\xa3\xce\x91\xce\xa3", "\xcf\x83\xce\xb1\xcf\x83"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_folds(rows[i][0], rows[i][1]);
        assert_folds(rows[i][1], rows[i][1]);
    }
    assert_folds("\xff\xfe", "\xff\xfe");
}

static void html_and_urls_are_escaped(void **state)
{
    struct buf buf;

    (void)state;
    buf_init(&buf, 0);
    text_html(&buf, "<a href=\"x\" id='y'>&amp; \xc3\xa9");
    assert_string_equal(buf_string(&buf), "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp; \xc3\xa9");
    buf_clear(&buf);
    text_url(&buf, "a b/c?d=\xc3\xa9&~._-");
    assert_string_equal(buf_string(&buf), "a%20b%2Fc%3Fd%3D%C3%A9%26~._-");
    text_html(&buf, NULL);
    assert_false(buf_ok(&buf));
    buf_release(&buf);
}

static void commonmark_lets_nothing_active_through(void **state)
{
    static const struct { const char *in, *absent, *present; } rows[] = {
        {"<script>alert(1)</script>", "<script", "raw HTML omitted"},
        {"a <b onclick=x>b</b>", "onclick", "raw HTML omitted"},
        {"[x](javascript:alert(1))", "javascript", "<a href=\"\">x</a>"},
        {"[x](JaVaScRiPt:alert(1))", "alert", "<a href=\"\">x</a>"},
        {"[x](&#106;avascript:alert(1))", "alert", "<a href=\"\">x</a>"},
        {"[x](data:text/html,x)", "data:", "<a href=\"\">x</a>"},
        {"<javascript:alert(1)>", "href=\"javascript", "<a href=\"\">"},
        {"![a *cat*](http://example.org/cat.png)", "example.org", "<p>a <em>cat</em></p>"},
        {"![](http://example.org/cat.png)", "img", "<p></p>"},
        {"![one ![two](/b) three](/a)", "img", "<p>one two three</p>"},
        {"[![pic](/p.png)](/there)", "img", "<a href=\"/there\">pic</a>"},
        {"a & b < c \"d\"", " < ", "a &amp; b &lt; c &quot;d&quot;"},
        {"bytes \xff end", "\xff", "bytes \xef\xbf\xbd end"},
        {"# Head\n\n* one\n* [two](https://example.org/?a=1&b=2)", "<script", "<h1>Head</h1>"},
        {"he said \"no\" -- twice...", "\xe2\x80", "-- twice..."},
    };
    struct fault fault;
    struct buf buf;

    (void)state;
    buf_init(&buf, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_clear(&buf);
        assert_int_equal(text_commonmark(&buf, rows[i].in, &fault), FAULT_NONE);
        if (strstr(buf_string(&buf), rows[i].absent) || !strstr(buf_string(&buf), rows[i].present))
            fail_msg("%s became %s", rows[i].in, buf_string(&buf));
    }
    buf_release(&buf);
}

static void markup_that_pages_leave_out_is_found_on_its_line(void **state)
{
    static const struct { const char *text; int line; } rows[] = {
        {"Plain *words*, a [link](https://example.org) and 3 > 2!", 0},
        {"Wow! [a link](x)", 0},
        {"Wow!![an image](x)", 1},
        {"One\n\n![an image](x)", 3},
        {"\\![a link](x)", 0},
        {"![no image", 0},
        {"One\n\nTwo <b>three</b>", 3},
        {"<div>\nfour", 1},
        {"1 < 2, \\<b>, `<b>` and <https://example.org>", 0},
        {"    <b>code</b>", 0},
        {"", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_markup_line(rows[i].text) != rows[i].line)
            fail_msg("\"%s\": line %d", rows[i].text, text_markup_line(rows[i].text));
}

static void ratios_round_once_half_away_from_zero(void **state)
{
    static const struct { long long numerator, denominator; int decimals; const char *text; } rows[] = {
        {10, 3, 2, "3.33"},   {2, 3, 0, "1"},        {1, 2, 0, "1"},        {-1, 2, 0, "-1"},   {3, 2, 0, "2"},
        {1, 8, 2, "0.13"},    {-1, 8, 2, "-0.13"},   {1, 8, 3, "0.125"},    {0, 7, 1, "0.0"},   {-1, 1000, 2, "0.00"},
        {-1, 200, 2, "-0.01"}, {4600, 58, 1, "79.3"}, {4100, 58, 1, "70.7"}, {999, 1000, 2, "1.00"},
        {99949, 1000, 1, "99.9"}, {9995, 100, 1, "100.0"}, {165, 2, 1, "82.5"}, {1, 3, 18, "0.333333333333333333"},
        {LLONG_MAX, 1, 0, "9223372036854775807"}, {LLONG_MIN, 1, 2, "-9223372036854775808.00"},
        {LLONG_MAX, LLONG_MAX, 18, "1.000000000000000000"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[64];

        text_ratio(text, sizeof text, rows[i].numerator, rows[i].denominator, rows[i].decimals);
        assert_string_equal(text, rows[i].text);
    }
}

static void random_names_have_their_form_and_differ(void **state)
{
    char hex[2 * 100 + 1], a[37], b[37];

    (void)state;
    text_random_hex(hex, 100);
    assert_int_equal(strlen(hex), 200);
    assert_int_equal(strspn(hex, "0123456789abcdef"), 200);
    assert_int_not_equal(memcmp(hex, hex + 64, 64), 0);
    text_random_hex(hex, 0);
    assert_string_equal(hex, "");
    text_uuid(a);
    text_uuid(b);
    assert_int_equal(strlen(a), 36);
    assert_string_not_equal(a, b);
    assert_int_equal(a[14], '7');
    assert_non_null(strchr("89ab", a[19]));
    for (int i = 8; i <= 23; i += 5)
        assert_int_equal(a[i], '-');
}

static void near_misses_are_suggested_and_strangers_are_not(void **state)
{
    static const char *const names[] = {"serve", "staff", "report", "restore", NULL};

    (void)state;
    assert_string_equal(text_nearest("sreve", names), "serve");
    assert_string_equal(text_nearest("reprot", names), "report");
    assert_string_equal(text_nearest("staf", names), "staff");
    assert_null(text_nearest("zzzzzz", names));
    assert_null(text_nearest("", names));
}

static void plain_bytes_are_those_that_nobody_escapes(void **state)
{
    char text[40];

    (void)state;
    for (size_t size = 0; size < sizeof text; size++) {
        memset(text, 'a', sizeof text);
        assert_int_equal(text_plain(text, size), size);
        for (int byte = 0; byte < 256; byte++) {
            bool plain = byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';

            for (size_t at = 0; at < size; at++) {
                text[at] = (char)byte;
                assert_int_equal(text_plain(text, size), plain ? size : at);
                text[at] = (char)(0x20 + at); /* a neighbour that is nearly one */
                if (text[at] == '"')
                    text[at] = '!';
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_checked_strictly),
        cmocka_unit_test(clean_text_has_no_control_characters),
        cmocka_unit_test(ids_codes_and_addresses_have_their_shapes),
        cmocka_unit_test(folding_forgives_what_people_do_not_mean),
        cmocka_unit_test(html_and_urls_are_escaped),
        cmocka_unit_test(commonmark_lets_nothing_active_through),
        cmocka_unit_test(markup_that_pages_leave_out_is_found_on_its_line),
        cmocka_unit_test(ratios_round_once_half_away_from_zero),
        cmocka_unit_test(random_names_have_their_form_and_differ),
        cmocka_unit_test(near_misses_are_suggested_and_strangers_are_not),
        cmocka_unit_test(plain_bytes_are_those_that_nobody_escapes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
