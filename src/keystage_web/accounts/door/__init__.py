"""The pages of the door: signing in, proving it, choosing a role, one's own account."""
