"""Every published table and column, declared once.

The declaration yields the Arrow schema, the check on write, the metadata in the file's footer, ``DataFrame.attrs``,
``datapackage.json`` and the dictionary page. A blank always means that the page does not say.
"""

import pyarrow as pa

from schemas.column import Column, Table
from schemas.metric_kinds import METRIC_KINDS
from schemas.reference.confidence import confidence_weights
from schemas.reference.topics import topic_words
from schemas.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Approximator,
    Aspect,
    Change,
    ChangeReason,
    CorrectedTable,
    CorrectionAction,
    CorrectionStatus,
    MetricStatus,
    MetricUnit,
    Operator,
    RegionLevel,
    RejectionReason,
    Role,
    Script,
    Stage,
    Technology,
    allowed,
)

_TEXT = pa.string()
_WHOLE = pa.int64()
_NUMBER = pa.float64()
_TRUTH = pa.bool_()
_DAY = pa.date32()
_TEXTS = pa.list_(pa.field("item", pa.string(), nullable=False))
_INSTANT = pa.timestamp("us", tz="UTC")

_EDTF_DATE = r"(?:\d{4}|XXXX)(?:-\d{2}(?:-\d{2})?)?"
_EDTF = rf"{_EDTF_DATE}(?:/{_EDTF_DATE})?"
_REGION_CODE = r"\d{6}"

#: The examples tell of one invented page; these are ids of its rows, of a row or page of before, and of another one.
_DIGITS = "0f1e2d3c4b5a6978"
_BEFORE = "1b2c3d4e5f607182"
_OTHER = "9e8d7c6b5a493827"


def _id(name: str, prefix: str, meaning: str, digits: str = _DIGITS, *, nullable: bool = False) -> Column:
    return Column(
        name,
        _TEXT,
        meaning,
        nullable=nullable,
        pattern=rf"{prefix}[0-9a-f]{{16}}",
        example=f"{prefix}{digits}",
    )


def _doc_id() -> Column:
    return _id("doc_id", "d", "The document: its address and its bytes, hashed.")


def _edtf(name: str, meaning: str, example: str, caveat: str | None = None) -> Column:
    return Column(
        name,
        _TEXT,
        f"{meaning} EDTF (ISO 8601-2): a partial date says only what is known, XXXX where no year can be known.",
        pattern=_EDTF,
        example=example,
        caveat=caveat,
    )


def _offset(name: str, meaning: str, example: str) -> Column:
    return Column(
        name,
        _WHOLE,
        f"{meaning} Code points of documents.text.",
        unit="code points",
        nullable=False,
        minimum=0,
        example=example,
    )


def _region_code(
    meaning: str,
    name: str = "region_code",
    *,
    example: str = "370600",
    nullable: bool = True,
    caveat: str | None = None,
) -> Column:
    return Column(
        name,
        _TEXT,
        f"{meaning} GB/T 2260 code.",
        nullable=nullable,
        pattern=_REGION_CODE,
        example=example,
        caveat=caveat,
    )


def _count(name: str, meaning: str, example: str, *, minimum: int = 0, caveat: str | None = None) -> Column:
    return Column(name, _WHOLE, meaning, unit="count", nullable=False, minimum=minimum, example=example, caveat=caveat)


def _confidence(meaning: str, example: str, caveat: str) -> Column:
    return Column(
        "confidence",
        _NUMBER,
        meaning,
        unit="0 to 1",
        nullable=False,
        minimum=0,
        maximum=1,
        example=example,
        caveat=caveat,
    )


def _corrected() -> Column:
    return Column(
        "corrected",
        _TEXTS,
        "The columns that people have corrected; row where rows were merged or split.",
        nullable=False,
        example="signed_edtf",
        caveat="Who, when and why is in the table corrections; evidence holds the words that an entry for the"
        " column rests on beside those that were read.",
    )


