"""`keystage verify` of a receipt, by whoever has one and needs no service for it."""
