"""Documents in, files of a search index out; the engine that asks them is `theme/assets/search/engine.js`.

Knows nothing of the portal: fields, kinds, facets, weights and names come from the caller. Standard library only.
`docs/pencarian.md` specifies the files.

    analyser = Analyser(schema)
    state, written, _ = build((analyser.levels(document) for document in documents), analyser)
    state, written, removed = update(state, {"one": analyser.levels(document), "other": None}, analyser)
"""

from generator.search.documents import Document, Field, Kind, Levels, Schema
from generator.search.invert import Analyser
from generator.search.update import Change, State, build, state_of, update

__all__ = [
    "Analyser",
    "Change",
    "Document",
    "Field",
    "Kind",
    "Levels",
    "Schema",
    "State",
    "build",
    "state_of",
    "update",
]
