"""Spreadsheets: cases, points and people from other software, and directories given out."""
