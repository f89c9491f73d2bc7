"""Speed and size, each figure beside a named peer in the same run."""
