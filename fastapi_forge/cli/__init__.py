"""The command line: parse arguments, call functions, print results."""
