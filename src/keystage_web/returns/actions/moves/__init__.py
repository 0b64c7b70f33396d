"""What takes a return from state to state: sent, unlocked, queried, accepted, withdrawn."""
