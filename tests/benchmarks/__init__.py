"""The measurements' own tests: that they measure what they say."""
