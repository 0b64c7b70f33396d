"""The order of elements in a pupil, and the version each newer one came with.

Elements a level does not know follow the known ones, in the order they came.
Inside an element we do not know, or one that is a supplier's own, nothing moves.
"""

from collections.abc import Iterable, Mapping

from keystage.core.records import Element

SUPPLIERS_OWN = "SuppInfo"
BLANKS = " \t\r\n"  # what XML calls white space: trimmed from texts, nothing else is
_WELSH_FROM_26 = (
    "ALNDecisionOutcome",
    "ALNDecisionBody",
    "ALNSupportPlan",
    "ALNAreasOfNeed",
    "ALNneeds",
    "ALNLocalHealthBoardProvision",
    "IDPReviewDate",
)

# What a result is of: the parts of `Kind` after its stage.
KIND_NAMES = (
    "Locale",
    "Year",
    "Subject",
    "Method",
    "Component",
    "ResultStatus",
    "ResultQualifier",
)

# What stands beside the fields of a record. A pupil's identity comes before these,
# and the results between `Attendance` and `SchoolHistory`.
ORDER: Mapping[str, tuple[str, ...]] = {
    "Header": (SUPPLIERS_OWN,),
    "Pupil": (
        "BasicDetails",
        "FSMhistory",
        "NAWdetails",
        "LookedAfter",
        "SENhistory",
        "Admissions",
        "Address",
        "Phones",
        "Email",
        "Contacts",
        "Attendance",
        "SchoolHistory",
        SUPPLIERS_OWN,
    ),
    "BasicDetails": (
        "FormerUPN",
        "UPN",  # some write the former number under this name
        "PreferredSurname",
        "FormerSurname",
        "PreferredForename",
        "FormerForename",
        "MiddleNames",
        "NCyearActual",
        "Ethnicity",
        "EthnicitySource",
        "Languages",
        "ServiceChild",
        "MedicalFlag",
        "Disabilities",
        "EnrolStatus",
        SUPPLIERS_OWN,
    ),
    "Languages": ("Type",),
    "Type": ("LanguageType", "Language"),
    "Disabilities": ("Disability",),
    "FSMhistory": ("FSMreviewDate", "FSMinstance"),
    "FSMinstance": (
        "FSMstartDate",
        "FSMEligibilityVerificationDate",
        "FSMendDate",
        "UKcountry",
        "FSMCategory",
    ),
    "NAWdetails": (
        "SpeakWelsh",
        "HomeWelsh",
        "NationalIdentity",
        "EthnicitySource",
        "WelshSource",
        "EALAcquisition",
        "LanguageSource",
        "SENCurriculumandTeachingMethods",
        "SENGroupingandSupport",
        "SENSpecialisedResources",
        "SENAdviceandAssessment",
        "DateEntry",
        "FSMTransitionalProtection",
        *_WELSH_FROM_26,
    ),
    "ALNAreasOfNeed": ("ALNAreaOfNeed",),
    "ALNneeds": ("ALNType",),
    "LookedAfter": ("InCare", "CareAuthority"),
    "SENhistory": ("SEN", "SENneeds"),
    "SEN": ("StartDate", "SENprovision"),
    "SENneeds": ("SENneed",),
    "SENneed": ("NeedStartDate", "NeedEndDate", "SENtypeRank", "SENtype"),
    "Address": (
        "AddressAsPupil",
        "BS7666Address",
        "AddressLines",
        "County",
        "PostCode",
        "Zip",
        "Country",
        "Easting",
        "Northing",
    ),
    "BS7666Address": (
        "SAON",
        "PAON",
        "Street",
        "Locality",
        "Town",
        "AdministrativeArea",
        "PostTown",
        "UniquePropertyReferenceNumber",
    ),
    "AddressLines": tuple(f"AddressLine{number}" for number in range(1, 6)),
    "Phones": ("Phone",),
    "Phone": ("TelephoneType", "PhoneNo"),
    "Contacts": ("Contact",),
    "Contact": (
        "Order",
        "Title",
        "Surname",
        "Forename",
        "MiddleNames",
        "Gender",
        "Sex",
        "Relationship",
        "Responsibility",
        "Address",
        "Phones",
        "Email",
    ),
    "Attendance": ("YearData",),
    "YearData": (
        "Year",
        "LEA",
        "Estab",
        "SchoolName",
        "SessionsPossible",
        "SessionsAuthorised",
        "SessionsAttended",
        "SessionsUnauthorised",
        "AttendSessions",
    ),
    "AttendSessions": ("AttendanceStartDate", "AttendanceMarks"),
    "SchoolHistory": ("School",),
    "School": (
        "LEA",
        "Estab",
        "URN",
        "SchoolName",
        "EntryDate",
        "LeavingDate",
        "LeavingReason",
        "RemovalGrounds",
        "LastSchool",
    ),
}

# (parent, element) -> the first version that knows it. Only what a source states;
# an element whose first version is not known is written in every version.
SINCE: Mapping[tuple[str, str], int] = {
    ("SENneed", "NeedStartDate"): 17,
    ("SENneed", "NeedEndDate"): 17,
    ("BasicDetails", "ServiceChild"): 17,
    ("School", "URN"): 18,
    ("School", "RemovalGrounds"): 18,
    ("FSMinstance", "FSMEligibilityVerificationDate"): 26,
    ("FSMinstance", "FSMCategory"): 26,
    **{("NAWdetails", name): 26 for name in _WELSH_FROM_26},
}

_RANKS = {
    parent: {name: rank for rank, name in enumerate(names)}
    for parent, names in ORDER.items()
}


def is_known(parent: str, name: str) -> bool:
    """Return whether elements called `name` have a place of their own in `parent`."""
    return name in _RANKS.get(parent, ())


def arranged(parent: str, children: Iterable[Element]) -> list[Element]:
    """Return `children` of a known `parent` in order, empty known ones left out.

    Whatever is known is arranged inside too; equal names keep their order.
    """
    ranks = _RANKS[parent]
    kept = (_inside(child) if child.name in ranks else child for child in children)
    last = len(ranks)
    return sorted(
        (child for child in kept if child.name not in ranks or not _is_empty(child)),
        key=lambda child: ranks.get(child.name, last),
    )


def _inside(child: Element) -> Element:
    if not child.children or child.name not in _RANKS:
        return child
    children = arranged(child.name, child.children)
    return Element(child.name, child.text, children, child.line)


def _is_empty(child: Element) -> bool:
    return not child.children and not child.text.strip(BLANKS)
