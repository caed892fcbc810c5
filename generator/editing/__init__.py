"""For editors: what a command writes into records for them. The only importer of ruamel.yaml, which keeps comments."""
