"""The tags of the house. What each takes is said at its function in `ui/components/`."""

from django import template

from goldenthread.ui.components import controls, fields, marks, tables

register = template.Library()

PARTS = (
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
)

for part in PARTS:
    register.inclusion_tag(f"components/{part.__name__}.html")(part)
