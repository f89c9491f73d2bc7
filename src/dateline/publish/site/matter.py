"""What the pipeline hands over for a site: its editions, definitions and theatres."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.model.definition import Definition, Region
from dateline.model.edition import Correction
from dateline.publish.phrases import Words, find_words


@dataclass(frozen=True, slots=True)
class SiteIssue:
    """One frozen issue of an update.

    Attributes:
        id: its name.
        hash: of its files.
        state: hash of the ledger's state.
        frozen: ISO 8601 time.
        page: name of its page among its files.
        files: what goes out, by path.
    """

    id: str
    hash: str
    state: str
    frozen: str
    page: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class SiteEdition:
    """An update as the site shows it, in its newest issue.

    Attributes:
        update: the update's name, and the folder's.
        title: as printed.
        summary: the standfirst or the key takeaways, in plain words.
        published: ISO date.
        language: ISO 639-1 code.
        direction: `rtl` or `ltr`.
        theatres: names of theatres.
        text: the prose in plain words, for search.
        definitions: keys of the definitions that its numbers name.
        methods: kinds of its numbers.
        corrections: everything corrected so far.
        issues: the newest first.
    """

    update: str
    title: str
    summary: str
    published: str
    language: str
    direction: str
    theatres: tuple[str, ...]
    text: str
    definitions: tuple[str, ...]
    methods: tuple[str, ...]
    corrections: tuple[Correction, ...]
    issues: tuple[SiteIssue, ...]

    @property
    def folder(self) -> str:
        """Where it lies on the site."""
        return f"editions/{self.update}/"

    @property
    def page(self) -> str:
        """The page of the newest issue, from the site's root."""
        newest = self.issues[0]
        return f"{self.folder}{newest.id}/{newest.page}"


@dataclass(frozen=True, slots=True)
class SiteMatter:
    """Everything that a site shows.

    Attributes:
        desk: the desk's name.
        says: one sentence about it.
        address: where the site will lie; empty where nobody said.
        editions: the newest first.
        definitions: by key.
        regions: by key.
        groups: groups of actors by key.
        language: of the site's own words.
        templates: the desk's folder of templates, which stand over the shipped ones.
    """

    desk: str
    says: str
    address: str
    editions: tuple[SiteEdition, ...]
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = "en"
    templates: str = ""

    @property
    def say(self) -> Words:
        """What its pages and feeds say of their own."""
        return find_words(self.language, self.templates)

    @property
    def root(self) -> str:
        """The address with a slash at its end, or nothing."""
        return f"{self.address.rstrip('/')}/" if self.address else ""
