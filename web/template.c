/*
 * template.c - pages: HTML files with {{name}}, {{a.b}}, {{#list}}…{{/list}}, {{^empty}}…{{/empty}}, {{>part}} and {{! note }}.
 *
 * All five characters are always escaped; only what view_html made is not. Every page is compiled at start, and a part that
 * does not exist, a name that no view can hold, or a section left open refuses to start: a typo never reaches a reader.
 * {{>page}} in layout.html is where the page itself goes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "signpost/embedded.h"
#include "signpost/text.h"
#include "web.h"

#define DEPTH 24 /* of nested sections and parts while rendering */
#define FOLDER "web/pages/"

enum kind { NODE_TEXT, NODE_NAME, NODE_SECTION, NODE_INVERTED, NODE_PART, NODE_PAGE };

struct node {
    enum kind kind;
    const char *text;   /* TEXT: borrowed from the embedded file; else the name or part, owned by the template */
    size_t size;
    int end;            /* SECTION, INVERTED: the first node after it */
    const struct template *part;
};
struct template {
    char *name;         /* "home" for web/pages/home.html */
    const char *source;
    struct node *nodes;
    int count, capacity;
};
struct templates {
    struct template *items;
    int count;
};

/* ---- compiling ---- */

static int line_of(const struct template *template, const char *at)
{
    int line = 1;
    for (const char *p = template->source; p < at; p++)
        line += *p == '\n';
    return line;
}

static enum fault_code refuse(const struct template *template, const char *at, struct fault *fault, const char *what, const char *name)
{
    char file[256];
    snprintf(file, sizeof file, FOLDER "%s.html", template->name);
    return fault_at(fault, FAULT_INTERNAL, file, line_of(template, at), "%s \"%s\".", what, name);
}

static struct node *node_add(struct template *template, enum kind kind, const char *text, size_t size)
{
    if (template->count == template->capacity) {
        int capacity = template->capacity ? 2 * template->capacity : 64;
        struct node *grown = realloc(template->nodes, (size_t)capacity * sizeof *grown);
        if (!grown)
            return NULL;
        template->nodes = grown;
        template->capacity = capacity;
    }
    struct node *node = &template->nodes[template->count++];
    *node = (struct node){.kind = kind, .text = text, .size = size};
    return node;
}

static bool name_is_known(const char *name)
{
    char part[64];
    for (const char *at = name; *at;) {
        size_t size = strcspn(at, ".");
        bool found = false;
        if (!size || size >= sizeof part)
            return !strcmp(name, ".");
        snprintf(part, sizeof part, "%.*s", (int)size, at);
        for (int i = 0; view_names[i] && !found; i++)
            found = !strcmp(view_names[i], part);
        if (!found)
            return false;
        at += size + (at[size] == '.');
    }
    return true;
}

static const struct template *template_find(const struct templates *templates, const char *name)
{
    for (int i = 0; i < templates->count; i++)
        if (!strcmp(templates->items[i].name, name))
            return &templates->items[i];
    return NULL;
}

/* One {{tag}}; OPEN is the stack of sections not yet closed. */
static enum fault_code compile_tag(struct template *template, const char *tag, size_t size, int open[DEPTH], int *depth,
                                   struct fault *fault)
{
    char first = *tag;
    bool marked = strchr("#^/>", first) != NULL;
    const char *start = tag + (marked ? 1 : 0);
    if (first == '!')
        return FAULT_NONE;
    char *name = strndup(start, size - (size_t)(start - tag));
    if (!name)
        return fault_memory(fault);
    enum kind kind = first == '#' ? NODE_SECTION : first == '^' ? NODE_INVERTED : first == '>' ? NODE_PART : NODE_NAME;
    enum fault_code code = FAULT_NONE;
    if (first == '/') {
        if (!*depth || strcmp(template->nodes[open[*depth - 1]].text, name) != 0)
            code = refuse(template, tag, fault, "This closes a section that is not open:", name);
        else
            template->nodes[open[--*depth]].end = template->count;
        free(name);
        return code;
    }
    if (kind == NODE_PART && !strcmp(name, "page"))
        kind = NODE_PAGE;
    else if (kind != NODE_PART && !name_is_known(name))
        code = refuse(template, tag, fault, "No view holds the name", name);
    else if ((kind == NODE_SECTION || kind == NODE_INVERTED) && *depth == DEPTH)
        code = refuse(template, tag, fault, "Sections are nested too deeply at", name);
    else if (kind == NODE_SECTION || kind == NODE_INVERTED)
        open[(*depth)++] = template->count;
    if (code != FAULT_NONE || !node_add(template, kind, name, strlen(name))) {
        free(name);
        return code != FAULT_NONE ? code : fault_memory(fault);
    }
    return FAULT_NONE;
}

