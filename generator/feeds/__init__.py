"""The aggregator: plan, fetch, classify, decode, parse, normalise, judge, merge, decide.

Pure functions between two ends: `fetch` is the only module that opens the network, `archive` the only one that writes.
The moment is an argument everywhere. Feed text is hostile: it leaves a module cleaned, and is never printed raw.
"""
