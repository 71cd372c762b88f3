"""Arguments of one command in, what the stages make of them printed: a module for each kind of command."""
