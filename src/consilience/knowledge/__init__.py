"""Data of facts (countries, offices, outlets, cue words, units, frames) as readable tables, with origin and licence."""
