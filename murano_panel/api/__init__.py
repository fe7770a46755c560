"""The only place that talks to a cloud: one function per call, plain records out, our own few errors."""
