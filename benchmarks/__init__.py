"""Benchmarks: each task of the reader, and its speed, on research data: ``python -m benchmarks.NAME``."""
