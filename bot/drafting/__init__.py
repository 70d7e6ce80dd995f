"""The three crafts. Pure but for their ports."""
