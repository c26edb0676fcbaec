"""The faces reach a region's rows through one door: ``.objects.of(region)``."""

import ast

from tests.house.reading import our_models, place, python_files
from varv.regions.owned import Owned

FACES = ("varv/web", "varv/api")
THE_DOOR = {"of", "none", "about"}  # ``about`` a thing goes through the door of that thing's region
PAST_THE_DOOR = {"get_object_or_404", "get_list_or_404"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
# A person's memberships are read before it is known which region is meant, and to offer the others; and whoever has
# the secret address of a calendar, or the link in a letter, has no other way in.
BEFORE_THE_DOOR = {(f"varv/web/{name}.py", "Membership") for name in ("gate", "shell", "home/views", "people/contact")}
NOBODYS = {model.__name__ for model in our_models() if not issubclass(model, Owned)}


def past_the_door(text, name):
    """Lines that reach for rows of any region."""
    tree = ast.parse(text)
    through = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in THE_DOOR}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and id(node) not in through:
            model = ast.unparse(node.value).rpartition(".")[2]
            if model not in NOBODYS and (name, model) not in BEFORE_THE_DOOR:
                yield f"{name}:{node.lineno} {ast.unparse(node)}"
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in PAST_THE_DOOR:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Name) and first.id[0].isupper() and first.id not in NOBODYS:
                yield f"{name}:{node.lineno} {ast.unparse(node)}"


def test_the_faces_use_the_door():
    files = python_files(*FACES)
    found = [line for path in files for line in past_the_door(path.read_text(), place(path))]

    assert files
    assert found == []


def test_a_way_past_the_door_is_seen():
    careless = """
Goal.objects.get(pk=1)
Goal.objects.of(region).get(pk=1)
(Goal.objects
    .all())
models.Goal._default_manager.first()
get_object_or_404(Goal, pk=1)
get_object_or_404(Goal.objects.of(1), pk=1)
User.objects.get(pk=1)
rows = Goal.objects
"""

    assert sorted(past_the_door(careless, "a.py")) == [
        "a.py:10 Goal.objects",
        "a.py:2 Goal.objects",
        "a.py:4 Goal.objects",
        "a.py:6 models.Goal._default_manager",
        "a.py:7 get_object_or_404(Goal, pk=1)",
    ]
