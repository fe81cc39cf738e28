"""What a test does on a tablet, in its words."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

from tests.faults.tablet.product import STAFF, TabletServer


PIN = "483 926"


class Tablet:
    """One tab of a browser that holds the visit's modules."""

    def __init__(self, page: Page, product: TabletServer) -> None:
        self.page = page
        self.product = product
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def open(self, path: str = "/") -> None:
        self.page.goto(path)
        self.page.wait_for_function("window.ready")

    def run(self, script: str, given: object = None) -> Any:
        """Run script in the page, with `given` in hand, and wait for what it promises."""
        return self.page.evaluate(f"async (given) => {{ {script} }}", given)

    def fails(self, script: str, given: object = None) -> str:
        """Run script that must fail, and return how: its error's name, or our own word."""
        body = f"try {{ {script} }} catch (error) {{ return error.message || error.name; }}"
        said: str = self.run(f"{body} throw new Error('It did not fail.');", given)
        return said

    def sign_in(self, staff: str = STAFF) -> None:
        self.product.staff = staff
        assert self.run("return vault.prepare(await session())") == "ok"

    def set_pin(self, pin: str = PIN) -> None:
        assert self.run("return vault.setPin(given, await session())", pin) == "ok"

    def lock(self) -> None:
        self.run("vault.lock()")
        assert not self.is_unlocked()

    def unlock(self, pin: str = PIN) -> str:
        said: str = self.run("return vault.unlock(given)", pin)
        return said

    def is_unlocked(self) -> bool:
        return bool(self.run("return vault.isUnlocked()"))

    def write_down(self, answer: str, words: str, version: int | None = None) -> str:
        """Queue an answer as a question page does; "kitchen:about_you" is where it belongs."""
        conversation, key = answer.split(":")
        operation = {
            "path": f"/conversations/{conversation}/questions/{key}",
            "fields": {"words": words, **({} if version is None else {"version": str(version)})},
            "conversation": conversation,
            "versionKey": f"answer:{answer}",
            "label": key,
        }
        return self.queue(operation)

    def queue(self, operation: Mapping[str, object]) -> str:
        made: str = self.run("return outbox.add(given)", operation)
        return made

    def start_sending(self) -> None:
        self.run("await sync.start({ owner: vault.owner() })")

    def send(self) -> None:
        """Press "send now" and wait until that is over."""
        self.run("await sync.sendNow()")

    def waiting(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.run(
            "return outbox.list((await vault.findOwner()).owner)"
        )
        return listed

    def words_waiting(self) -> list[str]:
        return [dict(one["fields"])["words"] for one in self.waiting()]

    def state(self) -> dict[str, Any]:
        now: dict[str, Any] = self.run("return states.at(-1)")
        return now

    def rows(self, store: str) -> list[dict[str, Any]]:
        """Everything a store holds, as it lies there; bytes come as lists of numbers."""
        found: list[dict[str, Any]] = self.run(
            """const inside = (value) =>
                 Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
               const plain = (value) => value?.buffer ? [...value]
                 : value && typeof value === "object" ? inside(value) : value;
               return (await (await store.database()).getAll(given)).map(plain);""",
            store,
        )
        return found

    def change_row(self, store: str, change: str) -> None:
        """Change the rows of a store behind the modules' back: `change` works on `row`."""
        self.run(
            f"""for (const row of await (await store.database()).getAll(given)) {{
                 {change}; await (await store.database()).put(given, row); }}""",
            store,
        )
