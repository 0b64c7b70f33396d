"""The verb that makes an invented authority: its arguments, and the making."""
