"""The tags of the house. What each takes is said at its function in `ui/components/`.

{% panel "November so far" %} ... {% endpanel %}      block tags: panel, inset, details, fieldset, table_region
{% button "Save and go on" %}                         all others stand alone
<q>{{ quote|unquoted }}</q>                           filter
{{ quote.section|section_in_words }}                  filter
"""

from django import template

from goldenthread.ui.components import controls, evidence, fields, lines, marks, tables, words

register = template.Library()

ALONE = (
    controls.button,
    controls.tag,
    controls.notification,
    controls.warning_text,
    fields.field,
    fields.error_summary,
    tables.table,
    marks.mark,
    marks.answer_mark,
    marks.work_mark,
    marks.judgement_mark,
    words.summary_list,
    words.tabs,
    words.breadcrumbs,
    lines.clock_line,
    lines.progress_bar,
    lines.bar_chart,
    evidence.evidence_chip,
    evidence.saved_state,
)
AROUND = (words.panel, words.inset, words.details, words.fieldset, words.table_region)

for part in ALONE:
    register.inclusion_tag(f"components/{part.__name__}.html")(part)
for around in AROUND:
    register.simple_block_tag(around)
register.inclusion_tag("components/tag.html")(words.stage_tag)
register.inclusion_tag("components/pagination.html", takes_context=True)(words.pagination)
register.filter(evidence.unquoted)
register.filter(evidence.section_in_words)
