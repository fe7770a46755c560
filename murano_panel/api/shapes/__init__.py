"""What answers look like, and the records that are made of them: known here, and nowhere else."""
