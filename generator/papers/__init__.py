"""The text of documents that are published as they are, searched for personal numbers.

scan > child > pdf, office, table > passages: a child process with limits takes each file apart, and only what was
found leaves it, masked.
"""
