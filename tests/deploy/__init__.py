"""What stands in deploy/, run or checked by the strongest means a test has."""
