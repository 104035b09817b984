"""A build without forked processes that is killed at any moment leaves one whole site too."""

from small_builds import CACHED, Builds, builds, kill, sites  # noqa: F401


def test_a_build_by_kernels_that_is_killed_at_any_moment_leaves_the_old_site_or_the_new(builds: Builds, sites):
    kill(builds, sites, 27, *CACHED)
