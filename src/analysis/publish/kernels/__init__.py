"""Kernels for a build: as Jupyter starts them, but forked from a warm process and never waited for in vain."""
