"""What can go wrong, as errors with a status and a sentence fit to show, and the pages they become.

An error's sentence says what happened, that nothing is lost, and what to do, in that order. It
never repeats what anybody said.
"""

from http import HTTPStatus

from app.i18n import gettext as _


class DomainError(Exception):
    """An expected refusal. ``sentence`` is shown to the person at the screen."""

    status: HTTPStatus = HTTPStatus.BAD_REQUEST

    @property
    def heading(self) -> str:
        """Return the heading of the page this error becomes."""
        return _("That did not work")

    @property
    def sentence(self) -> str:
        """Return what happened and what to do."""
        return _("Something in that request could not be used. Go back and try again.")

    @property
    def sentence_to_sender(self) -> str:
        """Return what to say where something was sent that is still on the device that sent it."""
        return self.sentence


class NotFound(DomainError):
    """No such thing, or not for this person: the two look exactly alike."""

    status = HTTPStatus.NOT_FOUND

    @property
    def heading(self) -> str:
        """Return the heading."""
        return _("Page not found")

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return _("There is nothing here that you can open. Check the address or go back.")

    @property
    def sentence_to_sender(self) -> str:
        """Return what to say where something was sent."""
        return _(
            "This cannot be kept here: it is not there, or it is not yours to change any more. "
            "Nothing is lost: it stays on this device. Ask your team leader, "
            "or save it to a file for a colleague to send."
        )


class NotSignedIn(DomainError):
    """Nobody is signed in; the answer is the sign-in page, never a fragment of it."""

    status = HTTPStatus.UNAUTHORIZED

    @property
    def heading(self) -> str:
        """Return the heading."""
        return _("Sign in")

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return _(
            "You have been signed out. Sign in again to carry on; what you typed is still there."
        )


class CrossSite(DomainError):
    """A form without this session's token."""

    status = HTTPStatus.FORBIDDEN

    @property
    def heading(self) -> str:
        """Return the heading."""
        return _("This page is out of date")

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return _(
            "This page has been open too long to send safely. "
            "Go back, load the page again and send it once more."
        )


class StaleVersion(DomainError):
    """Somebody saved the same thing first; nothing is overwritten and a person chooses."""

    status = HTTPStatus.CONFLICT

    @property
    def heading(self) -> str:
        """Return the heading."""
        return _("This was changed somewhere else")

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return _(
            "Someone saved this after you opened it. "
            "Nothing is lost: both versions are kept until you choose."
        )


class OperationReused(DomainError):
    """One operation id with two different contents."""

    status = HTTPStatus.CONFLICT

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return _(
            "This was already sent with different words. "
            "Nothing is lost: load the page again and check it."
        )


class NotNow(DomainError):
    """Allowed in general, but not in the state things are in."""

    status = HTTPStatus.CONFLICT

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    @property
    def sentence(self) -> str:
        """Return the sentence given where the rule stands."""
        return self._sentence


class TooLarge(DomainError):
    """More was sent at once than any page of ours sends."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return _("That was too much to send at once. Nothing is lost: go back and send less.")


class TooManyTries(DomainError):
    """Too many wrong tries in a short time."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    @property
    def heading(self) -> str:
        """Return the heading."""
        return _("Please wait a little")

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return _(
            "There have been too many tries. "
            "Nothing is wrong with your account: wait a minute and try again."
        )
