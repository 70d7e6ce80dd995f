"""Confrère: drafts for plastic surgeons, in French, through a deontology guard."""
