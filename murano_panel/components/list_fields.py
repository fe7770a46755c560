"""Lists within a step grow and shrink item by item, in what was typed; nothing is checked yet.

Both take the number of a field in a step that was set aside, and return the name of the field in which to go on.
"""

from murano_panel.components.inputs import input_name
from murano_panel.components.step_forms import StepForms
from murano_panel.dynamic_ui import LIST, list_with_item, list_without_item


def grow(forms: StepForms, index: int, number: int) -> str:
    """Adds an item to the list with that number; '' when it is none."""
    bound = forms.numbered_field(index, number)
    if not bound or bound.kind != LIST:
        return ''
    typed = forms.state.typed
    keys, new_key = list_with_item(bound.value())
    typed[index][input_name(index, bound.name)] = [keys]
    typed[index] = forms.with_new_fields(index, typed[index], bound.form.fields)
    return f'{bound.name}.{new_key}'


def shrink(forms: StepForms, index: int, number: int) -> str:
    """Takes the item with that number, and all within it, out of its list; '' when it is none."""
    bound = forms.numbered_field(index, number)
    list_name, _dot, key = bound.name.rpartition('.') if bound else ('', '', '')
    if not list_name or list_name != bound.position.parent:
        return ''
    typed, gone = forms.state.typed, bound.html_name
    typed[index][input_name(index, list_name)] = [list_without_item(bound.form[list_name].value(), key)]
    typed[index] = {
        name: values for name, values in typed[index].items() if name != gone and not name.startswith(f'{gone}.')
    }
    return list_name
