from tests.support.real import alice, bob, charlie, environment, login, real_keystone  # noqa: F401  fixtures
