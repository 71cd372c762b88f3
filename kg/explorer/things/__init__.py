"""A thing of the graph in, its page out: a module a kind of thing."""
