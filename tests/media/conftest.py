"""Property rulings here take as long as the machine needs: only their outcome counts."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
