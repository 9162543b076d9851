"""The command line: one module a group of commands, heavy rooms imported inside the commands."""
