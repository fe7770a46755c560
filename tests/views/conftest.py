import pytest


@pytest.fixture(autouse=True)
def stubbed_network(murano):
    """Whatever a view asks, it asks the fake."""
