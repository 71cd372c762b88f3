"""A question in, rows out: the catalogue of saved queries, their parameters, free SPARQL within limits, formats."""
