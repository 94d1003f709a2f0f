"""A double of GitHub for tests: a stateful server over a real git repository. README.md says more."""
