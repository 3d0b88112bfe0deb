"""Every run of the tests tries the same examples; ``benchmarks.fuzz_documents`` looks for new ones."""

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.load_profile("same")
