"""ULTRA's generator: compiles satker, layanan and berita records into one static portal.

The pipeline is `generator.pipeline.build`; its two doors are `generator.cli` and `generator.plugin`.
"""