DOCUMENTS = Table(
    name="documents",
    description="One row is a document: a page that was read, as clean Simplified text.",
    columns=(
        _doc_id(),
        Column(
            "source_uri",
            _TEXT,
            "Where the page came from: its address on the web, or its path below its source.",
            nullable=False,
            example="https://news.example/1.html",
        ),
        Column(
            "url",
            _TEXT,
            "The address on the web: where the page was fetched, else the one that it gives for itself.",
            example="https://news.example/1.html",
            caveat="What a local page gives for itself is not checked: source_uri tells where it was read.",
        ),
        Column(
            "site",
            _TEXT,
            "The outlet that the page names as its source.",
            example="海滨新报",
            caveat="In the words of the page: one outlet may go by several names.",
        ),
        Column("title", _TEXT, "The headline.", example="市政府与联通公司签约"),
        Column(
            "published_on",
            _DAY,
            "The day of publication, where the page gives it with its year.",
            example="2021-08-19",
            caveat="Blank where only the month or a day without its year is given; published_edtf has that.",
        ),
        _edtf("published_edtf", "The date of publication as far as the page gives it.", example="2021-08-19"),
        Column(
            "text",
            _TEXT,
            "Headline and article, one paragraph a line.",
            nullable=False,
            example="市政府与联通公司签约\n8月18日，烟台市人民政府与中国联通烟台市分公司签署《5G战略合作协议》，投资2亿元，2022年6月30日前建成500至600个5G基站。",
        ),
        Column("n_chars", _WHOLE, "Length of the text.", unit="code points", nullable=False, minimum=0, example="80"),
        Column(
            "script",
            _TEXT,
            "The script of the page before conversion.",
            nullable=False,
            allowed=allowed(Script),
        ),
        Column(
            "repairs",
            _TEXT,
            "What was mended and how often; text that was inferred is named as such.",
            example="gloss 2; simplified",
        ),
        Column(
            "quality",
            _NUMBER,
            "Share of the text that could be read as written.",
            unit="0 to 1",
            nullable=False,
            minimum=0,
            maximum=1,
            example="0.99",
        ),
        Column(
            "is_relevant", _TRUTH, "Whether the text can hold an agreement or a figure.", nullable=False, example="true"
        ),
        _id("duplicate_of", "d", "The document that this one repeats.", _OTHER, nullable=True),
        Column(
            "fetched_at",
            _INSTANT,
            "When these bytes were first fetched; blank for a local file and where an archive does not say.",
            example="2021-08-20T06:00:00Z",
        ),
    ),
    key=("doc_id",),
    references={"duplicate_of": ("documents", "doc_id")},
)

