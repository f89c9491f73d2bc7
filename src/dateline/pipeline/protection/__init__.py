"""What must not leave a desk, what is taken out of it, and its copies."""
