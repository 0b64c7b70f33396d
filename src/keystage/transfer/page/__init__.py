"""The page that verifies receipts in a browser: one file that asks nothing of anyone.

It holds no key to be trusted: the person types the fingerprint the authority told, or
compares it. The service shows the same tool, made of the same files (`served`): there
style and script are files of their own, and only the page that stands alone holds them.
"""

from keystage.transfer.page.build import served, standing_alone, tool

__all__ = ["served", "standing_alone", "tool"]
