/*
 * qti_manifest.c - what a content package holds, by its manifest: the items with their keywords, in its order, and after them
 * those that a test of the package refers to and the manifest does not list.
 */
#include <stdlib.h>
#include <string.h>
#include "formats/qti.h"
#include "formats/taken.h"

struct manifest {
    struct package *package;
    struct qti_list *items, tests;
    struct taken met;          /* the hrefs */
    const char *folder;        /* of the file at hand: what its hrefs are relative to; "" or with a slash at its end */
    bool failed;
};

static void release(struct qti_listed *item)
{
    for (int i = 0; i < item->tag_count; i++)
        free(item->tags[i]);
    free(item->tags);
    free(item->href);
}

void qti_list_release(struct qti_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        release(&list->items[i]);
    free(list->items);
    *list = (struct qti_list){0};
}

/* Takes the item over, also where memory runs out. */
static bool add(struct qti_list *list, struct qti_listed *item)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 64;
        struct qti_listed *grown = realloc(list->items, capacity * sizeof *grown);
        if (!grown) {
            release(item);
            return false;
        }
        list->items = grown;
        list->capacity = capacity;
    }
    list->items[list->count++] = *item;
    return true;
}

/* "items/", of "items/a.xml". */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strndup(path, slash ? (size_t)(slash - path) + 1 : 0);
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* "%20" is a space. In place; the text only gets shorter. */
static void decode(char *text)
{
    char *to = text;
    for (; *text; text++) {
        if (*text == '%' && hex(text[1]) >= 0 && hex(text[2]) >= 0 && hex(text[1]) + hex(text[2]) > 0) {
            *to++ = (char)(hex(text[1]) * 16 + hex(text[2]));
            text += 2;
        } else {
            *to++ = *text;
        }
    }
    *to = '\0';
}

/* Takes "./" away, and "folder/../" too. What would lead out of the package stays as it is and is not found in it. */
static void straighten(char *path)
{
    char *to = path, *from = path;
    while (*from) {
        size_t length = strcspn(from, "/");
        bool here = length == 1 && *from == '.', up = length == 2 && strncmp(from, "..", 2) == 0;
        char *before = to > path ? to - 1 : to; /* the folder that stands before it */
        while (before > path && before[-1] != '/')
            before--;
        length += from[length] == '/';
        if (up && to > path && strncmp(before, "../", 3) != 0) {
            to = before;
        } else if (!here) {
            memmove(to, from, length);
            to += length;
        }
        from += length;
    }
    *to = '\0';
}

/* HREF of the file at hand as the name of an entry; malloc'd. */
static char *resolve(const struct manifest *manifest, const char *href)
{
    size_t size = strcspn(href, "#?"), folder = strlen(manifest->folder);
    char *path = malloc(folder + size + 1);
    if (!path)
        return NULL;
    memcpy(path, manifest->folder, folder);
    memcpy(path + folder, href, size);
    path[folder + size] = '\0';
    straighten(path);
    if (!package_has(manifest->package, path)) {
        decode(path);
        straighten(path);
    }
    return path;
}

/* Each keyword, in each of its languages. */
static bool take_tags(const struct xml_node *resource, struct arena *arena, struct qti_listed *item)
{
    for (const struct xml_node *at = xml_step(resource, resource); at; at = xml_step(at, resource)) {
        bool keyword = at->name && strcmp(at->name, "keyword") == 0;
        bool inner = at->name && at->parent->name && strcmp(at->parent->name, "keyword") == 0;
        if (!inner && (!keyword || xml_child(at, "string") || xml_child(at, "langstring")))
            continue;
        const char *text = xml_text(at, arena);
        char **grown = text ? realloc(item->tags, ((size_t)item->tag_count + 1) * sizeof *grown) : NULL;
        if (!grown)
            return false;
        item->tags = grown;
        text += strspn(text, " \t\r\n");
        size_t size = strlen(text);
        while (size && strchr(" \t\r\n", text[size - 1]))
            size--;
        char *tag = strndup(text, size);
        if (!tag)
            return false;
        item->tags[item->tag_count++] = tag;
    }
    return true;
}

static const char *refusal(const char *type)
{
    if (strstr(type, "imsqti_xmlv1") || strstr(type, "imsqti_assesment_xmlv1") || strstr(type, "imsqti_asi"))
        return "it is QTI 1, which is not read: export it as QTI 2.1.";
    if (strstr(type, "x-bb-qti"))
        return "it is in Blackboard's own format: export it from there as a QTI 2.1 package.";
    if (strstr(type, "imsqti") && strstr(type, "v3p"))
        return "it is QTI 3, which is not read: export it as QTI 2.1.";
    return NULL;
}

