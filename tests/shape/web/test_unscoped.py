"""What is asked of the database begins from a scope: what does not is listed here.

`Model.within(scope)` is where a page's question begins, `Model.of(authority)` a job's or
an allowed action's. The managers beneath see every authority at once.
"""

import ast

from tests.shape.tree import ROOT, nodes, python_files

WEB = ROOT / "src/keystage_web"
MANAGERS = {"unscoped", "_default_manager", "_base_manager"}
PEOPLE = {"Authority.objects", "Person.objects"}

# Where, and why. Take a line out when it is no longer so; think twice before adding one.
LISTED = {
    "accounts/models/tables.py": "makes within and of, which all others begin from",
    "accounts/models/people.py": "roles of a person, before one is chosen at the door",
    "accounts/models/inviting.py": "a link, followed by somebody without a role yet",
    "accounts/actions/invitations.py": "an address may have an account anywhere",
    "accounts/actions/resets.py": "the address of a person found within the scope",
    "accounts/actions/roles.py": "an account, once the last of its roles ends",
    "accounts/actions/staff.py": "the authority a job is for",
    "accounts/demonstration.py": "the invented authority is made",
    "accounts/door/entry.py": "an address and a password, before anyone is signed in",
    "accounts/door/joining.py": "the person an invitation has just made",
    "accounts/door/links.py": "an address, before anyone is signed in",
    "accounts/jobs.py": "a job goes from authority to authority",
    "accounts/queries/invitations.py": "whether an invited address has an account",
    "accounts/register/founding.py": "the lost link of an authority's administrator",
    "accounts/signing/actions.py": "the account that is let in, locked at the door",
    "accounts/signing/addresses.py": "one's own address, and whether another is taken",
    "accounts/signing/jobs.py": "the person a link is for",
    "accounts/signing/outside/provider.py": "an address another service vouches for",
    "accounts/signing/proofs/browsers.py": "browsers one trusts oneself",
    "accounts/signing/proofs/factors.py": "one's own second factors",
    "accounts/signing/proofs/links.py": "a link, followed before anyone is signed in",
    "accounts/signing/seats.py": "one's own sessions",
    "accounts/words.py": "the authority of a mail",
    "returns/jobs.py": "a job goes from authority to authority",
    "returns/migrations/0009_begun.py": "rows of before, of every authority there is",
    "returns/migrations/0010_sealed.py": "rows of before, of every authority there is",
    "returns/versions/verify/__init__.py": "the versions of all authorities, which it verifies",
    "rolls/jobs.py": "a job goes from authority to authority",
    "files/verify/__init__.py": "which authorities have files, all of which it verifies",
    "verbs/runs/lacking.py": "whether each authority has somebody to administer it",
}


def uses(source: str) -> list[int]:
    """Return the lines that ask a manager which sees every authority."""
    return [
        node.lineno
        for node in nodes(source)
        if isinstance(node, ast.Attribute)
        and (node.attr in MANAGERS or ast.unparse(node) in PEOPLE)
        and isinstance(node.ctx, ast.Load)
    ]


def test_only_the_modules_listed_ask_beyond_a_scope() -> None:
    found = {}
    for path in python_files():
        if path.is_relative_to(WEB) and (lines := uses(path.read_text("utf-8"))):
            found[path.relative_to(WEB).as_posix()] = lines
    assert found
    strangers = {name: at for name, at in found.items() if name not in LISTED}
    assert not strangers, "Begin from within(scope) or of(authority)"
    assert set(LISTED) <= set(found), "Take the lines out that are no longer needed"


def test_a_planted_use_is_caught() -> None:
    assert uses("School.unscoped.get(id=1)") == [1]
    assert uses("\ncls._default_manager.all()") == [2]
    assert uses("Person.objects.all()") == [1]
    assert not uses("class A:\n    unscoped = 1\nMail.objects.all()")
