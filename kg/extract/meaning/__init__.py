"""Texts -> vectors of what they mean, by a small language model from a folder; an extra, without which all else works."""
