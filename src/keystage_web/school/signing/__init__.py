"""The pages of a return: signed, sent, confirmed, unlocked, talked over, proved."""
