"""Recognisers of patient data, and masking."""
