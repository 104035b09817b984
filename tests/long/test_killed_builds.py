"""A build that is killed at any moment leaves the whole old site or the whole new one, and the next needs no help."""

import pytest

from built_site import read_site
from page_rules import faults_of_pages
from small_builds import CACHED, NEW, OLD, Builds, builds, kill, sites  # noqa: F401


def test_both_sites_pass_the_check_of_sites(builds: Builds, sites):
    for which in (OLD, NEW):
        assert builds.whole(*which, *CACHED) == sites[which]
        faults = [str(fault) for fault in faults_of_pages(read_site(builds.out))]
        assert [fault for fault in faults if "version (allowed: a page fr/" not in fault] == []


@pytest.mark.parametrize(("seed", "times", "options"), [(1, 9, ()), (2, 9, ()), (3, 9, ()), (4, 6, ("--force",))])
def test_a_build_that_is_killed_at_any_moment_leaves_the_old_site_or_the_new(builds, sites, seed, times, options):
    kill(builds, sites, seed, times, *options)
