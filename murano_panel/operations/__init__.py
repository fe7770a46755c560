"""What administrators look after: the environments of all projects, what is stuck first, and Murano's own counters."""
