"""Hand-written utterances, coded by the codebook, from which the tagger learns."""
