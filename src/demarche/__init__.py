"""Demarche: who did or said what to whom, with every value pointing at its words."""