AGREEMENTS = Table(
    name="agreements",
    description="One row is one real-world agreement, however many pages report it.",
    columns=(
        _id("agreement_id", "a", "The agreement; it stays the same when later pages report it too."),
        Column("title", _TEXT, "What stands in 《》.", example="5G战略合作协议"),
        Column("kind", _TEXT, "What sort of agreement it is.", nullable=False, allowed=allowed(AgreementKind)),
        Column(
            "status",
            _TEXT,
            "Signed, still to be signed, or an older one that the page looks back on.",
            nullable=False,
            allowed=allowed(AgreementStatus),
            caveat="Count signed alone where only news should count.",
        ),
        Column(
            "signed_on",
            _DAY,
            "The day of signing, only where it is known with its year.",
            example="2021-08-18",
            caveat="Blank where less than the day is known, and where it is only planned: signed_edtf has all that is.",
        ),
        _edtf(
            "signed_edtf",
            "The date of signing as far as it is known.",
            example="2021-08-18",
            caveat="Of what is only planned it is the day that was announced.",
        ),
        _region_code("The place that the agreement is for; blank for a national one."),
        Column("region_name", _TEXT, "The full name of that place.", example="山东省烟台市"),
        Column(
            "operators",
            _TEXTS,
            "The network operators among the parties, as groups.",
            nullable=False,
            allowed=allowed(Operator),
            caveat="An agreement of two operators counts for both: counts by operator do not add up to all.",
        ),
        Column(
            "parties",
            _TEXTS,
            "The parties' canonical names in the order of the text.",
            nullable=False,
            example="烟台市人民政府",
        ),
        Column(
            "signatories",
            _TEXTS,
            "Who signed, in the order of the parties, where pages say.",
            nullable=False,
            example="林海岚",
        ),
        Column(
            "topics",
            _TEXTS,
            "What it is about.",
            nullable=False,
            allowed=tuple(topic_words()),
            example="智慧城市",
            caveat="An agreement of several topics counts for each.",
        ),
        Column(
            "amount_cny",
            _WHOLE,
            "The sum of this agreement alone.",
            unit="CNY",
            minimum=0,
            example="200000000",
            caveat="Promised, not spent; blank in most rows. A frame and a project under it may name the same money.",
        ),
        Column("is_5g", _TRUTH, "Whether 5G stands in the title or in what is agreed.", nullable=False, example="true"),
        Column(
            "conflicts",
            _TEXTS,
            "The fields on which pages contradict each other, with each value and how many tellings give it.",
            nullable=False,
            example="signed_edtf: 2021-08-18 (2), 2021-08-19 (1)",
        ),
        _confidence(
            "The probability that a reader takes the same agreement, with just these parties, from the page.",
            "0.96",
            f"Measured on annotated pages; rows at or above {confidence_weights().threshold} may be trusted"
            " (docs/agreements.md).",
        ),
        _count(
            "n_documents",
            "How many documents report it.",
            minimum=1,
            example="3",
            caveat="Those that repeat another count too.",
        ),
        Column("first_published_on", _DAY, "The day of the earliest report, where known.", example="2021-08-19"),
        _corrected(),
    ),
    key=("agreement_id",),
    references={"region_code": ("regions", "region_code")},
)

#: What agreement_parties and organizations both say of an organisation.
_CANONICAL_NAME = Column(
    "canonical_name",
    _TEXT,
    "The name that the organisation goes by in all tables.",
    nullable=False,
    example="烟台市人民政府",
)
_ROLE = Column("role", _TEXT, "What sort of organisation it is.", nullable=False, allowed=allowed(Role))
_GROUP = Column("operator", _TEXT, "The operator's group, for an operator or its branch.", allowed=allowed(Operator))

AGREEMENT_PARTIES = Table(
    name="agreement_parties",
    description="One row is one party of one agreement.",
    columns=(
        _id("agreement_id", "a", "The agreement."),
        Column("position", _WHOLE, "Place among the parties, from 1.", nullable=False, minimum=1, example="1"),
        Column(
            "name",
            _TEXT,
            "The name as the page writes it, Simplified.",
            nullable=False,
            example="市政府",
            caveat="市政府 is another one on each page: group by canonical_name or organization_id.",
        ),
        _CANONICAL_NAME,
        _id("organization_id", "o", "The organisation."),
        _ROLE,
        _GROUP,
        _region_code("Where the organisation is at home."),
        Column("signatory", _TEXT, "Who signed for it.", example="林海岚"),
        Column("signatory_title", _TEXT, "That person's post.", example="副市长"),
    ),
    key=("agreement_id", "position"),
    references={
        "agreement_id": ("agreements", "agreement_id"),
        "organization_id": ("organizations", "organization_id"),
        "region_code": ("regions", "region_code"),
    },
)

ORGANIZATIONS = Table(
    name="organizations",
    description="One row is one organisation that is party to an agreement.",
    columns=(
        _id("organization_id", "o", "The organisation; it is the same wherever and whenever it is named."),
        _CANONICAL_NAME,
        _ROLE,
        _GROUP,
        _region_code("Where the organisation is at home, as its names tell."),
        Column("region_name", _TEXT, "The full name of that place.", example="山东省烟台市"),
        Column(
            "aliases",
            _TEXTS,
            "The other names that pages give it, without words such as 市政府 that mean it on their page alone.",
            nullable=False,
            example="烟台市政府",
        ),
        _count(
            "n_agreements",
            "How many agreements it is party to.",
            minimum=1,
            example="3",
            caveat="Planned and earlier ones count too.",
        ),
        _count(
            "n_documents",
            "How many documents name it as a party.",
            minimum=1,
            example="5",
            caveat="Those that repeat another count too.",
        ),
        Column(
            "first_seen_on",
            _DAY,
            "The day of the earliest report that names it as a party, where known.",
            example="2021-08-19",
        ),
        Column(
            "last_seen_on",
            _DAY,
            "The day of the latest report that names it as a party, where known.",
            example="2023-05-20",
        ),
    ),
    key=("organization_id",),
    references={"region_code": ("regions", "region_code")},
)

