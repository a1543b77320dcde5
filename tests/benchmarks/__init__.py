"""Speed, as ratios of one run. Each prints a table and is no test: ``uv run python -m tests.benchmarks.derivation``."""
