"""The part of the page that shows how far the tables may be trusted."""

from itertools import pairwise

import htpy as h

from schemas.reference.confidence import confidence_weights
from schemas.reference.report_words import Words, word_for, words
from tasks.report.chart import Bar, Chart, figure_of
from tasks.report.drawing import bars, columns
from tasks.report.holdings import Holdings
from tasks.report.markup import both, note, number
from tasks.report.quality import AGREEMENT_STEPS, FIGURE_STEPS, TEXT_STEPS, Quality


def trust(found: Quality, held: Holdings) -> h.Fragment:
    """Return the part of the page.

    Args:
        found: how far the tables may be trusted.
        held: what they hold.
    """
    n_documents = held.rows["documents"]
    share = f"{held.n_repeats / n_documents:.1%}" if n_documents else "0%"
    return h.fragment[
        h.div(".two")[
            figure_of(
                _confidence(
                    "agreement", found.agreement_confidence, AGREEMENT_STEPS, least=confidence_weights().threshold
                ),
                columns,
            ),
            figure_of(_confidence("figure", found.figure_confidence, FIGURE_STEPS), columns),
            figure_of(_known(found, held.rows["agreements"]), bars),
            figure_of(_conflicts(found), bars),
            figure_of(_rejected(found), bars),
            figure_of(_repaired(found), bars),
            figure_of(_text_quality(found), columns),
            h.div[
                h.h3[both(words("quality.repeats"))],
                note(words("quality.repeats_note", n=number(held.n_repeats), share=share)),
            ],
        ]
    ]


def between(steps: tuple[float, ...]) -> list[Words]:
    """Return the names of the bars of a distribution.

    Example:
        >>> [str(name) for name in between((0.0, 0.6, 0.95))]
        ['<0.6', '0.6–0.95', '≥0.95']
    """
    inner = [Words(f"{begin:g}–{end:g}") for begin, end in pairwise(steps[1:])]
    return [Words(f"<{steps[1]:g}"), *inner, Words(f"≥{steps[-1]:g}")]


def _confidence(what: str, counts: tuple[int, ...], steps: tuple[float, ...], **told: float) -> Chart:
    nothing = words("page.no_agreement" if what == "agreement" else "page.no_figure")
    return Chart(
        words(f"quality.{what}_confidence"),
        words("quality.confidence"),
        (words(f"quality.{what}s"),),
        _bars(between(steps), counts),
        (words(f"quality.{what}_confidence_note", **told),),
        nothing,
    )


def _text_quality(found: Quality) -> Chart:
    return Chart(
        words("quality.text_quality"),
        words("quality.share"),
        (words("quality.documents"),),
        _bars(between(TEXT_STEPS), found.text_quality),
        nothing=words("page.no_document"),
    )


def _known(found: Quality, n_agreements: int) -> Chart:
    def share(count: float) -> str:
        return f"{number(count)} · {count / n_agreements:.0%}"

    named = [word_for("field", field) for field in found.known]
    return Chart(
        words("quality.known"),
        words("quality.field"),
        (words("quality.given"),),
        _bars(named, tuple(found.known.values())),
        (words("quality.known_note"),),
        words("page.no_agreement"),
        written=share,
    )


def _conflicts(found: Quality) -> Chart:
    counts = {"all": number(found.n_on_several), "n": number(found.n_in_conflict)}
    return Chart(
        words("quality.conflicts"),
        words("quality.field"),
        (words("quality.agreements"),),
        tuple(Bar(word_for("field", field), (n,)) for field, n in found.conflicts),
        (words("quality.conflicts_note", **counts),),
        words("page.no_conflict"),
    )


def _rejected(found: Quality) -> Chart:
    return Chart(
        words("quality.rejected"),
        words("quality.reason"),
        (words("quality.pages"),),
        tuple(
            Bar(word_for("reason", reason), (n,), word_for("stage", stage).zh) for reason, stage, n in found.rejected
        ),
        (words("quality.rejected_note"),),
        words("page.nothing_rejected"),
        words("quality.stage"),
    )


def _repaired(found: Quality) -> Chart:
    return Chart(
        words("quality.repaired"),
        words("quality.repair"),
        (words("quality.documents"),),
        tuple(Bar(word_for("repair", repair), (n,)) for repair, n in found.repaired),
        (words("quality.repaired_note", n=number(found.n_untouched)),),
        words("page.nothing_repaired"),
    )


def _bars(names: list[Words], counts: tuple[int, ...]) -> tuple[Bar, ...]:
    return tuple(Bar(name, (count,)) for name, count in zip(names, counts, strict=True))
