"""Which pages a portal has: every address, the view and the template behind it, and what it depends on.

A page's key stands for everything that can change its bytes. A build renders the pages whose key is not the one that
the last build remembered: so an edit, a new neighbour, a ceased one and a day that has come are one mechanism.
"""

from generator.pages.page import SECTIONS, Page
from generator.pages.plan import Lists, entries_of, lists, pages

__all__ = ["SECTIONS", "Lists", "Page", "entries_of", "lists", "pages"]
