"""The return of one school as an authority works at it: read, talked of, accepted."""
