"""The flow, the processes behind it, and the command line."""
