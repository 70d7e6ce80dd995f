"""The sub-commands of `confrere`; each imports what it needs when it runs."""
