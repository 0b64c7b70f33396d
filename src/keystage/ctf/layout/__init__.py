"""The form a Common Transfer File is written in: order, versions, text."""
