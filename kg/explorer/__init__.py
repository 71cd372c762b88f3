"""A dataset in, a web site and a SPARQL endpoint of it out, read-only."""
