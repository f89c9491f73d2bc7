"""What people do to the record: enter, review, correct, judge."""
