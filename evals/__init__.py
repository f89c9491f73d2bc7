"""Accuracy measured on gold: scorers, floors and the gate."""