METRICS = Table(
    name="metrics",
    description="One row is one stated figure, merged over the pages that state the same.",
    columns=(
        _id("metric_id", "m", "The figure; it stays the same when later pages state it too."),
        Column("kind", _TEXT, "What is counted or measured.", nullable=False, allowed=tuple(sorted(METRIC_KINDS))),
        Column(
            "value",
            _NUMBER,
            "The figure, the lower end of a range; blank where only an extent is described.",
            caveat="In the row's unit; read aspect before adding up: growth and share are percentages.",
            example="500",
        ),
        Column(
            "value_upper",
            _NUMBER,
            "The upper end of a range.",
            example="600",
            caveat="Blank where the figure is no range: value alone is the figure then.",
        ),
        Column("unit", _TEXT, "The unit of value.", nullable=False, allowed=allowed(MetricUnit)),
        Column(
            "aspect",
            _TEXT,
            "A stock (total), a flow (added), a change (growth) or a part of a whole (share).",
            nullable=False,
            allowed=allowed(Aspect),
        ),
        Column(
            "approximator",
            _TEXT,
            "How exact the page is about it.",
            nullable=False,
            allowed=allowed(Approximator),
        ),
        Column(
            "status",
            _TEXT,
            "Reached, or planned, expected or promised.",
            nullable=False,
            allowed=allowed(MetricStatus),
            caveat="Leave targets out where what stands is counted.",
        ),
        Column(
            "as_of_on",
            _DAY,
            "The day that the figure speaks of, where one is known with its year.",
            example="2022-06-30",
            caveat="Blank where the figure is of a month or a year: as_of_edtf has that.",
        ),
        _edtf(
            "as_of_edtf",
            "The date or period that the figure speaks of, where its sentence says one.",
            example="2022-06-30",
        ),
        _region_code(
            "The narrowest place that the figure speaks of; blank for the nation, for parts without a code and where no"
            " one place is settled."
        ),
        Column(
            "region_name",
            _TEXT,
            "The full name of that place, 全国 for the nation, or the name of a part of the country that has no"
            " code (京津冀); blank where the page settles no one place.",
            caveat="A figure of the nation has 全国 here: one with both region columns blank is not the nation's.",
            example="山东省烟台市",
        ),
        Column("technology", _TEXT, "The network or technology counted.", allowed=allowed(Technology)),
        Column(
            "subject",
            _TEXT,
            "What the page says is counted, in its words.",
            example="5G基站",
            caveat="Read it before rows are compared: stations of one project, of all, indoor or not are one kind.",
        ),
        Column(
            "definition",
            _TEXT,
            "Which of the definitions in use the figure follows, where its kind has several and the words tell.",
            example="packages",
            caveat="Users, packages and terminals of 5G are three series: never compare across them.",
        ),
        Column(
            "operator",
            _TEXT,
            "The operator whose figure it is.",
            allowed=allowed(Operator),
            caveat="Blank where no operator is named: the figure may be that of all or of one.",
        ),
        Column("value_text", _TEXT, "The figure as written.", nullable=False, example="500至600个"),
        _confidence(
            "How sure the rules are that the row is right.", "0.8", "An order, not yet a probability: higher is surer."
        ),
        _count(
            "n_documents",
            "How many documents state it.",
            minimum=1,
            example="1",
            caveat="Those that repeat another count too.",
        ),
        _corrected(),
    ),
    key=("metric_id",),
    references={"region_code": ("regions", "region_code")},
)

