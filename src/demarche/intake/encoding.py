"""Bytes to text: the encoding found, and text that was once decoded wrongly mended."""

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings that news text is found in when it is not Unicode; the order settles ties: cp1254 and cp1252
# differ in six letters, Turkish in the one and Icelandic in the other, and news has more of the Turkish ones.
_LEGACY = ["cp1254", "cp1252", "cp1250", "cp1251", "cp1256", "cp1255", "cp1253", "koi8_r", "gb18030", "big5"]
_CHAOS_MARGIN = 0.1  # guesses within it of the best are judged by the words that they give
_GUESSED_BYTES = 200_000  # enough to know an encoding by; guessing costs milliseconds for each 10 kB
# A sign beside a letter, as a wrong encoding gives them in the middle of words.
_SIGN_IN_WORD = re.compile(
    r"(?<=[^\W\d_])[\xa1-\xbf\xd7\xf7](?=[^\W\d_])|[\xa3\xa5-\xa8\xaa\xaf\xb2-\xbe](?=[^\W\d_])"
)
# Encodings that a page may declare: Python knows others, such as punycode, that hostile bytes make endless.
_DECLARABLE = re.compile(r"windows-|cp\d|iso-?8859|latin|koi8|gb|big5|shift|euc-|mac|tis-", re.IGNORECASE)
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def bom_encoding(head: bytes) -> tuple[str, int] | None:
    """The Unicode encoding that a byte order mark at the start of `head` tells, and the mark's length."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding, len(bom)
    return None


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`: by its mark, as UTF-8, as `declared`, else as the bytes suggest; never fails."""
    if marked := bom_encoding(data):
        encoding, length = marked
        return data[length:].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    lenient = data.decode("utf-8", "replace")
    damaged = lenient.count(REPLACEMENT)
    if sum(char > "\x7f" for char in lenient) - damaged > 2 * damaged:
        return lenient  # UTF-8 with a few damaged bytes: any other encoding would garble the rest
    if declared is not None and _DECLARABLE.match(declared):
        try:
            return data.decode(declared)
        except (ValueError, LookupError):  # not so encoded, or no such encoding
            pass
    try:
        return data.decode(_suggested(data) or "cp1252")
    except ValueError:  # what was looked at is so encoded, the rest is not
        pass
    return data.decode("cp1252", "replace")


def mend(text: str) -> str:
    """`text` with mojibake undone and what cannot be stored replaced one for one; clean text stays."""
    if not text.isascii():
        import ftfy

        text = ftfy.fix_text(
            text,
            unescape_html=False,
            remove_terminal_escapes=False,
            fix_latin_ligatures=False,
            fix_character_width=False,
            uncurl_quotes=False,
            fix_line_breaks=False,
            fix_surrogates=False,
            remove_control_chars=False,
            normalization=None,
        )
    return storable(text)


def storable(text: str) -> str:
    """`text` with what neither a database nor UTF-8 can hold replaced one for one, so that offsets stay."""
    return _UNREADABLE.sub(REPLACEMENT, text)


def _suggested(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    guesses = from_bytes(data[:_GUESSED_BYTES], cp_isolation=_LEGACY)
    best = guesses.best()
    if best is None:
        return None

    def doubt(guess: "CharsetMatch") -> tuple[int, float, float, int]:
        order = min(_LEGACY.index(name) for name in guess.could_be_from_charset if name in _LEGACY)
        return len(_SIGN_IN_WORD.findall(str(guess))), guess.chaos, -guess.coherence, order

    likely = min((guess for guess in guesses if guess.chaos <= best.chaos + _CHAOS_MARGIN), key=doubt)
    return next(name for name in _LEGACY if name in likely.could_be_from_charset)
