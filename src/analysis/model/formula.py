"""Formulas traced from the model's functions: as text, as MathML, and as JavaScript.

A function is called with symbols in place of numbers, and the expression it gives back is its formula. Nothing is
written twice.
"""

import functools
import html
from collections.abc import Iterable, Mapping
from xml.dom import minidom

import sympy
from sympy.printing.jscode import JavascriptCodePrinter
from sympy.printing.mathml import MathMLPresentationPrinter

from analysis.model.graph import SEATS, Graph, Node, without_seat
from analysis.text import language, translate as _

symbol = functools.partial(sympy.Symbol, real=True)


@functools.cache
def traced(node: Node) -> sympy.Expr:
    """The formula of a quantity as an expression of symbols, named as the function names what it needs.

    Parameters
    ----------
    node : Node
        A quantity of the graph.

    Returns
    -------
    sympy.Expr

    Examples
    --------
    >>> from analysis.model.graph import graph
    >>> traced(graph().nodes["subject_announced_per_site"])
    announced/sites
    """
    return sympy.sympify(node.function(**{name: symbol(name) for name in node.parameters}))


def renamed(node: Node, names: Iterable[str]) -> sympy.Expr:
    """The formula with other names for what it needs, in the order of its parameters."""
    symbols = zip(node.parameters, names, strict=True)
    return traced(node).xreplace({symbol(own): symbol(name) for own, name in symbols})


@functools.cache
def as_text(node: Node) -> str:
    """The formula in one line, with the names of what this edition works it out from: ``announced*market_rate``."""
    needs = map(without_seat, node.needs) if node.scope in SEATS else node.needs
    return str(renamed(node, needs)).replace("**", "^")


class _Readable(MathMLPresentationPrinter):
    """MathML whose identifiers are words. SymPy writes text as it is given, so words are escaped here."""

    def __init__(self, labels: Mapping[str, str]):
        super().__init__({"mul_symbol": "times"})
        self.labels = labels

    def _element(self, tag: str, *children: minidom.Node) -> minidom.Element:
        element = self.dom.createElement(tag)
        for child in children:
            element.appendChild(child)
        return element

    def _words(self, text: str, tag: str = "mtext") -> minidom.Element:
        return self._element(tag, self.dom.createTextNode(html.escape(text)))

    def _print_Symbol(self, sym: sympy.Symbol, style: str = "plain") -> minidom.Element:  # noqa: N802  SymPy's name
        return self._words(self.labels.get(sym.name, sym.name.replace("_", " ")))

    def _print_Relational(self, e: sympy.Rel) -> minidom.Element:  # noqa: N802
        return self._element("mrow", self._print(e.lhs), self._words(e.rel_op, "mo"), self._print(e.rhs))

    def _print_log(self, e: sympy.log) -> minidom.Element:
        inside = self._element("mrow", self._words("(", "mo"), self._print(e.args[0]), self._words(")", "mo"))
        return self._element("mrow", self._words("ln", "mi"), inside)

    def _print_NaN(self, e: sympy.Expr) -> minidom.Element:  # noqa: N802
        return self._words(_("no value"))

    def _print_Piecewise(self, e: sympy.Piecewise) -> minidom.Element:  # noqa: N802
        rows = []
        for value, condition in e.args:
            when = self._words(_("otherwise"))
            if condition != sympy.true:
                when = self._element("mrow", self._words(_("if") + "\N{NO-BREAK SPACE}"), self._print(condition))
            rows.append(self._element("mtr", self._element("mtd", self._print(value)), self._element("mtd", when)))
        return self._element("mrow", self._words("{", "mo"), self._element("mtable", *rows))


def mathml(node: Node, labels: Mapping[str, str] | None = None) -> str:
    """The formula as MathML, which browsers draw without a script and screen readers read aloud.

    Parameters
    ----------
    node : Node
        A quantity of the graph.
    labels : mapping of str to str, optional
        Readable names of what it needs, under the function's own names; else the names with spaces.

    Returns
    -------
    str
        A ``<math>`` element: an equals sign and the formula, to stand below the name of the quantity.
    """
    return _mathml(traced(node), tuple((labels or {}).items()), language())


@functools.lru_cache(maxsize=2048)
def _mathml(formula: sympy.Expr, labels: tuple[tuple[str, str], ...], lang: str) -> str:
    """Drawn once a language, since most editions have the same formulas."""
    return (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mrow><mo>=</mo>'
        f"{_Readable(dict(labels))._print(formula).toxml()}</mrow></math>"
    )


class _Script(JavascriptCodePrinter):
    """JavaScript whose numbers keep every digit, and whose symbols are read from one object."""

    def __init__(self, defaults: Mapping[str, float]):
        super().__init__()
        self.defaults = defaults

    def _print_Symbol(self, expr: sympy.Symbol) -> str:  # noqa: N802
        name = expr.name
        return f"(v.{name} ?? {self.defaults[name]!r})" if name in self.defaults else f"v.{name}"

    def _print_Float(self, expr: sympy.Float) -> str:  # noqa: N802
        return repr(float(expr))

    def _print_Rational(self, expr: sympy.Rational) -> str:  # noqa: N802
        return f"({expr.p}/{expr.q})"

    def _print_NaN(self, expr: sympy.Expr) -> str:  # noqa: N802
        return "NaN"


def javascript(graph: Graph, wanted: Iterable[str] | None = None, gaps: Iterable[str] = ()) -> str:
    """The model as JavaScript.

    Parameters
    ----------
    graph : Graph
        The formulas.
    wanted : iterable of str, optional
        Names of quantities; all when left out. What they need comes with them.
    gaps : iterable of str
        Inputs that have no value: what rests on them is left out, and a default stands for it where there is one.

    Returns
    -------
    str
        A function ``model(v)``: takes an object of inputs by their names in the graph, sets the quantities beside them
        and gives it back.
    """
    needed = graph.behind(graph.nodes if wanted is None else wanted)
    given, lines = dict.fromkeys(graph.inputs.keys() - set(gaps)), []
    for name, node in graph.nodes.items():
        if name in needed and node.is_ready(given):
            given[name] = None
            lines.append(f"  v.{name} = {_Script(node.defaults).doprint(renamed(node, node.needs))};")
    return "\n".join(['"use strict";', "function model(v) {", *lines, "  return v;", "}", ""])
