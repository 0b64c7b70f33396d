"""The verb that scores a supplier's files against the kit: arguments, and the work."""
