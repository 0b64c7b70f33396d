"""What was cancelled, and the sentence that says so."""

SENTENCES = {
    "eyfsp-2020": "The profile of summer 2020 was cancelled, and nothing was collected.",
    "eyfsp-2021": (
        "The profile of summer 2021 was not mandatory, and its collection was cancelled."
    ),
    "phonics-2020": (
        "The check of June 2020 was cancelled; year 2 pupils took it in the autumn "
        "term of 2020."
    ),
    "phonics-2021": (
        "The check of June 2021 was cancelled; year 2 pupils took it in the autumn "
        "term of 2021."
    ),
    "ks1-2020": "Key stage 1 assessment was cancelled in 2020, and nothing was collected.",
    "ks1-2021": "Key stage 1 assessment was cancelled in 2021, and nothing was collected.",
    "ks2-2020": "Key stage 2 assessment was cancelled in 2020, and nothing was collected.",
    "ks2-2021": "Key stage 2 assessment was cancelled in 2021, and nothing was collected.",
}
