"""The list of environments. Table actions are shared by all threads and users: nothing of a request is kept in them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from horizon import tables

from murano_panel.domain.refusal import Refusal
from murano_panel.environments import delete_selected
from murano_panel.environments.rows import ListRow
from murano_panel.templatetags.murano import literal
from murano_panel.web import rights
from murano_panel.web.addresses import ENVIRONMENT, ENVIRONMENTS


def _cell(part: str) -> Callable[[ListRow], SafeString]:
    """A column's content: one small template."""

    def render(row: ListRow) -> SafeString:
        return render_to_string(f'murano_panel/environments/_cell_{part}.html', {'row': row})

    return render


class EnvironmentRow(tables.Row):
    """What scripts need to know of a row stands in its attributes."""

    def load_cells(self, datum: ListRow | None = None) -> None:
        """Horizon's hook for each row."""
        super().load_cells(datum)
        row: ListRow = self.datum
        query = self.table.request.GET
        self.attrs |= {
            'data-display': literal(row.name),
            'data-murano-state': row.state.code,
            'data-murano-groups': ' '.join(row.groups),
            'data-murano-search': literal(row.search_text),
            'data-murano-stamp': literal(row.stamp),
            'data-murano-busy': row.environment.busy,
            'data-murano-news': row.latest is not None,
            'hidden': not row.matches(query.get('q', ''), query.get('state', '')),
        }


class Open(tables.LinkAction):
    name = 'open'
    verbose_name = _('Open')
    url = ENVIRONMENT


class RefusableLink(tables.LinkAction):
    """A dialog that is shown disabled, with the reason, while ``refusal`` of the row stands against it."""

    refusal = ''
    reason: Refusal | None = None

    def update(self, request: HttpRequest, row: ListRow) -> None:
        """Horizon asks for each row, just before it shows the action."""
        # Horizon copies the actions of rows, so this stays with the row.
        self.reason = getattr(row.refusals, self.refusal)


class Rename(RefusableLink):
    name = 'rename'
    verbose_name = _('Rename')
    url = 'horizon:app-catalog:environments:rename'
    icon = 'pencil'
    refusal = 'rename'


class Delete(RefusableLink):
    name = 'delete'
    verbose_name = _('Delete')
    url = 'horizon:app-catalog:environments:delete'
    icon = 'trash'
    refusal = 'delete'


class Abandon(RefusableLink):
    name = 'abandon'
    verbose_name = _('Abandon')
    url = 'horizon:app-catalog:environments:abandon'
    icon = 'link-slash'
    refusal = 'abandon'


class DeleteSelected(tables.BatchAction):
    """Asks on a page of its own, which works without JavaScript. Runs before the table loads its data."""

    name = 'delete_selected'
    icon = 'trash'
    preempt = True

    @staticmethod
    def action_present(count: int) -> str:
        return ngettext_lazy('Delete selected…', 'Delete selected…', count)

    @staticmethod
    def action_past(count: int) -> str:
        return ngettext_lazy('Deletion started', 'Deletions started', count)

    def handle(self, table: tables.DataTable, request: HttpRequest, obj_ids: list[str]) -> HttpResponse:
        """Asks instead of deleting: see ``delete_selected``."""
        return delete_selected.ask(request, obj_ids)


class ReadOnlyEnvironmentsTable(tables.DataTable):
    """For those who may delete nothing: without check boxes."""

    name = tables.Column(_cell('name'), verbose_name=_('Name'), attrs={'data-type': 'text'})
    state = tables.Column(_cell('state'), verbose_name=_('What is going on'), attrs={'data-type': 'text'})
    version = tables.Column(
        lambda row: row.environment.version,
        verbose_name=_('Runs'),
        classes=('murano-narrow', 'murano-runs'),
        help_text=_('Deployments and actions that have ended, whether well or badly.'),
    )
    updated = tables.Column(
        _cell('updated'), verbose_name=_('Updated'), attrs={'data-type': 'timesince'}, classes=('murano-narrow',)
    )

    def get_object_display(self, datum: ListRow) -> str:
        return datum.name

    def get_absolute_url(self) -> str:
        return reverse(ENVIRONMENTS)

    class Meta:
        name = 'environments'
        verbose_name = _('Environments')
        hidden_title = True
        row_class = EnvironmentRow
        row_actions = (Open, Rename, Delete, Abandon)
        row_actions_dropdown_template = 'murano_panel/environments/_row_actions.html'
        no_data_message = _('No environment matches.')
        multi_select = False


class EnvironmentsTable(ReadOnlyEnvironmentsTable):
    class Meta(ReadOnlyEnvironmentsTable.Meta):
        table_actions = (DeleteSelected,)
        multi_select = True


def for_user(request: HttpRequest, rows: list[ListRow]) -> tables.DataTable:
    """The table that fits the user's rights."""
    kind: Any = EnvironmentsTable if rights.may(request, 'delete_environment') else ReadOnlyEnvironmentsTable
    return kind(request, data=rows)
