"""A build without forked processes that is killed at any moment leaves one whole site too."""

import pytest

from small_builds import CACHED, Builds, builds, kill, sites  # noqa: F401


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_a_build_by_kernels_that_is_killed_at_any_moment_leaves_one_whole_site(builds: Builds, sites, seed: int):
    kill(builds, sites, seed, 9, *CACHED)
