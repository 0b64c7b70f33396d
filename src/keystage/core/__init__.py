"""The words every part of Keystage shares: records, cells, findings, errors."""
