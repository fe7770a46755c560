"""A draft that is gone, as somebody else has deployed: what the browser keeps of it, and how it comes back."""
