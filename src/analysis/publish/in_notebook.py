"""How figures and tables look in a notebook, which has no stylesheet of ours; a published page leaves this out."""

STYLE = """<style>
.jp-RenderedHTML .table[role=region] th, .jp-RenderedHTML .table[role=region] td {
  text-align: left; vertical-align: top;
  line-height: 1.35; max-width: 30em; }
.jp-RenderedHTML .table[role=region] .number { text-align: right; font-variant-numeric: tabular-nums; }
.jp-RenderedHTML .table[role=region] td a.number { text-align: inherit; }
.jp-RenderedHTML .table[role=region] caption { text-align: left; font-weight: bold; padding: 0.5em 0; }
.jp-RenderedHTML .table[role=region] { overflow-x: auto; }
.jp-RenderedHTML figure.figure { margin: 0 0 1.5em; max-width: 44rem; }
.jp-RenderedHTML figure.figure .title { margin-top: 0.5em; }
.jp-RenderedHTML figure.figure svg.chart { display: block; width: 100%; }
.jp-RenderedHTML .note, .jp-RenderedHTML .made, .jp-RenderedHTML .subtitle { opacity: 0.8; max-width: 44rem; }
</style>
"""
