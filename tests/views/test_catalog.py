"""The catalog: what it shows, how it is filtered, what it costs, and what hostile packages cannot do."""

INDEX = '/app-catalog/catalog/'


def test_index(alice, murano):
    murano.package('demo.Web', description='A web server', author='Ann', tags=['docker'])
    page = alice.get(INDEX)
    assert page.status_code == 200
    text = page.content.decode()
    assert 'A web server' in text and 'Ann' in text and '1 application' in text
