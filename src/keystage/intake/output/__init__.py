"""What the pipeline hands back: the findings document, with or without names."""
