"""What the marksheet's script sends and is answered."""
