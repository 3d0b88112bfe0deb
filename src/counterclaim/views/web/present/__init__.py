"""What templates show, made out of records: pure functions, no request and no database."""
