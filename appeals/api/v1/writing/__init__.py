"""What can be posted about appeals, and proposals of whatever can be posted."""
