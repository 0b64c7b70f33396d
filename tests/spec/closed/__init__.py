"""Facts of the years that are over, 2017 to 2023, typed by hand."""
