"""ULTRA's generator: compiles satker, layanan and berita records into one static portal.

The pipeline is `generator.pipeline.build`; its two doors are `generator.cli` and `generator.plugin`.
"""

import os

# Nobody extends pydantic here; to look for who might, it would read the metadata of every installed package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
