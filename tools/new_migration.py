"""Write the next numbered migration: ``make migration m="what changes"``."""

import sys
import tempfile
from pathlib import Path

from app.migrations import migrate, write_migration


def main(message: str) -> None:
    """Compare the models with a freshly migrated database and write down the difference."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'scratch.db'}"
        migrate(address)
        write_migration(address, message)


if __name__ == "__main__":
    main(sys.argv[1])
