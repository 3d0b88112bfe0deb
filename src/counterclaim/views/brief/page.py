"""HTML: takes a brief, gives one page that needs nothing else and prints well. Text of reports is escaped.

The page has no script and forbids any: what a report says is shown, never run, and nothing is fetched.
"""

from __future__ import annotations

from html import escape

from counterclaim.views.brief.content import LEGEND
from counterclaim.views.brief.parts import NOTHING, Brief, Cited, Item, Line, Row

_STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #111; background: #fff; }
h1, h2, th, .standing { font-family: system-ui, -apple-system, 'Segoe UI', sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; line-height: 1.2; }
h2 { font-size: 1.1rem; margin: 1.8rem 0 .5rem; border-bottom: 1px solid #bbb; break-after: avoid; }
.subtitle { margin: 0; } .made { color: #555; font-size: .9rem; margin: .2rem 0 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; }
dt { font-weight: bold; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border: 1px solid #ccc;
  overflow-wrap: anywhere; }
thead { display: table-header-group; } thead th { background: #eee; } tr { break-inside: avoid; }
td p { margin: 0 0 .2rem; } td .who { color: #555; }
tr.disputed > th[scope=row]::before { content: '! '; color: #a00; }
tr.disputed .standing { color: #a00; font-weight: bold; }
td.figure { text-align: right; font-variant-numeric: tabular-nums; }
ul { padding-left: 1.2rem; } li { margin-bottom: .3rem; }
.cite { font-size: .8em; text-decoration: none; color: #064; white-space: nowrap; }
#sources li { overflow-wrap: anywhere; break-inside: avoid; } #sources q { font-style: italic; }
#sources small, footer { color: #555; font-size: .85rem; }
li:target { background: #ffd; }
@page { size: A4; margin: 18mm 16mm; } @page wide { size: A4 landscape; } #accounts { page: wide; }
@media print { body { font-size: 9.5pt; max-width: none; margin: 0; padding: 0; } a { color: inherit; } }
""".strip()


def render(brief: Brief) -> str:
    """The whole page."""
    title = escape(brief.title)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<main>
<header>
<h1>{title}</h1>
<p class="subtitle">{escape(brief.subtitle)}</p>
<p class="made">{escape(brief.made)}</p>
</header>
<dl>{"".join(f"<dt>{escape(name)}</dt><dd>{_line(line)}</dd>" for name, line in brief.facts)}</dl>
<h2>The accounts</h2>
{_accounts(brief)}
{"".join(_section(section.heading, section.items) for section in brief.sections)}
{_tolls(brief)}
<h2>Sources</h2>
<ol id="sources">
{"".join(map(_source, brief.sources))}</ol>
</main>
<footer>
<h2>How to read this</h2>
{"".join(f"<p>{escape(line)}</p>" for line in LEGEND)}
</footer>
</body>
</html>
"""


def _line(line: Line) -> str:
    return "".join(
        (f"<strong>{escape(words.text)}</strong>" if words.strong else escape(words.text))
        + _cites(words.cites)
        for words in line
        if words.text
    )


def _cites(numbers: tuple[int, ...]) -> str:
    links = ", ".join(f'<a href="#s{number}">{number}</a>' for number in numbers)
    return f' <span class="cite">[{links}]</span>' if links else ""


def _accounts(brief: Brief) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("facet", *brief.columns, "standing"))
    rows = "\n".join(map(_row, brief.rows))
    return f'<table id="accounts">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>'


def _row(row: Row) -> str:
    cells = "".join(f"<td>{''.join(map(_said, cell)) or NOTHING}</td>" for cell in row.cells)
    kind = ' class="disputed"' if row.disputed else ""
    standing = f'<td class="standing">{escape(row.standing)}</td>'
    return f'<tr{kind}><th scope="row">{escape(row.topic)}</th>{cells}{standing}</tr>'


def _said(line: Line) -> str:
    """A line of a cell: what is said, then who says it."""
    what, *who = line
    return f'<p>{_line((what,))} <span class="who">{_line(tuple(who))}</span></p>'


def _section(heading: str, items: tuple[Item, ...]) -> str:
    return f"<h2>{escape(heading)}</h2>\n<ul>{''.join(map(_item, items))}</ul>\n"


def _item(item: Item) -> str:
    under = "".join(f"<li>{_line(line)}</li>" for line in item.under)
    return f"<li>{_line(item.line)}{f'<ul>{under}</ul>' if under else ''}</li>"


def _tolls(brief: Brief) -> str:
    if not brief.tolls:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(row.what)}</th>'
        + "".join(f'<td class="figure">{escape(figure)}</td>' for figure in (row.low, row.best, row.high))
        + f"<td>{_line(row.says) or NOTHING}</td></tr>"
        for row in brief.tolls
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("", "low", "best", "high", "who says so"))
    return f"<h2>The toll</h2>\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody>\n</table>\n"


def _source(source: Cited) -> str:
    about = ", ".join(map(escape, source.about))
    address = escape(source.address)
    if source.link:
        address = f'<a href="{address}" rel="noopener noreferrer nofollow">{address}</a>'
    return (
        f'<li id="s{source.number}" value="{source.number}">{about}: <q>{escape(source.quote)}</q><br>'
        f"<small>{address} · statement {escape(source.statement)}</small></li>\n"
    )
