"""Which pages load our scripts and our style sheet."""


def test_our_pages_load_them(alice, murano):
    page = alice.get('/app-catalog/environments/').content.decode()
    assert page.count('murano_panel/scss/murano_panel.scss"') == 1
    assert page.count('murano_panel/js/lib/dom.js" defer>') == 1


def test_pages_of_horizon_do_not(client):
    assert b'murano' not in client.get('/auth/login/').content
