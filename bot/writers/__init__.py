"""Who writes: the composer, or a model."""
