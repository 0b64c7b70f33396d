"""Results that come as a file: read by the one pipeline, looked at, made a version."""
