"""A subject in, a picture out: one module a view. Each says what it asks of the catalogue and what it makes of the answer."""
