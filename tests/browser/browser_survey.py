"""Every page opened once, and all that is measured of it: loading is what takes long."""

from pathlib import Path
from typing import Any

import msgspec

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
# elements that reach beyond the window without a scrolled box around them
_WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    ['page of ' + document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.scroll, .top nav'))
    .map(each => each.tagName + '.' + each.className).slice(0, 4)]"""
_AXE = """async (options) => (await axe.run(document, options)).violations
    .filter(each => ['serious', 'critical'].includes(each.impact))
    .map(each => each.id + ': ' + each.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '))"""
# whatever a text of a report could have brought to life
_ALIVE = r"""() => [
    ...[...document.scripts].filter(each => !new URL(each.src).pathname.startsWith('/static/')),
    ...[...document.querySelectorAll('*')].filter(
        each => each.getAttributeNames().some(name => name.startsWith('on') || name === 'style')),
    ...document.querySelectorAll('main :is(iframe, img, base, link, meta, style, object, embed)'),
    ...[...document.querySelectorAll('[href], [src], [action], [formaction]')].filter(each =>
        ['href', 'xlink:href', 'src', 'action', 'formaction'].some(
            name => /^\s*([a-z]+:|\/\/)/i.test(each.getAttribute(name) || ''))),
].map(each => each.outerHTML.slice(0, 160))"""
_SHAPE = "() => ['h1', 'main', 'html[lang=en]'].map(each => document.querySelectorAll(each).length)"


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """Of one page: what lives that should not, what is wider than a phone, what axe finds by scheme."""

    status: int
    title: str
    shape: list[int]
    alive: list[str]
    wider: list[str]
    light: list[str]
    dark: list[str]


def survey(page: Any, address: str, axe: str | None) -> Findings:
    """Open the page and measure."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no colour halfway to another
    answer = page.goto(address)
    light: list[str] = []
    dark: list[str] = []
    if axe is not None:
        page.evaluate(f"{axe}; undefined")
        light = page.evaluate(_AXE, {"resultTypes": ["violations"]})
        page.emulate_media(color_scheme="dark")  # where only the colours are others
        dark = page.evaluate(_AXE, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    page.set_viewport_size(PHONE)
    return Findings(
        status=answer.status,
        title=page.title(),
        shape=page.evaluate(_SHAPE),
        alive=page.evaluate(_ALIVE),
        wider=page.evaluate(_WIDER),
        light=light,
        dark=dark,
    )


def axe_script() -> str | None:
    """axe-core's script, None where its package is not installed."""
    from importlib.resources import files

    try:
        script = files("axe_playwright_python") / "axe.min.js"
    except ModuleNotFoundError:
        return None
    return Path(str(script)).read_text("utf-8")
