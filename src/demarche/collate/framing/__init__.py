"""How outlets word what they tell."""
