"""The tables of ``data/chosen/``: what the model reads, and why."""

from analysis.evidence import columns as col
from analysis.evidence.readings import FLOWS, PAYMENTS
from analysis.model.consortium import RISKS, ROLES

TRIPLET_AT_A_DATE = {
    "as_of": col.day("Day the reading speaks of"),
    "qualifier": col.reference("How the document states the value", "qualifiers", required=False),
    "low": col.number("Low end, in the unit of the row", 0),
    "central": col.number("Central value, in the unit of the row", 0),
    "high": col.number("High end, in the unit of the row", 0),
    "distribution": col.reference("What the ends mean; blank where they are equal", "distributions", required=False),
}
"""The columns of a dated value with its range."""

ENDS_HAVE_A_MEANING = col.blank_if(
    "distribution", "low == high", "blank where low and high are equal, else what they mean"
)

BOUND_AT_ITS_END = col.rule(
    "qualifier",
    "(qualifier not in ['over', 'at least'] or low == central) and (qualifier not in ['up to', 'at most'] or "
    "central == high)",
    "a floor has no value below it, and a ceiling none above",
)
"""A bound that its own range contradicts is a fault."""

DERIVATION = col.references(
    "How the numbers follow from the facts; blank: they are theirs", "derivations", required=False
)

GROUNDS = {
    "fact_ids": col.references("Facts it rests on, joined by semicolons", "facts"),
    "derivation": DERIVATION,
    "note": col.prose("Why this reading"),
}
"""The columns that say what a reading rests on."""

WAYS = (
    "rate of the day",
    "rate of the announcement",
    "mean rate of the year",
    "purchasing power",
    "constant prices",
    "real rate",
    "nominal rate",
    "compute",
    "whole",
    "per year",
    "as it is",
    "per head",
    "per output",
    "per output in volume",
)
"""How a sum may be brought into dollars, divided by years and set against a country."""

