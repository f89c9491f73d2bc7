"""What was written against what it rests on; findings out."""
