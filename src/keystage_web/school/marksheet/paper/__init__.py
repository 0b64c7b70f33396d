"""The marksheet on paper and in a workbook: out, in again, and read back."""
