"""Look a return over, sign it, send it, and confirm what was sent."""
