"""The names of the pages that others lead to, for ``reverse()`` and ``redirect()``."""

OVERVIEW = 'horizon:app-catalog:overview:index'
ENVIRONMENTS = 'horizon:app-catalog:environments:index'
ENVIRONMENT = 'horizon:app-catalog:environments:detail'
DEPLOYMENT = 'horizon:app-catalog:environments:deployment'
EDIT_COMPONENT = 'horizon:app-catalog:catalog:edit'
DRAFTS = 'horizon:app-catalog:environments:drafts'
