"""The picture of a page, for where a link to it is shown: the finding, the chart, the day, the source, the site."""

import io

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from PIL import Image, ImageColor, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from analysis.characters import visible
from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, FAMILY, lay_out, style

SIZE = (1920, 1080)
"""Width and height [dots]: those that networks and messengers cut nothing off from."""

EDGE, GAP = 64, 28
"""Room around all and between its parts [dots]."""

SCALES = ((2.8, False), (2.4, False), (2, False), (2, True))
"""Dots for each point of a chart, so that its letters are 24 dots high and higher, and whether it stands beside its
words: the first that a chart has room in, else the last."""

HEADLINE, TEXT, SMALL = 48, 26, 24
"""Heights of letters [dots]."""

LEADING = 1.28
"""From one line to the next, over the height of letters."""

COLUMN = 560
"""Width of the words where they stand beside a tall chart [dots]."""

FADED = 120
"""The height over which a chart that is cut off at its foot fades [dots]."""

TITLE = {"family": "DejaVu Serif", "bold": True}
"""The font of the finding."""

SHADES = (1, 0.67, 0.33)
"""How much of a colour of the registry a picture has over paper: whole, and at the edges of letters."""


def palette() -> Image.Image:
    """The colours of a picture: few, and those of the registry exactly."""
    paper = ImageColor.getrgb(COLOURS["paper"])
    inks = (ImageColor.getrgb(colour) for colour in COLOURS.values())
    mixed = (
        round(share * one + (1 - share) * other)
        for ink in inks
        for share in SHADES
        for one, other in zip(ink, paper, strict=True)
    )
    colours = Image.new("P", (1, 1))
    colours.putpalette(list(mixed))
    return colours


def font(size: int, family: str = FAMILY, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A font at a height [dots]."""
    file = findfont(FontProperties(family=family, weight="bold" if bold else "normal"))
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def lines(text: str, letters: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """A text broken between words into lines of a width [dots]."""
    found = [""]
    for word in visible(text).split(" "):
        longer = f"{found[-1]} {word}".strip()
        found = [*found[:-1], longer] if letters.getlength(longer) <= width else [*found, word]
    return found


def height(text: str, size: int, width: int, **look: object) -> int:
    """The height of a text in lines of a width [dots]."""
    return round(LEADING * size) * len(lines(text, font(size, **look), width))


class Paper:
    """What a picture is drawn on: texts from the top down at the left edge."""

    def __init__(self, picture: Image.Image):
        self.picture, self.draw = picture, ImageDraw.Draw(picture)

    def write(self, text: str, y: int, size: int, width: int, colour: str = "quiet", **look: object) -> int:
        """Write a text in lines of a width, from a top; gives the bottom [dots]."""
        letters = font(size, **look)
        for line in lines(text, letters, width):
            self.draw.text((EDGE, y), line, COLOURS[colour], letters)
            y += round(LEADING * size)
        return y

    def steps(self, y: int) -> int:
        """Draw the mark of the site, two flights of steps down; gives its right edge [dots]."""
        for colour, boxes in {"comparator": ((0, 0), (10, 12), (20, 22)), "subject": ((34, 26), (44, 30))}.items():
            for x, top in boxes:
                self.draw.rectangle((EDGE + x, y + top, EDGE + x + 9, y + 33), COLOURS[colour])
        return EDGE + 70


def drawn(figure: Figure, scale: float) -> Image.Image:
    """A figure on paper, with so many dots for each of its points."""
    lay_out(figure)
    buffer = io.BytesIO()
    with style():
        figure.savefig(buffer, format="png", dpi=72 * scale, facecolor=COLOURS["paper"])
    return Image.open(buffer).convert("RGB")


def fitted(chart: Image.Image, width: int, height: int) -> Image.Image:
    """A chart in its room: one that is too wide is made smaller, one that is too tall fades at its foot."""
    if chart.width > width:
        chart = chart.resize((width, chart.height * width // chart.width))
    if chart.height > height:
        chart = chart.crop((0, 0, chart.width, height))
        fading = Image.linear_gradient("L").resize((chart.width, FADED))
        chart.paste(COLOURS["paper"], (0, height - FADED), fading)
    return chart


def picture(chart: Chart, site: str, credit: str) -> bytes:
    """Draw the picture of a chart.

    Parameters
    ----------
    chart : Chart
        A wide chart stands under its words, a tall one beside them.
    site, credit : str
        The name of the site; the day and the source.

    Returns
    -------
    bytes
        A small PNG, which says in words too what it is.
    """
    paper = Paper(Image.new("RGB", SIZE, COLOURS["paper"]))
    paper.draw.text((paper.steps(EDGE - 24), EDGE - 18), site, COLOURS["quiet"], font(SMALL))
    top, foot = EDGE + 40, SIZE[1] - EDGE + 16 - height(credit, SMALL, SIZE[0] - 2 * EDGE)
    paper.write(credit, foot, SMALL, SIZE[0] - 2 * EDGE)
    for scale, beside in SCALES:
        left = EDGE + beside * (COLUMN + EDGE)
        across = SIZE[0] - EDGE - left
        under = top + GAP + height(chart.title, HEADLINE, across, **TITLE) + height(chart.subtitle, TEXT, across)
        room = foot - GAP - (top if beside else under)
        figure = chart.drawing.draw(round(across / scale))
        if 72 * scale * figure.get_figheight() <= room:
            break
    shown = fitted(drawn(figure, scale), across, room)
    paper.picture.paste(shown, (left, foot - GAP - room + (room - shown.height) // 2))
    below = paper.write(chart.title, top, HEADLINE, COLUMN if beside else across, "ink", **TITLE)
    paper.write(chart.subtitle, below + 6, TEXT, COLUMN if beside else across)
    return small(paper.picture, {"Title": chart.title, "Source": credit})


def with_address(picture: bytes, address: str) -> bytes:
    """A picture with the address of the site in its upper right corner."""
    plain = Image.open(io.BytesIO(picture))
    paper, shown = Paper(plain.convert("RGB")), address.partition("://")[2].rstrip("/")
    letters = font(SMALL, bold=True)
    paper.draw.text((SIZE[0] - EDGE - letters.getlength(shown), EDGE - 18), shown, COLOURS["ink"], letters)
    return small(paper.picture, plain.text | {"Address": address})


def small(picture: Image.Image, words: dict[str, str]) -> bytes:
    """A picture as PNG of few colours, with words in it."""
    buffer, info = io.BytesIO(), PngInfo()
    for key, text in words.items():
        info.add_text(key, visible(text))
    few = picture.quantize(palette=palette(), dither=Image.Dither.NONE)
    few.save(buffer, format="png", optimize=True, pnginfo=info)
    return buffer.getvalue()
