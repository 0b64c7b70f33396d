"""Questions within a scope that are put into words once, and sent again with values."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from keystage_web.accounts.models.tables import Table
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.database.questions import Question, Value


class Within[M: Table]:
    """Asks for rows of a table that a scope sees, narrowed by values as `how` says.

    `how` is given all the rows the scope sees, and the values: what is done with them
    may not turn on anything else, for it is done once.
    """

    def __init__(self, table: type[M], how: Callable[..., QuerySet[M]]) -> None:
        self._table, self._how = table, how
        self._question = Question(self._made)

    def all(self, scope: Scope, *values: Value) -> list[M]:
        """Return the rows there are."""
        who = (scope.authority, scope.person, scope.school)
        # The filter itself is a part: a test takes it off, and must be seen to.
        shape = (scope.role, self._table.reach)
        return self._question.all(shape, *who, *values)

    def first(self, scope: Scope, *values: Value) -> M | None:
        """Return the first row; None where there is none."""
        return next(iter(self.all(scope, *values)), None)

    def _made(self, shape: Any, *values: Any) -> QuerySet[M]:
        role: Role = shape[0]
        authority, person, school, *rest = values
        scope = Scope(authority, person, "", role, school)
        return self._how(self._table.within(scope), *rest)
