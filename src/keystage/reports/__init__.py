"""One findings document, shown as text, CSV or one HTML page.

Each renderer takes the document as plain values (what `--format json` prints), so
a document kept from last week can be shown today. Nothing here reads a file, a
clock or a terminal.
"""
