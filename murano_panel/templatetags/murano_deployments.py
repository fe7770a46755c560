"""What the page of a deployment holds by the hundred."""

from django import template

from murano_panel.deployments.markup import phase_items, phase_marks

register = template.Library()

register.filter(phase_items)
register.filter(phase_marks)
