"""A real browser that opens pages from the disk, and remembers what they asked for and complained of."""

import json

from tests.flows.operation import until


class LocalPages:
    """A browser with one window."""

    def __init__(self, driver) -> None:
        self.driver = driver

    def open(self, path, fragment="", width=1600, height=1000):
        """Open a page anew, as wide as told, and wait until its script is done."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.get("about:blank")
        self.driver.get(path.as_uri() + fragment)
        self.settled()

    def settled(self):
        """Wait until the page is ready and, where it has lists, has shown them."""
        ready = "const d = document.documentElement.dataset; return d.ready === 'yes' || d.turn > 0"
        until(lambda: self.run(ready), "the page is ready", pause=0.02)

    def run(self, script, *arguments):
        """Return what a script returns on the page."""
        return self.driver.execute_script(script, *arguments)

    def go(self, fragment):
        """Go to another fragment of the same page, and wait until the page has followed."""
        self.run(
            "return new Promise(done => { addEventListener('hashchange', () => setTimeout(done), {once: true});"
            "location.hash = arguments[0]; })",
            fragment,
        )

    def all(self, selector):
        """Return the elements."""
        return self.driver.find_elements("css selector", selector)

    def one(self, selector):
        """Return the first such element."""
        return self.driver.find_element("css selector", selector)

    def texts(self, selector):
        """Return the texts of the elements that can be seen."""
        return [one.text for one in self.all(selector) if one.is_displayed()]

    def click(self, selector):
        """Click the first such element, wherever on the page it is."""
        one = self.one(selector)
        self.run("arguments[0].scrollIntoView({block: 'center'})", one)
        one.click()

    def complaints(self):
        """Return what stands in the console since this was asked last."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def asked(self):
        """Return the addresses that were asked for since this was asked last."""
        sent = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [one["params"]["request"]["url"] for one in sent if one["method"] == "Network.requestWillBeSent"]

    def asked_elsewhere(self):
        """Return the addresses that were asked for since this was asked last and lie anywhere but on the disk.

        The browser's own pages and the pictures in its fields of dates come from the browser itself.
        """
        asked = self.asked()
        assert any(address.startswith("file:") for address in asked), "nothing was remembered"
        return [address for address in asked if not address.startswith(("file:", "data:", "about:blank", "chrome:"))]
