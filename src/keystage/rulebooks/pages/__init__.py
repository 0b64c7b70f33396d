"""The parts of a rulebook's page: lines of Markdown, made of plain values."""