CHOSEN = {
    "seats": col.schema(
        "One row is one programme that can take a seat in the comparison.",
        col.ordered("span_low", "span_central", "span_high"),
        col.rule("span_central", "span_central != '' or (span_low == '' and span_high == '')", "all three or none"),
        programme=col.reference("Programme", "programmes", unique=True),
        name=col.prose("Name in a sentence", required=True),
        short_name=col.prose("Name on a chart", required=True),
        currency=col.reference("Its own currency", "currencies"),
        territory=col.reference("Territory whose people and output it is set against", "territories"),
        span_low=col.number("Fewest years the announced sum is spread over", above=0, required=False),
        span_central=col.number("Years the announced sum is spread over", above=0, required=False),
        span_high=col.number("Most years the announced sum is spread over", above=0, required=False),
        span_distribution=col.reference("What these ends mean; blank: no range", "distributions", required=False),
        span_fact_ids=col.references("Facts behind the years", "facts", required=False),
        span_derivation=DERIVATION,
        span_note=col.prose("Why these years"),
    ),
    "ladder": col.schema(
        "One row is the chosen reading of one programme's money on one rung at one date.",
        col.ordered("low", "central", "high"),
        ENDS_HAVE_A_MEANING,
        BOUND_AT_ITS_END,
        col.rule(
            "start", f"measure not in {FLOWS} or (start != '' and span_years != '')", "a day and years for a flow"
        ),
        unique=("programme", "rung", "as_of"),
        programme=col.reference("Programme", "programmes"),
        rung=col.reference("Rung of the ladder", "rungs"),
        **TRIPLET_AT_A_DATE,
        unit=col.reference("Billions of the programme's own currency", "units"),
        price_basis=col.reference("Whose prices", "price_bases"),
        perimeter=col.prose("Whose money, which sites, chips in or out", required=True),
        payers=col.choice(
            "Whose money; blank: not stated", "all", "public", "private", required=False, translated=True
        ),
        chips=col.choice(
            "Whether chips are counted; blank: not stated", "included", "left out", required=False, translated=True
        ),
        measure=col.choice(
            "Whether it is a flow: one year (the money of a year, of which the start is given) or part of a year; "
            "payments over years (rents and contracts, no cost of building); blank: a sum for the whole, or up to the "
            "day",
            *(*FLOWS, PAYMENTS),
            required=False,
            translated=True,
        ),
        start=col.day("First day of the time that it is for; blank: not stated", required=False),
        span_years=col.number("Years from that day on; blank: not stated", above=0, required=False),
        **GROUNDS,
    ),
    "readings": col.schema(
        "One row is the chosen reading of a quantity off the ladder, of one programme or of none, at one date.",
        col.ordered("low", "central", "high"),
        ENDS_HAVE_A_MEANING,
        BOUND_AT_ITS_END,
        unique=("programme", "quantity", "as_of"),
        programme=col.reference("Programme", "programmes"),
        quantity=col.reference("What is read", "quantities"),
        **TRIPLET_AT_A_DATE,
        unit=col.reference("Unit", "units"),
        perimeter=col.prose("What is counted", required=True),
        **GROUNDS,
    ),
    "denominators": col.schema(
        "One row is the chosen fact for people, output, price level or purchasing power of a territory in one year.",
        unique=("territory", "quantity", "year"),
        territory=col.reference("Territory", "territories"),
        quantity=col.reference("population, gdp, gdp_deflator or ppp", "quantities"),
        year=col.year("Year"),
        fact_id=col.reference("The fact that gives the value", "facts"),
        note=col.prose("Why this fact and not another"),
    ),
    "assumptions": col.schema(
        "One row is one uncertain input of the model, of one programme or the same for all.",
        col.ordered("low", "central", "high"),
        col.rule(
            "distribution", "(distribution == 'fixed') == (low == high)", "fixed where low and high are equal, else not"
        ),
        unique=("quantity", "programme"),
        quantity=col.reference("Input of the model", "quantities"),
        programme=col.reference("Programme it is for; blank: for all", "programmes", required=False),
        low=col.number("Low end, in the unit of the row"),
        central=col.number("Central value, in the unit of the row"),
        high=col.number("High end, in the unit of the row"),
        unit=col.reference("Unit", "units"),
        distribution=col.reference("Shape of the range", "distributions"),
        fact_ids=col.references("Facts it rests on, joined by semicolons", "facts"),
        derivation=DERIVATION,
        basis=col.prose("Why these values, and what of them is judgement", required=True),
    ),
    "schedule": col.schema(
        "One row is one date named for a milestone: what was planned as of a day, or what happened.",
        col.rule("central", "first <= central <= last", "first <= central <= last, from {first} to {last}"),
        unique=("programme", "milestone", "known_by", "last"),
        programme=col.reference("Programme", "programmes"),
        milestone=col.reference("What is to happen", "milestones"),
        known_by=col.day("Day by which the date is on record"),
        first=col.day("First day of the period named"),
        central=col.day("Day taken as the central one"),
        last=col.day("Last day of the period named"),
        stands=col.choice(
            "Whether the programme plans it, others project it, or it happened",
            *("planned", "projected", "happened"),
            translated=True,
        ),
        fact_ids=col.references("Facts it rests on", "facts", required=False),
        source_ids=col.documents(),
        note=col.prose("What was said", required=True),
    ),
    "record": col.schema(
        "One row is one thing that an earlier programme promised, held against what it delivered.",
        col.rule("delivered_fact_id", "delivered_fact_id != '' or ratio == 'no'", "a fact where there is a ratio"),
        record_id=col.identifier("Id of the record", unique=True),
        programme=col.reference("Programme", "programmes"),
        measure=col.prose("What was delivered, of what", required=True),
        promised_fact_id=col.reference(
            "What was promised; blank where the other fact is a share itself", "facts", required=False
        ),
        delivered_fact_id=col.reference("What was delivered, or came of it", "facts", required=False),
        ratio=col.choice("Whether what was delivered is, or is divided into, a part of what was promised", "yes", "no"),
        after_years=col.number("Years after the promise", 0, required=False),
        outcome=col.prose("How it came about"),
    ),
    "cited": col.schema(
        "One row is one fact that a page tells by itself.",
        name=col.identifier("Name that the page asks for it by", unique=True),
        fact_id=col.reference("The fact", "facts"),
        label=col.prose("Name on a chart; blank: none shows it as a row"),
        note=col.text("What it is", required=True),
    ),
    "kinds": col.schema(
        "One row says of what kind a programme is: who pays, and so what kind of promise it is held against.",
        programme=col.reference("Programme", "programmes", unique=True),
        kind=col.reference("Who pays", "programme_kinds"),
        note=col.prose("Why this kind", required=True),
    ),
    "overlaps": col.schema(
        "One row is two programmes whose money is, or may be, in part the same: they are never added up.",
        unique=("programme", "other_programme"),
        programme=col.reference("Programme", "programmes"),
        other_programme=col.reference("The other programme", "programmes"),
        how=col.reference("How the money of the two is, or may be, the same", "overlap_kinds"),
        note=col.prose("What is in both"),
    ),
    "claims": col.schema(
        "One row is one statement of the article the project started from.",
        col.blank_if("verdict_word", "held_against != ''", "blank where held against a quantity, else not"),
        claim_id=col.identifier("Id of the statement", unique=True),
        statement=col.prose("What the article says, in short", required=True),
        programme=col.reference("Programme it speaks of", "programmes"),
        quantity=col.reference("What it gives a value for", "quantities"),
        value=col.text("The value, or the date"),
        unit=col.reference("Unit", "units"),
        as_of=col.day("Day of the article"),
        source_id=col.document(),
        held_against=col.reference("Quantity of the model it is held against", "quantities", required=False),
        fact_ids=col.references("Facts that speak to it", "facts", required=False),
        event_ids=col.references("Events that speak to it", "events", required=False),
        verdict_word=col.choice(
            "Verdict in short; blank where it is held against a quantity of the model",
            *("holds", "does not hold", "cannot be known"),
            required=False,
            translated=True,
        ),
        verdict=col.prose("How it turned out, or what has to be said beside the verdict"),
        verdict_as_of=col.day("Day from which the verdict is known", required=False),
    ),
    "specifications": col.schema(
        "One row is one choice in how two programmes are set against each other, of one programme or the same for all.",
        col.blank_if(
            "method",
            "dimension not in ['unit', 'time', 'scale']",
            "blank for a sum, a plan or years, else how it is worked out",
        ),
        col.blank_if(
            "measure", "dimension not in ['sum', 'plan']", "what a sum or a plan is counted in, blank for the others"
        ),
        unique=("choice", "programme"),
        choice=col.identifier("Id of the choice"),
        dimension=col.choice("What is chosen", "sum", "plan", "unit", "time", "years", "scale"),
        programme=col.reference("Programme it is for; blank: for all", "programmes", required=False),
        label=col.prose("Name on a chart", required=True),
        method=col.choice("How a unit, a time or a scale is worked out", *WAYS, required=False),
        value=col.number("A number that no fact and no quantity gives, in the unit of the row", required=False),
        plus=col.parts("Facts and quantities of the model that are added to it"),
        minus=col.parts("Facts and quantities that are taken from it"),
        times=col.parts("Facts and quantities that the result is multiplied by"),
        over=col.parts("Facts and quantities that the result is divided by"),
        years=col.number("Years a sum is spread over; blank: those of the programme", above=0, required=False),
        stood_from=col.day("Day from which the choice is open; blank: that of what is read", required=False),
        stood_to=col.day("Day on which it was replaced; blank: it stands", required=False),
        bound=col.choice(
            "Whether a sum or a plan is a floor; none: it bounds nothing", "none", "floor", "unclear", required=False
        ),
        rung=col.text("How firm a sum or a plan is: announced or planned, or what makes it unlike the others"),
        perimeter=col.text("What it counts: the programme, or what makes it unlike the others"),
        measure=col.text("What it is counted in"),
        **{
            "class": col.choice(
                "How it stands: usual, open to argument, or refused", "mainstream", "arguable", "refused"
            )
        },
        reason=col.prose("Why it can be defended, or why it is refused", required=True),
        fact_ids=col.references("Facts it rests on, joined by semicolons", "facts"),
    ),
    "consortia": col.schema(
        "One row is one part that one member plays in a consortium; illustrative cases are made up to show a rule.",
        col.blank_if("as_of", "kind == 'illustrative'", "a day where documented, blank where illustrative"),
        col.blank_if("source_ids", "kind == 'illustrative'", "documents where documented, blank where not"),
        consortium=col.name("Consortium", required=True),
        kind=col.choice(
            "documented (as documents say) or illustrative (made up)", "documented", "illustrative", translated=True
        ),
        as_of=col.day("Day the documents speak of; blank for an illustrative case", required=False),
        member=col.name("Firm or body", required=True),
        seat=col.country("Country of its seat, ISO 3166; blank: not known", required=False),
        role=col.choice("Part it plays", *ROLES, translated=True),
        share=col.number("What it owns; blank: not published", above=0, high=1, required=False),
        share_of=col.text("The member it owns that share of; blank: of the consortium itself"),
        high_risk=col.choice(
            "Whether it is a high-risk vendor; blank: no document says", *RISKS, required=False, translated=True
        ),
        fact_ids=col.references("Facts it rests on", "facts", required=False),
        source_ids=col.references("Documents it rests on", "sources", required=False),
        note=col.prose("What a reader has to know to use it", required=True),
    ),
}
