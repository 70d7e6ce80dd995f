"""What Confrère knows: the shipped sheets, the practice's own files, and how a passage of them is found and cited."""
