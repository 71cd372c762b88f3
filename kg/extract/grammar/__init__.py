"""Parsed sentences -> attributions: who says what, by the grammar of English and the lexicon's reporting words."""
