"""Tables among the files sent: marksheets as workbooks and CSV, in the same pipeline."""
