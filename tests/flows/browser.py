"""A real browser that looks at the server's pages and remembers what it asked for."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.flows.operation import program, until

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,1200",
)


class Browser:
    """A browser with one window."""

    def __init__(self, driver) -> None:
        self._driver = driver

    def see(self, address: str, *words: str, picture: Path | None = None) -> str:
        """Open the address, wait until all the words stand on the page, and return its text."""
        from selenium.webdriver.common.by import By

        self._driver.get(address)

        def text():
            shown = self._driver.find_element(By.TAG_NAME, "body").text
            return shown if all(word in shown for word in words) else None

        try:
            return until(text, f"{words} on {address}", 60)
        finally:
            if picture is not None:
                self._driver.save_screenshot(str(picture))

    def asked_elsewhere(self) -> list[str]:
        """Return the addresses outside of this machine that any page asked for since this was asked last."""
        sent = [json.loads(entry["message"])["message"] for entry in self._driver.get_log("performance")]
        addresses = [
            message["params"].get("request", message["params"]).get("url", "")
            for message in sent
            if message["method"] in {"Network.requestWillBeSent", "Network.webSocketCreated"}
        ]
        asked = [urlsplit(one) for one in addresses if one.startswith(("http", "ws"))]  # not the browser's own pages
        assert asked, "nothing was remembered"
        return [one.geturl() for one in asked if one.hostname != "127.0.0.1"]


@contextmanager
def driven(profile: Path, *flags: str) -> Iterator:
    """Run a headless Chromium with a profile of its own for as long as the block lasts; yield what drives it."""
    chromium, driver = program("chromium"), program("chromedriver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, *flags, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    running = webdriver.Chrome(options, webdriver.ChromeService(driver))
    try:
        yield running
    finally:
        running.quit()


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Run one that looks at the pages of a server."""
    with driven(profile) as running:
        yield Browser(running)
