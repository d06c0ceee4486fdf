"""Letters as a mail's body: plain text and HTML, one language under the other. Pure."""

from collections.abc import Iterator, Sequence
from html import escape

from scheduler.notices.letter import Letter, Link, Part

_RULE = "—" * 24


def plain(letters: Sequence[Letter]) -> str:
    """Plain text."""
    return f"\n\n{_RULE}\n\n".join("\n".join(_lines(one)) for one in letters) + "\n"


def html(letters: Sequence[Letter]) -> str:
    """A page that loads nothing from anywhere, for mail programs of any age."""
    whole = "<hr>".join(f'<div lang="{one.language}">{_div(one)}</div>' for one in letters)
    first = letters[0]
    return (
        f'<!doctype html><html lang="{first.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" '
        f'content="light dark"><title>{escape(first.title)}</title></head>'
        '<body style="font: 16px/1.5 sans-serif; max-width: 42em; margin: 0 auto; '
        f'padding: 16px; overflow-wrap: anywhere">{whole}</body></html>\n'
    )


def _lines(letter: Letter) -> Iterator[str]:
    yield letter.title.upper()
    yield ""
    yield letter.greeting
    yield ""
    yield letter.opening
    yield ""
    for label, told in letter.rows:
        yield from _row(label, told)
    for link in letter.links:
        yield ""
        yield f"{link.label}:"
        yield link.url
        if link.note:
            yield link.note
    for part in letter.parts:
        yield ""
        yield f"{part.heading}:"
        yield from (f"{number}. {line}" for number, line in enumerate(part.lines, 1))
    yield ""
    yield from letter.closing


def _row(label: str, told: Sequence[str]) -> Iterator[str]:
    if len(told) == 1:
        yield f"{label}: {told[0]}"
        return
    yield f"{label}:"
    yield from (f"  - {one}" for one in told)


def _div(letter: Letter) -> str:
    rows = "".join(
        '<tr><th scope="row" style="text-align: left; vertical-align: top; '
        f'padding: 4px 16px 4px 0; font-weight: normal">{escape(label)}</th>'
        '<td style="padding: 4px 0; vertical-align: top">'
        f"<b>{'<br>'.join(map(escape, told))}</b></td></tr>"
        for label, told in letter.rows
    )
    return "".join(
        [
            f'<h1 style="font-size: 20px">{escape(letter.title)}</h1>',
            f"<p>{escape(letter.greeting)}</p><p>{escape(letter.opening)}</p>",
            f"<table>{rows}</table>",
            *map(_anchor, letter.links),
            *map(_list, letter.parts),
            *(f'<p style="font-size: 14px">{escape(one)}</p>' for one in letter.closing),
        ]
    )


def _anchor(link: Link) -> str:
    note = f"<br><small>{escape(link.note)}</small>" if link.note else ""
    url = escape(link.url)
    return f'<p>{escape(link.label)}:<br><a href="{url}">{url}</a>{note}</p>'


def _list(part: Part) -> str:
    items = "".join(f"<li>{escape(one)}</li>" for one in part.lines)
    return f'<h2 style="font-size: 17px">{escape(part.heading)}</h2><ol>{items}</ol>'
