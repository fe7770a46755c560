from django.urls import path

from murano_panel.actions.views import RunView
from murano_panel.components import deploying, reapplying
from murano_panel.deployments import commands as deployment_commands
from murano_panel.deployments import log_views
from murano_panel.deployments import views as deployment_views
from murano_panel.deployments.compare import views as compare_views
from murano_panel.deployments.restore import views as restore_views
from murano_panel.drafts import component_views
from murano_panel.drafts import views as draft_views
from murano_panel.environments import checks, commands, component, delete_selected, dialogs, left, views
from murano_panel.environments.clone.views import CloneView
from murano_panel.environments.drift.views import DriftView
from murano_panel.environments.file import import_views as file_import
from murano_panel.environments.file import views as file_views
from murano_panel.environments.from_blueprint import FromBlueprintView
from murano_panel.environments.review import views as review_views
from murano_panel.environments.settings import duplicating, metadata, naming
from murano_panel.environments.topology import views as topology_views
from murano_panel.environments.topology.glance import GlanceView
from murano_panel.web import urlids  # noqa: F401  registers the ids in our URLs

ONE = '<muranoid:environment_id>'
# The deployments of an environment are shown below it, by the panel that also has their history.
ONE_DEPLOYMENT = f'{ONE}/deployments/<muranoid:deployment_id>'

urlpatterns = [
    path('', views.IndexView.as_view(), name='index'),
    path('rows/', views.RowsView.as_view(), name='rows'),
    path('create/', dialogs.CreateView.as_view(), name='create'),
    path('create/from/<muranoid:blueprint_id>/', FromBlueprintView.as_view(), name='from_blueprint'),
    path('delete/', delete_selected.DeleteSelectedView.as_view(), name='delete_selected'),
    path('quota/', views.QuotaView.as_view(), name='quota'),
    path('drafts/', draft_views.DraftsView.as_view(), name='drafts'),
    path('import/', file_import.ImportView.as_view(), name='import'),
    path('import/run/', file_import.RunView.as_view(), name='import_run'),
    path(f'{ONE}/', views.DetailView.as_view(), name='detail'),
    path(f'{ONE}/progress/', views.ProgressView.as_view(), name='progress'),
    path(f'{ONE}/commands/', commands.CommandsView.as_view(), name='commands'),
    path(f'{ONE}/checks/', checks.ChecksView.as_view(), name='checks'),
    path(f'{ONE}/drift/', DriftView.as_view(), name='drift'),
    path(f'{ONE}/topology/', topology_views.TopologyView.as_view(), name='topology'),
    path(f'{ONE}/glance/', GlanceView.as_view(), name='glance'),
    path(f'{ONE}/topology.svg', topology_views.PictureView.as_view(), name='topology_picture'),
    path(f'{ONE}/file/', file_views.FileView.as_view(), name='file'),
    path(f'{ONE}/file/download/', file_views.DownloadView.as_view(), name='file_download'),
    path(f'{ONE}/left/', left.LeftView.as_view(), name='left'),
    path(f'{ONE}/clone/', CloneView.as_view(), name='clone'),
    path(f'{ONE}/metadata/', metadata.EnvironmentMetadataView.as_view(), name='metadata'),
    path(f'{ONE}/rename/', dialogs.RenameView.as_view(), name='rename'),
    path(f'{ONE}/delete/', dialogs.DeleteView.as_view(), name='delete'),
    path(f'{ONE}/abandon/', dialogs.AbandonView.as_view(), name='abandon'),
    path(f'{ONE}/review/', review_views.ReviewView.as_view(), name='review'),
    path(f'{ONE}/deploy/', deploying.DeployView.as_view(), name='deploy'),
    path(f'{ONE}/discard/', draft_views.DiscardView.as_view(), name='discard'),
    path(f'{ONE}/reapply/', reapplying.ReapplyView.as_view(), name='reapply'),
    path(f'{ONE}/components/<muranoid:component_id>/', component.ComponentView.as_view(), name='component'),
    path(
        f'{ONE}/components/<muranoid:component_id>/remove/',
        component_views.RemoveComponentView.as_view(),
        name='component_remove',
    ),
    path(
        f'{ONE}/components/<muranoid:component_id>/undo/',
        component_views.UndoView.as_view(),
        name='component_undo',
    ),
    path(
        f'{ONE}/components/<muranoid:component_id>/rename/',
        naming.RenameComponentView.as_view(),
        name='component_rename',
    ),
    path(
        f'{ONE}/components/<muranoid:component_id>/duplicate/',
        duplicating.DuplicateView.as_view(),
        name='component_duplicate',
    ),
    path(
        f'{ONE}/components/<muranoid:component_id>/metadata/',
        metadata.ComponentMetadataView.as_view(),
        name='component_metadata',
    ),
    path(f'{ONE}/actions/<muranoid:object_id>/<muranomethod:method>/', RunView.as_view(), name='action'),
    path(f'{ONE}/compare/', compare_views.CompareView.as_view(), name='compare'),
    path(f'{ONE_DEPLOYMENT}/', deployment_views.DeploymentView.as_view(), name='deployment'),
    path(f'{ONE_DEPLOYMENT}/live/', deployment_views.TickView.as_view(), name='live'),
    path(f'{ONE_DEPLOYMENT}/earlier/', log_views.EarlierView.as_view(), name='earlier'),
    path(f'{ONE_DEPLOYMENT}/log/', log_views.LogView.as_view(), name='log'),
    path(f'{ONE_DEPLOYMENT}/result/', deployment_views.ResultView.as_view(), name='result'),
    path(f'{ONE_DEPLOYMENT}/commands/', deployment_commands.CommandsView.as_view(), name='deployment_commands'),
    path(f'{ONE_DEPLOYMENT}/restore/', restore_views.RestoreView.as_view(), name='restore'),
    path(f'{ONE_DEPLOYMENT}/retry/', deployment_views.RetryView.as_view(), name='retry'),
]
