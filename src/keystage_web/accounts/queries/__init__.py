"""What pages ask of people, invitations and keys, from a scope."""
