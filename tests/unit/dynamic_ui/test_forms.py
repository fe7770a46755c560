"""Forms of a step: fields, their checks, and what comes out of them."""

from murano_panel.dynamic_ui import build_form, build_object_model
from tests.unit.dynamic_ui.cloud import Cloud, definition, one_form

WEB = """
Version: 2.2
Application:
  ?: {type: com.example.Web}
  title: $.app.title
  port: $.app.port
  public: $.app.public
  size: $.app.size
  notes: $.app.notes
  database: $.app.database
  password: $.app.password
Forms:
  - app:
      fields:
        - {name: title, type: string, label: Title, initial: Shop}
        - {name: port, type: integer, initial: 80, minValue: 1, maxValue: 65535}
        - {name: public, type: boolean, initial: true}
        - {name: size, type: choice, choices: [[s, Small], [l, Large]]}
        - {name: notes, type: text, required: false}
        - {name: database, type: com.example.MySql}
        - {name: password, type: password, label: Password}
"""
ANSWERS = {
    'title': 'Shop',
    'port': '81',
    'size': 'l',
    'notes': '',
    'database': 'c1',
    'password': 'Secr3t!pw',
    'password-clone': 'Secr3t!pw',
}


def web(**changes):
    return build_form(definition(WEB), 0, answers={}, sources=Cloud(), data={**ANSWERS, **changes})


def test_fields_come_in_the_order_of_the_definition():
    form = build_form(definition(WEB), 0, answers={}, sources=Cloud())
    assert [field.kind for field in form] == [
        'string',
        'integer',
        'boolean',
        'choice',
        'text',
        'class',
        'password',
        'confirm',
    ]


def test_a_form_that_is_only_shown_complains_of_nothing():
    shown = web(title='', port='x').as_shown()
    assert not shown.errors and shown['port'].value() == 'x'


def test_answers_are_ready_for_json():
    form = web()
    assert form.is_valid(), form.errors
    assert form.answers == {
        'title': 'Shop',
        'port': 81,
        'public': False,
        'size': 'l',
        'notes': '',
        'database': 'c1',
        'password': 'Secr3t!pw',
    }


def test_model_is_built_from_the_answers_of_all_steps():
    form = web()
    assert form.is_valid()
    answers = {'app': form.answers, 'workflowManagement': {'application_name': 'shop'}}
    model = build_object_model(definition(WEB), answers)
    identity = model.pop('?')
    assert model == form.answers
    assert len(identity.pop('id')) == 32
    assert identity == {'type': 'com.example.Web', 'name': 'shop'}


def test_wrong_answers_are_refused_by_field():
    form = web(port='0', size='xl', database='elsewhere', title='')
    assert not form.is_valid()
    assert set(form.errors) == {'port', 'size', 'database', 'title'}


def test_weak_passwords_are_refused():
    assert 'password' in web(**{'password': 'weak', 'password-clone': 'weak'}).errors


def test_different_passwords_are_refused():
    assert 'password-clone' in web(**{'password-clone': 'Other1!xx'}).errors


def test_password_is_not_rendered():
    form = web(title='')
    assert not form.is_valid()
    assert 'Secr3t!pw' not in str(form)
    assert form.secret_names == {'password', 'password-clone'}


def test_only_component_of_a_class_is_selected():
    form = build_form(definition(WEB), 0, answers={}, sources=Cloud())
    assert form['database'].value() == 'c1'
    assert form['database'].is_class_reference
    assert form['database'].class_names == ('com.example.MySql',)


def test_name_is_asked_from_version_2_2_on():
    assert [step.name for step in definition(WEB).steps] == ['app', 'workflowManagement']
    assert [step.name for step in one_form('{name: a, type: string}').steps] == ['f']
