"""What the services of the full cloud need in Keystone beside their accounts."""

from __future__ import annotations

from ..keystone import Accounts


class CloudAccounts(Accounts):
    def heat_domain(self, password: str) -> None:
        """The domain in which Heat makes users of its own, and the administrator of it."""
        self.ensure('role', 'heat_stack_user')
        domain = self.ensure('domain', 'heat')
        user = self.user('heat_domain_admin', password, domain)
        self.rest.call('PUT', f'/domains/{domain}/users/{user}/roles/{self.ensure("role", "admin")}')
