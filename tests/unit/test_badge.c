/*
 * test_badge.c - what is baked into a picture comes out byte for byte, from ours and from others' pictures, and from nothing that two
 * readers could understand differently.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "signpost/badge.h"

static void bake_and_read(const char *document, size_t size)
{
    struct badge badge = {"Personal Tutoring & Quiz", "Completed on 30 June 2026", "University of <Middle> England", document, size};
    struct buf picture, inside;
    buf_init(&picture, 0);
    buf_init(&inside, 0);
    assert_int_equal(badge_write(&badge, &picture, NULL), FAULT_NONE);
    assert_true(badge_looks_like(picture.bytes, picture.size));
    assert_int_equal(badge_read(picture.bytes, picture.size, &inside, NULL), FAULT_NONE);
    assert_int_equal(inside.size, size);
    assert_memory_equal(buf_string(&inside), document, size);
    buf_release(&picture);
    buf_release(&inside);
}

static void what_was_baked_comes_out_byte_for_byte(void **state)
{
    (void)state;
    static const char *const documents[] = {"{}", "{\"a\":\"<&>\\\"'\"}", "{\"a\":\"]]>\"}", "]]>]]>", "{\"a\":\"]]\"}", "{\"n\":\"Zoë – “x”\"}"};
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        bake_and_read(documents[i], strlen(documents[i]));
}

static void long_titles_are_broken_and_cut(void **state)
{
    (void)state;
    char title[1200];
    struct badge badge = {title, "", "", "{}", 2};
    struct buf picture;
    for (size_t i = 0; i + 1 < sizeof title; i++)
        title[i] = i % 9 == 8 ? ' ' : 'w';
    title[sizeof title - 1] = '\0';
    buf_init(&picture, 0);
    assert_int_equal(badge_write(&badge, &picture, NULL), FAULT_NONE);
    assert_non_null(strstr(buf_string(&picture), "wwwwwwww wwwwwwww…</text>"));
    memset(title, 'w', sizeof title - 1); /* one word that no line holds */
    buf_clear(&picture);
    assert_int_equal(badge_write(&badge, &picture, NULL), FAULT_NONE);
    buf_release(&picture);
}

#define OB " xmlns:ob=\"https://purl.imsglobal.org/ob/v3p0\""
#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\""

static enum fault_code read_text(const char *picture, char *out, size_t room)
{
    struct buf inside;
    buf_init(&inside, 0);
    enum fault_code code = badge_read(picture, strlen(picture), &inside, NULL);
    if (code == FAULT_NONE)
        snprintf(out, room, "%s", buf_string(&inside));
    buf_release(&inside);
    return code;
}

static void pictures_of_others_are_read_whatever_their_prefix_and_escapes(void **state)
{
    (void)state;
    static const char *const pictures[] = {
        SVG OB "><ob:credential><![CDATA[{\"a\":1}]]></ob:credential></svg>",
        "<?xml version=\"1.0\"?>\n" SVG OB "><g/><ob:credential>{&quot;a&quot;:1}</ob:credential></svg>",
        SVG "><credential xmlns=\"https://purl.imsglobal.org/ob/v3p0\">{\"a\"<![CDATA[:1]]>}</credential><text>x</text></svg>",
    };
    char inside[32];
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        assert_int_equal(read_text(pictures[i], inside, sizeof inside), FAULT_NONE);
        assert_string_equal(inside, "{\"a\":1}");
    }
}

static void nothing_else_is_a_badge(void **state)
{
    (void)state;
    static const char *const pictures[] = {
        "", "{}", "<svg/>", SVG "/>", SVG OB "><ob:credential>{}</ob:credential>",
        SVG OB "><ob:credential>{}</ob:credential><ob:credential>{}</ob:credential></svg>",
        SVG OB "><g><ob:credential>{}</ob:credential></g></svg>",
        SVG OB "><ob:credential verify=\"a.b.c\"/></svg>",
        SVG OB "><ob:credential>{<b/>}</ob:credential></svg>",
        SVG " xmlns:openbadges=\"https://purl.imsglobal.org/ob/v2p0\"><openbadges:credential>{}</openbadges:credential></svg>",
        "<html" OB "><ob:credential>{}</ob:credential></html>",
        "<!DOCTYPE svg [<!ENTITY a \"{}\">]>" SVG OB "><ob:credential>&a;</ob:credential></svg>",
        "<!DOCTYPE svg SYSTEM \"file:///etc/passwd\">" SVG OB "><ob:credential>{}</ob:credential></svg>",
        SVG OB "><ob:credential>{}</ob:credential></svg><svg/>",
    };
    char inside[32];
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        assert_int_equal(read_text(pictures[i], inside, sizeof inside), FAULT_MALFORMED);
    assert_false(badge_looks_like("{\"a\":\"<\"}", 9));
    assert_false(badge_looks_like("", 0));
    assert_true(badge_looks_like("\xef\xbb\xbf \n<svg", 9));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_baked_comes_out_byte_for_byte),
        cmocka_unit_test(long_titles_are_broken_and_cut),
        cmocka_unit_test(pictures_of_others_are_read_whatever_their_prefix_and_escapes),
        cmocka_unit_test(nothing_else_is_a_badge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
