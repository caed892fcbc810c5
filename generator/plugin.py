"""The door for `mkdocs build` and `mkdocs serve`: the whole portal, with MkDocs in the lead.

MkDocs renders the hand-written pages, the plugin catches them, and at the end the same pipeline as behind
`ultra build` sets the records into them and publishes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config as MkDocsOptions
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator import pipeline
from generator.documents import asset_addresses
from generator.errors import UltraError
from generator.shells import Catcher


class UltraOptions(MkDocsOptions):
    """Our options as MkDocs sees them; `config.py` checks them."""

    resmi = config_options.Type(bool, default=False)
    tampilkan_contoh = config_options.Type(bool, default=True)
    zona = config_options.Type(str, default="Asia/Jakarta")
    koordinator = config_options.Type(str, default="")
    tanda = config_options.Type(str, default="")
    warna = config_options.Type(dict, default={})


class UltraPlugin(BasePlugin[UltraOptions]):
    """Catches MkDocs' pages; with `publishes` it also builds the portal when MkDocs is done."""

    def __init__(self) -> None:
        self.publishes = True
        self.serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Notes whether a preview runs: there MkDocs adds an inline script, which the policy would forbid."""
        self.serving = command == "serve"
        if self.serving:
            print(
                "mkdocs serve: tanpa kebijakan keamanan isi (CSP); pakai “ultra serve” untuk pratinjau lengkap",
                file=sys.stderr,
            )

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Takes the site's folder away from MkDocs, which would clear it before it builds."""
        root = Path(config.config_file_path).parent
        site = Path(config.site_dir)
        try:
            self.portal = pipeline.configured(root, site_dir=site)
        except UltraError as error:
            raise PluginError(str(error)) from error
        if self.publishes and not self.serving:
            config.site_dir = str(self.portal.cache / "mkdocs")
        config.theme.static_templates.clear()
        self.catcher = Catcher(self.portal, asset_addresses(self.portal), policy=not self.serving)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the sections' pages."""
        result: Files = self.catcher.files(files, config)
        return result

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Gives theme/main.html its values."""
        context["ultra"] = self.catcher.context(page, nav)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Catches a finished page."""
        self.catcher.caught(output, page)
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Builds the portal with the pages that MkDocs has just made."""
        if not self.publishes:
            return
        try:
            outcome = pipeline.build(
                self.portal,
                shells=lambda _: self.catcher.shells,
                now=pipeline.clock(),
                jobs=1,  # MkDocs runs threads while it serves, and a fork of those is not safe
                full=self.serving,
                replace=self.serving,  # MkDocs has written its own pages into its temporary folder
            )
        except UltraError as error:
            raise PluginError(str(error)) from error
        for problem in outcome.problems:
            print(problem, file=sys.stderr)

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Watches what MkDocs does not know of."""
        server.watch(str(self.portal.root / "satker"))
        server.watch(str(self.portal.theme))
        return server
