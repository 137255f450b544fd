"""Models of language, and the tokens that they read and write."""
