"""The errors that the generator raises itself.

    UltraError                  anything the generator stops for, with a message for people
    ├── NotAPortalError         the folder given by -C holds no portal
    ├── ConfigError             mkdocs.yml cannot be used
    ├── NothingPublishedError   the build stopped and the old site stays
    ├── BusyError               another build holds the lock
    ├── ArchiveError            the archive of feeds cannot be read or written (feeds/archive.py)
    ├── UnknownSatkerError      a satker was named that the portal has not (feeds/run.py)
    └── DecisionError           a decision on an entry cannot be written (editing/decisions.py)

A wrong record is no error: it is a `problems.Problem`, gathered and shown with its place.
"""

from __future__ import annotations


class UltraError(Exception):
    """Base of all; its text is Indonesian and complete, since `cli` prints it as it stands."""


class NotAPortalError(UltraError):
    """The folder has no mkdocs.yml or no satker/."""


class ConfigError(UltraError):
    """mkdocs.yml is missing, unreadable or says something that the generator does not know."""


class NothingPublishedError(UltraError):
    """Publishing now would lose too much; the site on disk was left as it was."""


class BusyError(UltraError):
    """Another process is building into the same cache."""
