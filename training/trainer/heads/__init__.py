"""Classifier heads on a frozen embedding: the reference of `src/learning/heads`, compared by `tests/parity`."""
