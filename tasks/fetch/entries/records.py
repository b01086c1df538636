"""The records of a WARC file, whole or refused: warcio reads their header fields, damage is stepped over."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException

from tasks.fetch.entries.entry import BrokenArchiveError
from tasks.fetch.entries.gzip_members import DamagedMemberError, members
from tasks.fetch.entries.pieces import Pieces

_LARGEST_HEAD = 256 * 1024
_ZSTD = b"\x28\xb5\x2f\xfd"
_LOADER = ArcWarcRecordLoader(verify_http=True, arc2warc=False)


class Record(NamedTuple):
    """One record.

    Attributes:
        number: its place in the file, from 1.
        kind: its ``WARC-Type``.
        fields: its header fields.
        block: what stands in it, None where that is larger than the limit.
        damage: why it cannot be read, empty where it can.
    """

    number: int
    kind: str
    fields: StatusAndHeaders
    block: bytes | None
    damage: str = ""

    def field(self, name: str) -> str:
        """Return the value of a header field, empty where there is none."""
        return str(self.fields.get_header(name) or "")

    def target(self) -> str | None:
        """Return the address that the record is about, None where it names none."""
        return self.field("WARC-Target-URI").strip("<> ") or None


class Answer(NamedTuple):
    """The HTTP answer in the block of a record."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def records(stream: BinaryIO, limit: int) -> Iterator[Record]:
    """Yield every record of a WARC file, packed with gzip or not; a damaged one says so, and the rest follows.

    Args:
        stream: the file, as it is.
        limit: how many bytes a record's block may have; a larger one is stepped over.

    Raises:
        BrokenArchiveError: the file is no WARC file at all.
    """
    number = 0
    for member in members(stream):
        for record in _of_member(member, limit):
            number += 1
            if number == 1 and record.damage and not record.kind:
                _check_is_warc(record)
            yield record._replace(number=number)


def answer_in(block: bytes) -> Answer | None:
    """Return the HTTP answer that the block of a record holds, None where it holds none."""
    reader = Pieces(iter([block]))
    try:
        head = _LOADER.http_parser.parse(reader)
    except (StatusAndHeadersParserException, EOFError):
        return None
    if reader.tell() > _LARGEST_HEAD:
        return None
    code = head.get_statuscode()
    headers = tuple((str(name), str(value)) for name, value in head.headers)
    return Answer(int(code), headers, reader.read(len(block))) if code.isdecimal() and len(code) == 3 else None


def _check_is_warc(record: Record) -> None:
    if record.block is not None and record.block.startswith(_ZSTD):
        raise BrokenArchiveError("is packed with Zstandard: pack it with gzip, one record a member")


def _of_member(member: Pieces, limit: int) -> Iterator[Record]:
    """Yield the records of one gzip member, or of a file that is not packed."""
    try:
        while not _skip_blank(member):
            yield _record(member, limit)
    except DamagedMemberError as error:
        yield _damaged(str(error))


def _record(member: Pieces, limit: int) -> Record:
    head = _head(member)
    fields = _fields(head)
    if fields is None:
        _skip_to_record(member)
        return _damaged("what stands here is no WARC record", block=head[:16])
    length = str(fields.get_header("Content-Length") or "")
    if not (length.isascii() and length.isdecimal() and len(length) < 16):
        _skip_to_record(member)
        return _damaged("it does not say how long it is", fields)
    return _with_block(member, fields, int(length), limit)


def _fields(head: bytes) -> StatusAndHeaders | None:
    """Return the header fields of a record, None where it is none of a known version."""
    try:
        return _LOADER.warc_parser.parse(Pieces(iter([head])))
    except StatusAndHeadersParserException:
        return None


def _with_block(member: Pieces, fields: StatusAndHeaders, length: int, limit: int) -> Record:
    """Return the record, checked to end where it says; where it does not, what it claims is looked at anew."""
    if length > limit:
        return _stepped_over(member, fields, length)
    try:
        if not member.holds(length) or not _is_blank(member.ahead(length, 4)):
            damage = "it does not end where it says" if member.holds(length) else "the file ends within it"
            _skip_to_record(member)
            return _damaged(damage, fields)
        block = member.read(length)
        _read_end(member)
    except DamagedMemberError as error:
        member.skip(length if member.holds(length) else 0)
        return _damaged(str(error), fields)
    return Record(0, _kind(fields), fields, block)


def _stepped_over(member: Pieces, fields: StatusAndHeaders, length: int) -> Record:
    """Return the record without its block, which is larger than the limit."""
    try:
        n_read = member.skip(length)
        if n_read == length and _is_blank(member.ahead(0, 4)):
            _read_end(member)
            return Record(0, _kind(fields), fields, None)
    except DamagedMemberError as error:
        return _damaged(str(error), fields)
    _skip_to_record(member)
    return _damaged("it does not end where it says" if n_read == length else "the file ends within it", fields)


def _is_blank(end: bytes) -> bool:
    r"""Return whether the bytes after a block begin with two empty lines, or are all that there is.

    Example:
        >>> _is_blank(b"\r\n\r\n"), _is_blank(b"\n\nWA"), _is_blank(b""), _is_blank(b"\r\nWA")
        (True, True, True, False)
    """
    reader = Pieces(iter([end]))
    return not (reader.readline(2).strip() or reader.readline(2).strip())


def _read_end(member: Pieces) -> None:
    """Read over the two empty lines; gzip checks what it unpacked when its end is looked for."""
    member.readline(2)
    member.readline(2)
    member.at_end()


def _skip_blank(member: Pieces) -> bool:
    """Read over empty lines; return whether nothing follows."""
    while not member.at_end():
        line = member.readline()
        if line.strip():
            member.unread(line)
            return False
    return True


def _skip_to_record(member: Pieces) -> None:
    """Read over lines up to the next one that begins a record."""
    while line := member.readline():
        if line.startswith(b"WARC/"):
            member.unread(line)
            return


def _head(member: Pieces) -> bytes:
    """Return the lines up to an empty one, with it; too many of them are cut off."""
    lines: list[bytes] = []
    n_bytes = 0
    while n_bytes < _LARGEST_HEAD and (line := member.readline()):
        lines.append(line)
        n_bytes += len(line)
        if not line.strip() or not lines[0].startswith(b"WARC/"):
            break
    return b"".join(lines)


def _damaged(damage: str, fields: StatusAndHeaders | None = None, block: bytes = b"") -> Record:
    return Record(0, "" if fields is None else _kind(fields), fields or StatusAndHeaders("", [], ""), block, damage)


def _kind(fields: StatusAndHeaders) -> str:
    return str(fields.get_header("WARC-Type") or "")
