"""Long proofs, run by hand before a release: `make prove`. Their names keep them out of `make test`."""
