"""What forms of real packages have made, as a file and back; where the packages are present."""

import json
from uuid import UUID

import pytest

from murano_panel.domain.environment_file.building import built
from murano_panel.domain.environment_file.reading import read
from murano_panel.domain.environment_file.writing import written
from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.model.withheld import with_typed
from tests.conformance.corpus import packages
from tests.conformance.test_corpus import SHARED


@pytest.fixture(scope='module', params=['corpus', 'corpus-synthetic'])
def models(request):
    """What the recorded answers of each package make; each model has ids of its own."""
    corpus = SHARED / request.param
    if not corpus.is_dir():
        pytest.skip(f'the packages are not here: {corpus}; MURANO_PANEL_CORPORA says where to look')
    found = [
        (f'{package.name}: {name}', scenario['application'])
        for package in packages(corpus)
        for name, scenario in package.oracle['scenarios'].items()
        if isinstance(scenario.get('application'), dict)
    ]
    assert len(found) > 10
    return {
        name: [json.loads(json.dumps(model).replace('__id_', f'{index:04}_'))]
        for index, (name, model) in enumerate(found)
    }


def unchanged(components):
    """Exported, and imported where it comes from; then as a new one, exported once more."""
    text = written('x', '', components).text
    there = built(read(text.encode()), UUID(int=1), components, components)
    new = built(read(text.encode()), UUID(int=2))
    answered = with_typed(new.components, new.withheld, {secret.key: '1' for secret in new.withheld})
    ids = {component_id(item) for item in new.components}
    return (
        there.components == components
        and changes(components, there.components) == []
        and not there.withheld
        and written('x', '', answered).text == text
        and ids.isdisjoint(map(component_id, components))
    )


def test_each_model_comes_back_as_it_was(models):
    assert [name for name, components in models.items() if not unchanged(components)] == []


def test_all_of_them_are_one_environment(models):
    """Up to hundreds of components, with the same names many times."""
    assert unchanged([component for components in models.values() for component in components])
