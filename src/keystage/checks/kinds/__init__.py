"""The kinds of checks a rulebook may declare, by family, one file each."""

from collections.abc import Mapping

from keystage.checks.kind import AnyKind
from keystage.checks.kinds import (
    duplicates,
    header,
    identity,
    judgements,
    movers,
    names,
    patterns,
    results,
    roll,
    schools,
    several,
    upns,
)

KINDS: Mapping[str, AnyKind] = {
    kind.name: kind
    for kind in (
        *identity.KINDS,
        *upns.KINDS,
        *names.KINDS,
        *results.KINDS,
        *judgements.KINDS,
        *roll.KINDS,
        *duplicates.KINDS,
        *patterns.KINDS,
        *header.KINDS,
        *schools.KINDS,
        *several.KINDS,
        *movers.KINDS,
        several.reading,
    )
}