REGIONS = Table(
    name="regions",
    description="One row is an administrative division that the tables name, or one above such a division.",
    columns=(
        _region_code("The division.", nullable=False),
        Column("name", _TEXT, "Its name.", nullable=False, example="烟台市"),
        Column("full_name", _TEXT, "Its name with those above it.", nullable=False, example="山东省烟台市"),
        Column("name_en", _TEXT, "Its name in English, pinyin without tones.", nullable=False, example="Yantai"),
        Column("level", _TEXT, "Its level.", nullable=False, allowed=allowed(RegionLevel)),
        _region_code("The division above.", "parent_code", example="370000"),
        _region_code("Its province.", "province_code", nullable=False, example="370000"),
        _region_code("Its prefecture.", "prefecture_code", example="370600"),
        _edtf("valid_from", "Since when the code stands for this name; blank for 1981 or before.", example="1983"),
        _edtf(
            "valid_to",
            "Until when; blank while it is in force.",
            example="2010",
            caveat="A division that is no more keeps its row; successors says what took over.",
        ),
        Column(
            "successors",
            _TEXTS,
            "The codes that took over a division that is no more, the one that took most first.",
            nullable=False,
            example="110101",
        ),
        Column(
            "lon",
            _NUMBER,
            "Longitude of its seat.",
            unit="degrees east",
            minimum=-180,
            maximum=180,
            caveat="Approximate: for maps, not for distances.",
            example="121.39",
        ),
        Column(
            "lat",
            _NUMBER,
            "Latitude of its seat.",
            unit="degrees north",
            minimum=-90,
            maximum=90,
            caveat="Approximate: for maps, not for distances.",
            example="37.54",
        ),
        _count(
            "n_documents",
            "Documents that name it.",
            example="12",
            caveat="Those that repeat another count too; few may mean that few pages were read.",
        ),
        _count(
            "n_documents_total",
            "Documents that name it or a division below it.",
            example="15",
            caveat="A page that names a city and its district counts once here: not the sum of those below.",
        ),
        _count(
            "n_agreements",
            "Agreements for this division itself.",
            example="3",
            caveat="Planned and earlier ones count too.",
        ),
        _count(
            "n_agreements_total",
            "Agreements for it and for all below it.",
            example="5",
            caveat="Holds what is below: never add up a division and its parts.",
        ),
        _count("n_metrics", "Figures stated for this division itself.", example="6"),
        _count(
            "n_metrics_total",
            "Figures stated for it and for all below it.",
            example="9",
            caveat="Holds what is below: never add up a division and its parts.",
        ),
        Column(
            "first_signed_on", _DAY, "The earliest known day of a signing for it or below it.", example="2021-08-18"
        ),
        Column("last_signed_on", _DAY, "The latest known day of a signing for it or below it.", example="2023-05-19"),
        Column(
            "operators",
            _TEXTS,
            "Operators that signed for it or below it.",
            nullable=False,
            allowed=allowed(Operator),
            caveat="Those of planned agreements too.",
        ),
        Column(
            "base_stations",
            _NUMBER,
            "The latest stated stock of 5G base stations.",
            unit="count",
            caveat="As stated for this division; never summed from those below it, and of no one sort of station.",
            example="12000",
        ),
        _edtf("base_stations_as_of_edtf", "The date of that stock.", example="2023"),
        Column(
            "investment_committed_cny",
            _WHOLE,
            "The sums of the signed agreements for this division itself.",
            unit="CNY",
            minimum=0,
            caveat="Promised, not spent; blank where no agreement names a sum.",
            example="200000000",
        ),
        Column(
            "investment_committed_total_cny",
            _WHOLE,
            "The sums of the signed agreements for it and for all below it.",
            unit="CNY",
            minimum=0,
            caveat="A frame for a province and a project under it may speak of the same money.",
            example="500000000",
        ),
        Column(
            "investment_spent_cny",
            _NUMBER,
            "The latest stated sum that has been invested up to its date.",
            unit="CNY",
            caveat="As stated for this division as a whole; no year's flow, never summed. Only a sum that its page"
            " says is the total so far (累计), in a sentence that names no single project, centre or park.",
            example="150000000",
        ),
        _edtf("investment_spent_as_of_edtf", "The date of that sum.", example="2023"),
    ),
    key=("region_code",),
    references={"parent_code": ("regions", "region_code")},
)

