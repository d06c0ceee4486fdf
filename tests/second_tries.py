"""Says what passed only when it was tried again (docs/decisions/018-a-second-try.md)."""

import pytest


def tell(terminalreporter: pytest.TerminalReporter) -> None:
    """Each first failure in full: it is a fault to be mended, though it refused nothing."""
    first_failures = terminalreporter.stats.get("rerun", [])
    if not first_failures:
        return
    terminalreporter.section("TRIED AGAIN: a fault of the test or of the product, to be mended")
    for report in first_failures:
        terminalreporter.section(report.nodeid, sep="_")
        terminalreporter.write_line(report.longreprtext)
        for title, said in report.sections:
            terminalreporter.section(title, sep="-")
            terminalreporter.write_line(said)
