"""The stages of a build, in the order in which `pipeline.build` calls them: read, validate, link, render, publish.

No stage imports another; what passes between them is a frozen value.
"""
