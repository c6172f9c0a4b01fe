import json
import logging

import pytest

from app.core.logging import configure_logging, request_id
from tests.settings import make_settings


def test_json_lines_carry_the_request(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(make_settings(log_format="json", log_level="INFO"))
    token = request_id.set("abc")
    logging.getLogger("app.somewhere").info("something happened")
    request_id.reset(token)
    configure_logging(make_settings())

    line = json.loads(capsys.readouterr().err)
    assert line["message"] == "something happened"
    assert (line["level"], line["request_id"]) == ("INFO", "abc")


def test_debug_is_for_the_service_alone() -> None:
    """Libraries log values at that level: hashes, addresses, tokens."""
    configure_logging(make_settings(log_level="DEBUG"))
    enabled = [
        logging.getLogger(name).isEnabledFor(logging.DEBUG)
        for name in ("app.somewhere", "some.library")
    ]
    configure_logging(make_settings())

    assert enabled == [True, False]
