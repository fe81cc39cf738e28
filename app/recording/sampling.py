"""Which answers wait for a second pair of eyes: a share of them, the same ones every time."""

import hashlib


def is_chosen(name: str, one_in: int) -> bool:
    """Say whether the thing of this name is in the sample; ``one_in`` 0 chooses none.

    Decided by the name alone: nobody can steer it, and asking again changes nothing.
    """
    if one_in == 0:
        return False
    fingerprint = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(fingerprint[:8], "big") % one_in == 0
