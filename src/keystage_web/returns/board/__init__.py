"""Schools beside collections: where each return of a summer stands, for an authority."""
