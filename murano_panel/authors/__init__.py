"""What helps those who write packages: a form tried out before its package exists."""
