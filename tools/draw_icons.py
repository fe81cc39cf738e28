"""Draw the icons of the installed product from static/icons, with the machine's Chromium."""

from playwright.sync_api import sync_playwright

from app.settings import ROOT
from tools.guests import launched


ICONS = ROOT / "static" / "icons"
DRAWN = {
    "app-192.png": ("mark.svg", 192),
    "app-512.png": ("mark.svg", 512),
    "app-maskable-512.png": ("app.svg", 512),  # the sign smaller, on colour to the edge
}


def main() -> None:
    """Draw every icon afresh."""
    with sync_playwright() as playwright, launched(playwright) as chromium:
        for name, (source, size) in DRAWN.items():
            page = chromium.new_page(viewport={"width": size, "height": size})
            drawing = (ICONS / source).read_text(encoding="utf-8")
            sized = drawing.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
            page.set_content(f'<body style="margin:0;background:transparent">{sized}</body>')
            page.screenshot(path=ICONS / name, omit_background=True)
            page.close()


if __name__ == "__main__":
    main()
