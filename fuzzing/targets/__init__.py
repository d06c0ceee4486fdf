"""What is fuzzed: one module a parser, with one function from bytes to nothing."""
