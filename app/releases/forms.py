"""What the commissioner's page may send."""

import uuid
from typing import Annotated

from app.forms import Choice, Form, Required
from app.i18n import N_


class ReleaseForm(Form):
    """Order a release: of which quarter, and after which number (0: the first)."""

    period: Annotated[Choice, Required(N_("Choose a quarter from the list."))] = ""
    after: int = 0
    operation_id: uuid.UUID
