import pytest

from schemas.samples import sample_pages
from tests.quality.chain import Reading, read


@pytest.fixture(scope="session")
def sample_reading() -> Reading:
    return read(sample_pages())
