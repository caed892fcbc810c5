"""The model: one module a kind of record. Everything that needs a field's name, label or rule asks here.

`fields.py` holds the types of single fields, `acuan.py` the reference data, then `satker.py`, `layanan.py` and
`berita.py`, a kind each.
"""
