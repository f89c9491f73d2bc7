"""Mutated inputs over every reader: nothing is raised, nothing takes long, nothing grows large."""
