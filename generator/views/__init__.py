"""What each page says, ready for its template: one module a kind of page, pure functions from portal to value.

A view decides words, order and links; how it looks is the template's. Addresses in views start at the portal's
root without a slash; the template sets `base` before them.
"""
