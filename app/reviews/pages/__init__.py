"""The pages of a review: the person's own, and what the practitioner sees of them."""
