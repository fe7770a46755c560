"""The words of a draft's changes, for templates."""

from django import template

from murano_panel.domain.model import undo
from murano_panel.drafts import questions

register = template.Library()

for words in (questions.undo_label, questions.undo_question, questions.remove_question):
    register.filter(words)
register.filter('undo_key', undo.key_of)
