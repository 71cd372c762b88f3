"""Extracted statements and hand-made ones in, figures of their agreement out."""
