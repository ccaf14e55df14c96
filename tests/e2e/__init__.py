"""One path for each surface that needs more than a broker: `make e2e`. Their names keep them out of `make test`."""
