"""The browser of all tests in this folder: the one that ULTRA_BROWSER names."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

# The suggestions of the address bar are pages themselves: a process for each window that a test opens, and half of
# what it costs. Nobody sees them here.
OF_THE_ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup")
# Chromium obeys the last such list alone, so what Playwright switches off (chromiumSwitches.ts) is named again.
PLAYWRIGHTS = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)

expect.set_options(timeout=20_000)  # what waits for a page waits for two cores that all tests share


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    flags = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--disable-features={','.join([*PLAYWRIGHTS, *OF_THE_ADDRESS_BAR])}",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["ULTRA_BROWSER"], args=flags)
        yield browser
        browser.close()
