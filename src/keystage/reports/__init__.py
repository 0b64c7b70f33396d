"""One findings document, shown as text, CSV or one HTML page.

Each renderer takes the document as plain values (what `--format json` prints), so
a document kept from last week can be shown today. Nothing here reads a clock, a
terminal, or any file but the rulebooks and the page's own style and script.
"""
