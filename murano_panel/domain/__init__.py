"""What the dashboard knows about Murano, as pure functions: no Django, no I/O."""
