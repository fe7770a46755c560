"""The topology of an environment: a picture of its components, what they use, and what they consist of."""
