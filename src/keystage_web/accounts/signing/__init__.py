"""Signing in: proofs of who somebody is, and for how long they hold."""
