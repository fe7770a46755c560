"""Why the buttons of a package are disabled."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.domain.records import Package
from murano_panel.domain.refusal import Refusal
from murano_panel.web import failures, rights


@dataclass(frozen=True)
class Words:
    """The same in words, '' where nothing stands against a button."""

    edit: str
    enable: str
    disable: str
    share: str
    unshare: str
    replace: str
    delete: str
    download: str


@dataclass(frozen=True)
class Refusals:
    """What stands against each button, None where nothing does. ``unshare`` takes it back from other projects."""

    edit: Refusal | None = None
    enable: Refusal | None = None
    disable: Refusal | None = None
    share: Refusal | None = None
    unshare: Refusal | None = None
    replace: Refusal | None = None
    delete: Refusal | None = None
    download: Refusal | None = None

    def words(self) -> Words:
        """For the row, which is compared."""
        return Words(**{name: str(refusal or '') for name, refusal in vars(self).items()})


@dataclass(frozen=True)
class Rights:
    """What the user may do to packages, whichever they are: asked once, however long the table is."""

    project_id: str
    everywhere: bool
    by_role: Refusals
    manage_public: Refusal | None
    publicize: Refusal | None

    @classmethod
    def of(cls, request: HttpRequest) -> 'Rights':
        modify, delete = (rights.why_not(request, name) for name in ('modify_package', 'delete_package'))
        publicize = rights.why_not(request, 'publicize_package')
        return cls(
            project_id=request.user.project_id,
            everywhere=rights.may(request, 'manage_all_packages'),
            by_role=Refusals(
                edit=modify,
                enable=modify,
                disable=modify,
                share=modify or publicize,
                unshare=modify,
                replace=rights.why_not(request, 'upload_package') or delete,
                delete=delete,
                download=rights.why_not(request, 'download_package'),
            ),
            manage_public=rights.why_not(request, 'manage_public_package'),
            publicize=publicize,
        )

    def against(self, package: Package) -> Refusals:
        """What stands against the buttons of one package. No call."""
        is_own = package.owner_id == self.project_id
        foreign = None if is_own or self.everywhere else _forbidden(_('It belongs to another project.'))
        change = foreign or (self.manage_public if package.is_public else None)
        role = self.by_role
        # Murano gives what is uploaded to the project of whoever does it.
        elsewhere = None if is_own else _forbidden(_('It belongs to another project: work there to upload it.'))
        publish_again = self.publicize if package.is_public else None
        return replace(
            role,
            edit=role.edit or change,
            enable=role.enable or change,
            disable=role.disable or change,
            share=role.share or change,
            unshare=role.unshare or change,
            replace=role.replace or change or elsewhere or publish_again,
            delete=role.delete or change,
        )


def _forbidden(reason: str) -> Refusal:
    return failures.refusal(errors.Forbidden, reason)
