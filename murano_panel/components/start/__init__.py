"""A form that makes its environment as well, on acceptance: until then nothing of it is in Murano."""
