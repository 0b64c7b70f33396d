"""A receipt is in the same words whoever draws it: the pages, or the command line."""

from keystage.reports.receipt import WORDS
from keystage_web.accounts.roles import Role
from keystage_web.returns.versions import facts
from keystage_web.school.files.words import KINDS


def test_a_receipt_calls_people_files_and_ways_as_the_pages_do() -> None:
    for role in Role:
        assert WORDS[role.value] == str(role.label)
    for kind, word in KINDS.items():
        assert WORDS[kind.value] == str(word)
    for source, said in facts.HOW.items():
        assert WORDS[source] == said()