static bool met_before(struct manifest *manifest, const char *href)
{
    if (taken_find(&manifest->met, href))
        return true;
    manifest->failed |= !taken_add(&manifest->met, href, NULL);
    return false;
}

static enum fault_code take_resource(void *context, const struct xml_node *node, struct fault *fault)
{
    struct manifest *manifest = context;
    const char *type = xml_attribute(node, "type"), *href = xml_attribute(node, "href");
    if (!href)
        href = xml_attribute(xml_child(node, "file"), "href");
    if (!type || !href)
        return FAULT_NONE;
    struct qti_listed item = {.href = resolve(manifest, href), .refused = refusal(type)};
    bool wanted = strstr(type, "item") || item.refused, test = strstr(type, "imsqti_test") && !item.refused;
    manifest->failed |= !item.href;
    if (manifest->failed || (!wanted && !test) || met_before(manifest, item.href)) {
        free(item.href);
        return manifest->failed ? fault_memory(fault) : FAULT_NONE;
    }
    struct arena *arena = arena_new();
    manifest->failed |= !arena || !take_tags(node, arena, &item);
    manifest->failed |= !add(test ? &manifest->tests : manifest->items, &item);
    arena_free(arena);
    return manifest->failed ? fault_memory(fault) : FAULT_NONE;
}

static enum fault_code take_reference(void *context, const struct xml_node *node, struct fault *fault)
{
    struct manifest *manifest = context;
    const char *href = xml_attribute(node, "href");
    struct qti_listed item = {.href = href ? resolve(manifest, href) : NULL};
    if (!href)
        return FAULT_NONE;
    if (item.href && met_before(manifest, item.href)) {
        free(item.href);
        return FAULT_NONE;
    }
    manifest->failed |= !item.href || !add(manifest->items, &item);
    return manifest->failed ? fault_memory(fault) : FAULT_NONE;
}

/* Reads the entry NAME for its elements called ELEMENT. */
static enum fault_code read_entry(struct manifest *manifest, const char *file, const char *name, const char *element,
                                  xml_take_fn take, struct fault *fault)
{
    struct buf text, where;
    char *folder = folder_of(name);
    buf_init(&text, LIMIT_FORMAT_FILE);
    buf_init(&where, 0);
    buf_printf(&where, "%s/%s", file, name);
    enum fault_code code = folder && buf_ok(&where) ? package_read(manifest->package, name, LIMIT_FORMAT_FILE, &text, fault)
                                                    : fault_memory(fault);
    struct xml_source source = {.bytes = buf_string(&text), .size = text.size, .file = buf_string(&where), .element = element};
    manifest->folder = folder;
    if (code == FAULT_NONE)
        code = xml_read(&source, take, manifest, fault);
    buf_release(&text);
    buf_release(&where);
    free(folder);
    return code;
}

static enum fault_code check_list(const struct qti_list *list, const char *file, struct fault *fault)
{
    const char *refused = NULL;
    for (size_t i = 0; i < list->count; i++) {
        if (!list->items[i].refused)
            return FAULT_NONE;
        refused = list->items[i].refused;
    }
    if (refused)
        return fault_at(fault, FAULT_INPUT, file, 0, "Nothing of the package can be read: %s", refused);
    return fault_at(fault, FAULT_INPUT, file, 0, "The manifest of the package lists no QTI item: export it as QTI 2.1.");
}

enum fault_code qti_manifest(struct package *package, const char *file, struct qti_list *out, struct fault *fault)
{
    struct manifest manifest = {.package = package, .items = out};
    const char *name = package_find(package, "imsmanifest.xml");
    if (!name)
        return fault_at(fault, FAULT_INPUT, file, 0, "The zip file has no imsmanifest.xml, so it is no content package: export it "
                        "as a QTI 2.1 package.");
    enum fault_code code = read_entry(&manifest, file, name, "resource", take_resource, fault);
    for (size_t i = 0; i < manifest.tests.count && code == FAULT_NONE; i++)
        if (package_has(package, manifest.tests.items[i].href))
            code = read_entry(&manifest, file, manifest.tests.items[i].href, "assessmentItemRef", take_reference, fault);
    qti_list_release(&manifest.tests);
    taken_release(&manifest.met);
    return code == FAULT_NONE ? check_list(out, file, fault) : code;
}
