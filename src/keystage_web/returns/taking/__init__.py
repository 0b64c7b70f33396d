"""Results that come as a table: what it says of whom, and what would change."""
