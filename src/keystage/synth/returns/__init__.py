"""What schools are going to say, as values: the returns before they are files."""

from keystage.synth.returns.model import Layout, Result, Return, Row

__all__ = ["Layout", "Result", "Return", "Row"]
