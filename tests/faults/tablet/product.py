"""A small server in the product's place, that answers a tablet exactly as a test wants."""

import base64
import hashlib
import json
import mimetypes
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from app.static_files import STATIC


PAGE = """<!doctype html><meta charset="utf-8"><title>Visit</title>
<form autocomplete="off"><label>Words <textarea id="words"></textarea></label></form>
<script type="module" src="/page.js"></script>"""
SCRIPT = """
for (const name of ["store", "vault", "journal", "outbox", "sync", "network", "text"])
  window[name] = await import(`/static/js/visit/${name}.js`);
window.states = []; window.receipts = [];
sync.onState((state) => states.push(state));
sync.onReceipt((receipt) => receipts.push(receipt));
await navigator.serviceWorker.register("/worker.js");
window.session = async () => {
  const got = await network.handshake();
  if (got.kind) throw new Error(got.kind);
  return got;
};
window.ready = true;
"""
STAFF = "6f1c2a5e-0000-4000-8000-00000000000a"
COLLEAGUE = "6f1c2a5e-0000-4000-8000-00000000000b"


@dataclass(frozen=True)
class Sent:
    """One operation as it came, with who the tablet said it is from."""

    path: str
    body: bytes
    staff: str

    @property
    def fields(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode("utf-8"), keep_blank_values=True)

    def field(self, name: str) -> str:
        return self.fields[name][0]


@dataclass(frozen=True)
class Reply:
    """What to answer; `hangs` means never."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False


def as_json(status: int, **content: object) -> Reply:
    body = json.dumps(content).encode("utf-8")
    return Reply(status, body, {"Content-Type": "application/json"})


def receipt(sent: Sent, **changes: object) -> Reply:
    """The receipt that belongs to what was sent, or one that is wrong in something."""
    right: dict[str, object] = {
        "operation_id": sent.field("operation_id"),
        "content_sha256": hashlib.sha256(sent.body).hexdigest(),
        "version": int(sent.fields.get("version", ["0"])[0]) + 1,
        "saved_at": "14:32",
        "message": "",
        "kept": "saved",
    }
    return as_json(200, **(right | changes))


class TabletServer:
    """Who is signed in, whether the tablet may be used, what each operation is answered."""

    def __init__(self) -> None:
        self.staff: str | None = STAFF
        self.revoked = False
        self.signed_in_for = 0
        self.secrets: dict[tuple[str, str], bytes] = {}
        self.before: list[bytes] = []
        self.announced: list[dict[str, list[str]]] = []
        self.sent: list[Sent] = []
        self.answer: Callable[[Sent], Reply] = receipt
        self.greeting: Reply | None = None
        self.edits: list[tuple[str, str, str]] = []
        self.page = PAGE
        self.address = ""
        self.closing = threading.Event()

    def break_build(self, module: str, old: str, new: str) -> None:
        """Serve one module with a fault put into it."""
        assert old in (STATIC / "js/visit" / module).read_text("utf-8")
        self.edits.append((f"/static/js/visit/{module}", old, new))

    def get(self, path: str) -> Reply:
        if path == "/page.js":
            return Reply(200, SCRIPT.encode(), {"Content-Type": "text/javascript"})
        if path == "/worker.js":
            return self.get("/static/js/visit/keyholder.js")
        if path.startswith("/static/"):
            return self._file(path)
        if path == "/sync/session":
            if self.greeting is not None:
                return self.greeting
            if self.staff is None:
                return as_json(401, message="Sign in again.")
            return as_json(
                200,
                product="what-matters",
                protocol=1,
                staff=self.staff,
                csrf="t",
                signed_in_for=self.signed_in_for,
                language="en",
            )
        return Reply(200, self.page.encode(), {"Content-Type": "text/html"})

    def post(self, sent: Sent) -> Reply:
        if sent.path == "/sync/tablets":
            if self.revoked:
                return as_json(410, message="This tablet was stopped.")
            key = (sent.staff, sent.field("tablet_id"))
            secret = self.secrets.setdefault(key, hashlib.sha256(repr(key).encode()).digest())
            given, *before = (base64.b64encode(one).decode() for one in (secret, *self.before))
            return as_json(200, unlock_secret=given, secrets_before=before)
        if sent.path == "/sync/tablets/waiting":
            self.announced.append(sent.fields)
            return Reply(410 if self.revoked else 204)
        self.sent.append(sent)
        return self.answer(sent)

    def _file(self, path: str) -> Reply:
        body = (STATIC / path.removeprefix("/static/")).read_bytes()
        for where, old, new in self.edits:
            if where == path:
                body = body.replace(old.encode(), new.encode())
        return Reply(200, body, {"Content-Type": mimetypes.guess_type(path)[0] or ""})


@contextmanager
def tablet_server() -> Iterator[TabletServer]:
    """Serve until the block ends."""
    product = TabletServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._reply(product.get(urlsplit(self.path).path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            staff = self.headers["X-Staff"] or ""
            self._reply(product.post(Sent(urlsplit(self.path).path, body, staff)))

        def log_message(self, *_: object) -> None:
            pass

        def _reply(self, reply: Reply) -> None:
            if reply.hangs:
                product.closing.wait()
                return
            self.send_response(reply.status)
            for name, value in {"Cache-Control": "no-store", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    product.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield product
    finally:
        product.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def wait_until(done: Callable[[], object], seconds: float = 10) -> None:
    """Wait for something to become true; used for what the server sees."""
    latest = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < latest, "It did not happen."
        time.sleep(0.02)
