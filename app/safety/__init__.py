"""Worries about somebody's safety, written down apart from everything else."""
