"""Helpers on strings: pure functions that know no stage."""
