"""What every page is made of: frame, form templates, parts, problem pages, style."""
