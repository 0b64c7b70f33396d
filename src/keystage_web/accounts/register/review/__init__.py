"""What a file of schools would change, worked out before anything is saved."""

from keystage_web.accounts.register.review.compare import Ours, Sieve
from keystage_web.accounts.register.review.make import Here, Told, review
from keystage_web.accounts.register.review.model import Review, Shift

__all__ = ["Here", "Ours", "Review", "Shift", "Sieve", "Told", "review"]
