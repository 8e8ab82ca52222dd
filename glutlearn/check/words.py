"""Answers in words: one, several, or a kind for each statement; and their seals, which keep them from being read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256

from glutlearn.check.feedback import Feedback
from glutlearn.check.given import is_open, listed


def choice(
    what: str, answer: object, expected: str, *, options: Collection[str], because: Mapping[str, str] | None = None
) -> Feedback:
    """Check one choice among several words. Capitals, spaces and underscores do not matter.

    Parameters
    ----------
    what : str
    answer : object
    expected : str
        One of the options, or its seal.
    options : collection of str
    because : mapping, optional
        For an option, why it is not the answer; that of the right option is never shown.

    Returns
    -------
    Feedback

    Raises
    ------
    ValueError
        If what is expected, or what a reason is given for, is not among the options.

    Examples
    --------
    >>> from glutlearn import check
    >>> options = ["claim", "model", "measurement"]
    >>> check.choice("kind", "Model", "model", options=options)
    ✓ kind: right
    >>> because = {"claim": "somebody computed it"}
    >>> check.choice("kind", "claim", "model", options=options, because=because)
    ✗ kind: somebody computed it
    """
    (expected,) = _unsealed([expected], options, what)
    named = _named(options, [expected, *(because or {})])
    if is_open(answer):
        return Feedback(what, False, "there is no answer yet")
    if not isinstance(answer, str) or _plain(answer) not in named:
        return Feedback(what, False, f"{answer!r} is not one of the answers; write one of {listed(options)}")
    given = named[_plain(answer)]
    if given == expected:
        return Feedback(what, True, "right")
    return Feedback(what, False, (because or {}).get(given, f"{answer!r} is not the answer"))


def several(
    what: str,
    answer: object,
    expected: Iterable[str],
    *,
    options: Collection[str],
    because: Mapping[str, str] | None = None,
) -> Feedback:
    """Check a choice of several words, in any order.

    Parameters
    ----------
    what : str
    answer : object
        A list, tuple or set of words.
    expected : iterable of str
        All of those that are right, or their seals.
    options : collection of str
    because : mapping, optional
        For an option, why it does not belong to the answer, or why it does.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> from glutlearn import check
    >>> parts = ["anterior", "middle", "posterior"]
    >>> check.several("closers", ["anterior"], ["middle", "anterior"], options=parts)
    ✗ closers: what you chose is right, and 1 is missing
    >>> why = {"posterior": "it opens"}
    >>> check.several("closers", ["posterior"], ["anterior"], options=parts, because=why)
    ✗ closers: 'posterior' does not belong here: it opens
    """
    right = _unsealed(expected, options, what)
    named = _named(options, [*right, *(because or {})])
    if is_open(answer):
        return Feedback(what, False, "there is no answer yet")
    if isinstance(answer, str) or not isinstance(answer, (list, tuple, set, frozenset)):
        return Feedback(what, False, 'write a list of words, such as ["one", "two"]')
    for word in answer:
        if not isinstance(word, str) or _plain(word) not in named:
            return Feedback(what, False, f"{word!r} is not one of the answers; choose among {listed(options)}")
    given = {named[_plain(word)] for word in answer}
    if wrong := sorted(given - set(right)):
        told = f": {because[wrong[0]]}" if because and wrong[0] in because else ""
        return Feedback(what, False, f"{wrong[0]!r} does not belong here{told}")
    if missing := set(right) - given:
        count = f"{len(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        return Feedback(what, False, f"what you chose is right, and {count}" if given else f"{count}")
    return Feedback(what, True, "right")


def sorting(
    what: str,
    answer: object,
    expected: Mapping[str, str],
    *,
    kinds: Collection[str],
    because: Mapping[str, str] | None = None,
) -> Feedback:
    """Check statements that were sorted into kinds.

    Parameters
    ----------
    what : str
    answer : object
        A dictionary: for each statement its kind.
    expected : mapping
        The same; each kind may be sealed.
    kinds : collection of str
    because : mapping, optional
        For a statement, what tells its kind; shown when it was sorted wrongly.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> from glutlearn import check
    >>> kinds = ["claim", "model", "measurement"]
    >>> answer, expected = {"A": "model", "B": "claim"}, {"A": "model", "B": "model"}
    >>> check.sorting("statements", answer, expected, kinds=kinds)
    ✗ statements: 1 of 2 is sorted rightly; look again at B
    """
    expected = {about: _unsealed([kind], kinds, what, about)[0] for about, kind in expected.items()}
    named = _named(kinds, expected.values())
    if is_open(answer):
        return Feedback(what, False, "there is no answer yet")
    if not isinstance(answer, Mapping) or set(answer) != set(expected):
        return Feedback(what, False, f"give a kind to each of {listed(expected)}, and to nothing else")
    for statement, kind in answer.items():
        if is_open(kind):
            return Feedback(what, False, f"{statement} has no kind yet")
        if not isinstance(kind, str) or _plain(kind) not in named:
            return Feedback(what, False, f"{kind!r} is not a kind; write one of {listed(kinds)}")
    wrong = [statement for statement, kind in expected.items() if named[_plain(answer[statement])] != kind]
    if not wrong:
        return Feedback(what, True, "right")
    right = len(expected) - len(wrong)
    told = f": {because[wrong[0]]}" if because and wrong[0] in because else ""
    verb = "is" if right == 1 else "are"
    return Feedback(what, False, f"{right} of {len(expected)} {verb} sorted rightly; look again at {wrong[0]}{told}")


def seal(answer: str, *about: str) -> str:
    """What to write in place of an answer in words, so that it does not stand in a notebook that learners read.

    `choice`, `several` and `sorting` take it for the answer. It keeps an answer from being read by accident and no
    more: there are few options, and each can be tried.

    Parameters
    ----------
    answer : str
    *about : str
        What was asked; in `sorting` the statement too.

    Returns
    -------
    str

    Examples
    --------
    >>> from glutlearn import check
    >>> check.seal("the axis", "what matters")
    '7095248f'
    >>> options = ["the axis", "the load"]
    >>> check.choice("what matters", "the axis", "7095248f", options=options)
    ✓ what matters: right
    """
    return sha256("|".join([*about, _plain(answer)]).encode()).hexdigest()[:8]


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").casefold().split())


def _unsealed(expected: Iterable[str], options: Iterable[str], *about: str) -> list[str]:
    """The options that are meant, where the answers may be sealed."""
    sealed = {seal(option, *about): option for option in options}
    return [sealed.get(word, word) for word in expected]


def _named(options: Collection[str], used: Iterable[str]) -> dict[str, str]:
    """The options by their plain form; what is used has to be among them."""
    if unknown := [word for word in used if word not in options]:
        raise ValueError(f"{unknown[0]!r} is not among the options {listed(options)}")
    return {_plain(option): option for option in options}
