"""What pages ask of the rolls: plain values, from the scope of who asks."""
