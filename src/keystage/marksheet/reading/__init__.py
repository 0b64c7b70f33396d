"""How a marksheet is read: its headings found, its cells judged, its lines made."""