REGION_MENTIONS = Table(
    name="region_mentions",
    description="One row is one place where a document names a division.",
    columns=(
        _doc_id(),
        _offset("start", "Where the name begins.", example="17"),
        _offset("end", "Where the name ends.", example="20"),
        Column("surface", _TEXT, "The name as written.", nullable=False, example="烟台市"),
        _region_code(
            "The division; blank where the text does not settle which of several is meant.",
            caveat="Where it is blank the name counts for no division; candidates has those that it may be.",
        ),
        Column(
            "candidates",
            _TEXTS,
            "The divisions that it could be, where it cannot be told.",
            nullable=False,
            example="320106",
        ),
        Column("level", _TEXT, "The division's level.", allowed=allowed(RegionLevel)),
    ),
    key=("doc_id", "start", "end"),
    references={"doc_id": ("documents", "doc_id"), "region_code": ("regions", "region_code")},
)

EVIDENCE = Table(
    name="evidence",
    description="One row is one place that supports one row of another table.",
    columns=(
        Column(
            "table",
            _TEXT,
            "The table of the supported row.",
            nullable=False,
            allowed=("agreements", "metrics"),
        ),
        Column("row_id", _TEXT, "The key of the supported row.", nullable=False, example="a0f1e2d3c4b5a6978"),
        Column(
            "field",
            _TEXT,
            "The column that the quote supports; row where it states the whole row.",
            nullable=False,
            example="signed_edtf",
        ),
        _doc_id(),
        _offset("start", "Where the quote begins.", example="11"),
        _offset("end", "Where the quote ends.", example="16"),
        Column("quote", _TEXT, "The words: documents.text[start:end].", nullable=False, example="8月18日"),
    ),
    key=("table", "row_id", "field", "doc_id", "start", "end"),
    references={"doc_id": ("documents", "doc_id")},
)

REJECTED = Table(
    name="rejected",
    description="One row is a page that did not become a document, and why.",
    columns=(
        Column(
            "source_uri",
            _TEXT,
            "Where the page came from, or would have: its address on the web, or its path below its source.",
            nullable=False,
            example="https://news.example/list.html",
        ),
        Column("stage", _TEXT, "The stage that rejected it.", nullable=False, allowed=allowed(Stage)),
        Column("reason", _TEXT, "Why, in one word.", nullable=False, allowed=allowed(RejectionReason)),
        Column(
            "detail",
            _TEXT,
            "What was found and what may be done.",
            nullable=False,
            example="no text of an article was found: the page may be a list of links or be built by scripts",
        ),
    ),
    key=("source_uri", "stage", "reason", "detail"),
)

CORRECTIONS = Table(
    name="corrections",
    description="One row is one entry of the file of corrections that the run was given, and what came of it.",
    columns=(
        _id("correction_id", "c", "The entry, by what it does and the words that it rests on."),
        Column("position", _WHOLE, "Its place in the file, from 1.", nullable=False, minimum=1, example="1"),
        Column("table", _TEXT, "The table of the row.", nullable=False, allowed=allowed(CorrectedTable)),
        Column(
            "row_id",
            _TEXT,
            "The row, as it is called now; where it cannot be told which, as the entry calls it.",
            nullable=False,
            caveat="A row that was dropped or merged into another one is no longer in its table.",
            example="a0f1e2d3c4b5a6978",
        ),
        Column("action", _TEXT, "What is done to the row.", nullable=False, allowed=allowed(CorrectionAction)),
        Column(
            "status",
            _TEXT,
            "What came of it: applied; unneeded where the tables say so without it; stale where the words that it"
            " rests on are gone or no longer one row's; conflicting where another entry says otherwise.",
            nullable=False,
            allowed=allowed(CorrectionStatus),
        ),
        Column("field", _TEXT, "The column that is set.", example="signed_edtf"),
        Column("old_value", _TEXT, "What the pages say, as JSON.", example='"2021-08-18"'),
        Column("new_value", _TEXT, "What it is set to, as JSON.", example='"2021-08-19"'),
        Column(
            "other_row_id",
            _TEXT,
            "The row that it is merged into, or the new row that is split off.",
            example="a9e8d7c6b5a493827",
        ),
        Column(
            "detail",
            _TEXT,
            "Why it was not applied, or what has changed since it was written.",
            example="the row was called a1b2c3d4e5f607182",
        ),
        Column("by", _TEXT, "Who decided it.", nullable=False, example="Li Wen"),
        Column("on", _DAY, "When.", nullable=False, example="2021-09-01"),
        Column("reason", _TEXT, "Why.", nullable=False, example="The page was put right: it was signed on the 19th."),
    ),
    key=("correction_id",),
)

