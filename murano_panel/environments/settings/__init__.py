"""What is around components and no form asks for: names, metadata, copies. Each is a dialog that changes the draft."""