static enum fault_code template_compile(struct template *template, struct fault *fault)
{
    int open[DEPTH], depth = 0;
    const char *at = template->source;
    for (;;) {
        const char *tag = strstr(at, "{{");
        size_t text = tag ? (size_t)(tag - at) : strlen(at);
        if (text && !node_add(template, NODE_TEXT, at, text))
            return fault_memory(fault);
        if (!tag)
            break;
        const char *end = strstr(tag, "}}");
        if (!end || end == tag + 2)
            return refuse(template, tag, fault, "A tag is empty or not closed", "{{");
        enum fault_code code = compile_tag(template, tag + 2, (size_t)(end - tag) - 2, open, &depth, fault);
        if (code != FAULT_NONE)
            return code;
        at = end + 2;
    }
    if (depth)
        return refuse(template, at, fault, "This section is never closed:", template->nodes[open[depth - 1]].text);
    return FAULT_NONE;
}

static enum fault_code link_parts(struct templates *templates, struct fault *fault)
{
    for (int i = 0; i < templates->count; i++) {
        struct template *template = &templates->items[i];
        for (int k = 0; k < template->count; k++) {
            struct node *node = &template->nodes[k];
            if (node->kind == NODE_PART && !(node->part = template_find(templates, node->text)))
                return refuse(template, template->source, fault, "There is no part", node->text);
        }
    }
    return FAULT_NONE;
}

static bool is_page(const char *path, size_t *stem)
{
    size_t size = strlen(path), folder = strlen(FOLDER);
    if (strncmp(path, FOLDER, folder) != 0 || size < folder + 6 || strcmp(path + size - 5, ".html") != 0)
        return false;
    *stem = size - folder - 5;
    return true;
}

enum fault_code templates_compile(struct templates **out, struct fault *fault)
{
    struct templates *templates = calloc(1, sizeof *templates);
    enum fault_code code = FAULT_NONE;
    int pages = 0;
    size_t stem;
    for (const struct embedded *file = embedded_files; file->path; file++)
        pages += is_page(file->path, &stem);
    if (!templates || !(templates->items = calloc((size_t)pages + 1, sizeof *templates->items))) {
        free(templates);
        return fault_memory(fault);
    }
    for (const struct embedded *file = embedded_files; file->path && code == FAULT_NONE; file++) {
        if (!is_page(file->path, &stem))
            continue;
        struct template *template = &templates->items[templates->count++];
        template->source = (const char *)file->bytes;
        template->name = strndup(file->path + strlen(FOLDER), stem);
        code = template->name ? template_compile(template, fault) : fault_memory(fault);
    }
    if (code == FAULT_NONE)
        code = link_parts(templates, fault);
    if (code != FAULT_NONE)
        templates_free(templates);
    else
        *out = templates;
    return code;
}

void templates_free(struct templates *templates)
{
    for (int i = 0; templates && i < templates->count; i++) {
        struct template *template = &templates->items[i];
        for (int k = 0; k < template->count; k++)
            if (template->nodes[k].kind != NODE_TEXT)
                free((void *)(uintptr_t)template->nodes[k].text);
        free(template->nodes);
        free(template->name);
    }
    if (templates)
        free(templates->items);
    free(templates);
}

