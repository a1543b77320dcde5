"""The timeline picture: facts → a model of lanes, spells and marks → two drawings, and the same as a table."""