#: The tables whose rows ``changes`` compares: those that have one id.
COMPARED: tuple[Table, ...] = (AGREEMENTS, ORGANIZATIONS, METRICS, REGIONS, DOCUMENTS)

CHANGES = Table(
    name="changes",
    description="One row is one difference between this snapshot and the one that was published before it.",
    columns=(
        Column(
            "table",
            _TEXT,
            "The table of the row.",
            nullable=False,
            allowed=tuple(sorted(table.name for table in COMPARED)),
        ),
        Column(
            "row_id",
            _TEXT,
            "The id of the row, in this snapshot or the one before.",
            nullable=False,
            example="a0f1e2d3c4b5a6978",
        ),
        Column(
            "change",
            _TEXT,
            "Whether the row is new, has another value, has gone into another row, or is gone.",
            nullable=False,
            allowed=allowed(Change),
        ),
        Column(
            "field",
            _TEXT,
            "The column that has another value; row where the whole row came or went.",
            nullable=False,
            example="amount_cny",
            caveat="Columns that count or sum up change with the rows that they count: n_documents, all of regions.",
        ),
        Column(
            "old_value",
            _TEXT,
            "The value before: as text, a list as JSON, a day as 2024-01-31; of documents.text its length and hash.",
            example="200000000",
            caveat="Blank where the field was blank, and where the whole row came or went.",
        ),
        Column("new_value", _TEXT, "The value now, in the same way.", example="300000000"),
        Column(
            "merged_into",
            _TEXT,
            "The row of this snapshot that now has what a merged row rested on; of a document its page as it is now.",
            example="a9e8d7c6b5a493827",
        ),
        Column(
            "came_from",
            _TEXT,
            "The row of the snapshot before that had what an added row rests on: it was split, or has another id now;"
            " of a document its page as it was.",
            example="a1b2c3d4e5f607182",
        ),
        Column(
            "reason",
            _TEXT,
            "What brought it about; the first that applies.",
            nullable=False,
            allowed=allowed(ChangeReason),
        ),
        _id(
            "doc_id",
            "d",
            "The document that brought it about; of one that is gone the snapshot before has the text.",
            nullable=True,
        ),
    ),
    key=("table", "row_id", "field"),
)

#: The tables that the pages alone decide, whatever was published before, in the order in which an analyst meets them.
TABLES_OF_PAGES: tuple[Table, ...] = (
    AGREEMENTS,
    AGREEMENT_PARTIES,
    ORGANIZATIONS,
    METRICS,
    REGIONS,
    REGION_MENTIONS,
    DOCUMENTS,
    EVIDENCE,
    REJECTED,
    CORRECTIONS,
)

#: All published tables.
TABLES: tuple[Table, ...] = (*TABLES_OF_PAGES, CHANGES)


def table_named(name: str) -> Table:
    """Return the table of that name.

    Raises:
        KeyError: there is no such table; the message lists those that there are.
    """
    for table in TABLES:
        if table.name == name:
            return table
    raise KeyError(f"no table {name}; the tables are {', '.join(table.name for table in TABLES)}")