/* ---- rendering ---- */

struct render {
    struct buf *out;
    const struct template *page;
    const cJSON *scope[DEPTH + 2];
    int depth;
    int parts;
};

static const cJSON *walk(const cJSON *from, const char *name)
{
    char part[64];
    while (from && *name) {
        size_t size = strcspn(name, ".");
        snprintf(part, sizeof part, "%.*s", (int)size, name);
        from = cJSON_IsObject(from) ? cJSON_GetObjectItemCaseSensitive(from, part) : NULL;
        name += size + (name[size] == '.');
    }
    return from;
}

static const cJSON *look_up(const struct render *render, const char *name)
{
    if (!strcmp(name, "."))
        return render->scope[render->depth - 1];
    for (int i = render->depth - 1; i >= 0; i--) {
        const cJSON *found = walk(render->scope[i], name);
        if (found)
            return found;
    }
    return NULL;
}

static bool is_truth(const cJSON *item)
{
    if (!item || cJSON_IsNull(item) || cJSON_IsFalse(item))
        return false;
    if (cJSON_IsString(item))
        return item->valuestring[0] != '\0';
    if (cJSON_IsArray(item))
        return item->child != NULL;
    return !cJSON_IsNumber(item) || item->valuedouble != 0;
}

static void write_value(struct buf *out, const cJSON *item)
{
    if (!item)
        return;
    if (cJSON_IsString(item) && (item->type & VIEW_HTML))
        buf_text(out, item->valuestring);
    else if (cJSON_IsString(item) || cJSON_IsRaw(item))
        text_html(out, item->valuestring);
    else if (cJSON_IsNumber(item))
        buf_printf(out, "%lld", (long long)item->valuedouble);
    else if (cJSON_IsTrue(item))
        buf_text(out, "yes");
}

static void render_nodes(struct render *render, const struct template *template, int from, int to);

static void render_section(struct render *render, const struct template *template, int at)
{
    const struct node *node = &template->nodes[at];
    const cJSON *item = look_up(render, node->text);
    if (!is_truth(item) || render->depth >= DEPTH)
        return;
    if (cJSON_IsArray(item)) {
        const cJSON *each = NULL;
        cJSON_ArrayForEach(each, item) {
            render->scope[render->depth++] = each;
            render_nodes(render, template, at + 1, node->end);
            render->depth--;
        }
        return;
    }
    bool scoped = cJSON_IsObject(item);
    if (scoped)
        render->scope[render->depth++] = item;
    render_nodes(render, template, at + 1, node->end);
    render->depth -= scoped;
}

static void render_part(struct render *render, const struct template *part)
{
    if (!part || render->parts >= DEPTH)
        return;
    render->parts++;
    render_nodes(render, part, 0, part->count);
    render->parts--;
}

static void render_nodes(struct render *render, const struct template *template, int from, int to)
{
    for (int i = from; i < to; i++) {
        const struct node *node = &template->nodes[i];
        switch (node->kind) {
        case NODE_TEXT: buf_append(render->out, node->text, node->size); break;
        case NODE_NAME: write_value(render->out, look_up(render, node->text)); break;
        case NODE_PART: render_part(render, node->part); break;
        case NODE_PAGE: render_part(render, render->page); break;
        case NODE_SECTION:
            render_section(render, template, i);
            i = node->end - 1;
            break;
        case NODE_INVERTED:
            if (is_truth(look_up(render, node->text)))
                i = node->end - 1;
            break;
        }
    }
}

enum fault_code templates_render(const struct templates *templates, const char *page, const cJSON *layout, const cJSON *view,
                                 struct buf *out, struct fault *fault)
{
    const struct template *frame = template_find(templates, "layout");
    struct render render = {.out = out, .page = template_find(templates, page), .scope = {layout, view}, .depth = 2};
    if (!frame || !render.page)
        return fault_set(fault, FAULT_INTERNAL, "There is no page \"%s\".", page);
    render_nodes(&render, frame, 0, frame->count);
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}
