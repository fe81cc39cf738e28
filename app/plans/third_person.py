"""Whether a sentence speaks of somebody without saying who: "He takes my money". Pure.

In Welsh the verb alone may say it ("Cymerodd fy mhres"), and so may a preposition ("Dwi ofn mynd
ato"). It would sooner say yes too often: what rests on it is a question, and never a finding.
"""

import re
from itertools import pairwise
from typing import Final

from app.plans.tokens import listed, plain, tokens_of


_ENGLISH: Final = listed(
    "he him his himself she her hers herself they them their theirs themselves themself"
)
_WELSH: Final = listed(
    "fe fo ef efe hi nhw nw hwy hwynt ei eu yntau ynta fyntau fynta hithau hitha nhwythau nhwtha "
    "hwythau hwnna hwnnw honna honno rheina rheini "
    "arno arni arnyn arnynt iddo iddi iddyn iddynt ganddo ganddi ganddyn ganddynt gynno gynni "
    "gynnyn ato ati atyn atynt wrtho wrthi wrthyn wrthynt ohono ohoni ohonyn ohonynt amdano amdani "
    "amdanyn amdanynt hebddo hebddi hebddyn ynddo ynddi ynddyn rhyngddyn rhyngddynt drosto drosti "
    "drostyn trwyddo trwyddi"
)
_PRONOUNS: Final = _ENGLISH | _WELSH
_SOMEBODY: Final = re.compile(
    r"\b(?:the|that|this|those) (?:man|woman|lad|girl|boy|bloke|lady|couple|two|pair)\b"
    r"|\b(?:y|yr|'r|’r) ?(?:dyn|ddynes|fenyw|bachgen|hogyn|hogan|ferch|ddau|ddwy)\b",
    re.IGNORECASE,
)
# "a'i fraich", "i'w dŷ"; and the o or e of "Gwaeddodd o", "Mae o'n gweiddi", which alone is "of".
_CLIPPED: Final = re.compile(
    r"\b(?:[aoiâ]|gyda|efo|na|sy)['’][iw]\b(?!['’])"
    r"|(?:odd|aeth|ith|iff|ai|\bmae?|\befo|\bgydag?|\bâ|\bag|yd[yi]|yw) [oe]\b(?!['’]r)"
    r"|\b[oe]['’]n\b",
    re.IGNORECASE,
)
# "Mae'n gweiddi": to be, and at once what is done, with nobody named between.
_TO_BE: Final = listed(
    "mae ma roedd oedd doedd bydd fydd byddai fyddai basai fasai fasa ydy ydi yw dydy dydi dyw "
    "buodd bu fu"
)
_AFTER_TO_BE: Final = listed("n yn wedi ddim newydd am o e")
_ALSO_AT_THE_START: Final = listed("sy sydd yn wedi")
_DID: Final = listed(
    "aeth daeth ddaeth gwnaeth wnaeth nath cafodd gafodd daw ddaw gwna wneith neith caiff gaiff"
)
_NOT_A_VERB: Final = listed("anodd rhodd ymadrodd adrodd hanodd")
# "Takes my money": an English sentence that begins with what is done.
_DONE: Final = listed(
    "took hit stole kept came went made said told got left was has had is will won't can can't "
    "won’t can’t threw broke doesn't didn't doesn’t didn’t never just"
)
_TO_ME: Final = listed("me my mine us our")
_THINGS: Final = listed("sometimes things always yes this its stairs bills nothing something")
_WELSH_DONE: Final = listed(
    "gweiddi cymryd dwyn taro bygwth gwthio cuddio cloi rhegi gwario rheoli codi brifo dychryn"
)


def speaks_of_somebody(sentence: str) -> bool:
    """Tell whether the sentence may be about somebody it does not name."""
    written = tokens_of(sentence)
    parts = [plain(part) for token in written for part in re.split(r"['’]", token)]
    return (
        not _PRONOUNS.isdisjoint(parts)
        or _SOMEBODY.search(sentence) is not None
        or _CLIPPED.search(sentence) is not None
        or _says_it_by_the_verb(written, parts)
        or _begins_with_what_is_done(written)
    )


def _says_it_by_the_verb(written: list[str], parts: list[str]) -> bool:
    if any(word in _TO_BE and after in _AFTER_TO_BE for word, after in pairwise(parts)):
        return True
    if parts[:1] and parts[0] in _ALSO_AT_THE_START:
        return True
    return any(
        _is_past_verb(plain(token)) and not after[:1].isupper()
        for token, after in zip(written, [*written[1:], ""], strict=True)
    )


def _is_past_verb(word: str) -> bool:
    return word in _DID or (len(word) > 4 and word.endswith("odd") and word not in _NOT_A_VERB)


def _begins_with_what_is_done(written: list[str]) -> bool:
    if not written:
        return False
    first, rest = plain(written[0]), {plain(token) for token in written[1:]}
    if first in _WELSH_DONE:
        return True
    looks_done = first in _DONE or (
        first.endswith(("s", "ed", "ing")) and not first.endswith("ss") and first not in _THINGS
    )
    return looks_done and not _TO_ME.isdisjoint(rest)
