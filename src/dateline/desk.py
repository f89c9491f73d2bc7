"""The desk folder: its settings, and where its things lie."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline import plugins
from dateline.collect.settings import ChatSettings, CollectSettings
from dateline.datasets.settings import DatasetSettings
from dateline.errors import CommandError, DeskError, SettingsError
from dateline.model.definition import UNITS, Definition, Region
from dateline.model.mention import EVENT_TYPE_OF, EVENT_TYPES
from dateline.model.source import (
    ACCESS,
    ARCHIVE_POLICIES,
    LINK_POLICIES,
    MEDIA_POLICIES,
    RELIABILITY,
    Source,
)
from dateline.publish.settings import (
    WITHHELD_FIELDS,
    MailSettings,
    PublishSettings,
    WithholdSettings,
)
from dateline.read.settings import TranslationSettings
from dateline.reconcile.settings import RESOLVE_RULES, LinkSettings, ResolveSettings
from dateline.tables import fill, reject_unknown

COUNTS = ("accepted", "all")
MAIL_SECURITY = ("starttls", "tls", "none")
LEAST_DIGITS = 8  # of a capture's digest, so that a slip of the hand names nothing
_COUNTRY = re.compile("[A-Z]{2}")
LEDGER_SCHEMES = ("postgresql://", "postgres://")
TABLES = (
    "desk", "definitions", "regions", "sources", "groups", "periods", "collect", "reconcile",
    "resolve", "translation", "llm", "datasets", "withhold", "publish", "mail",
)  # fmt: skip

NEW_DESK = """\
[desk]
name = {name}
timezone = "UTC"
counts = "accepted"                    # accepted | all: whether events nobody has reviewed count
# countries = ["NE", "ML"]             # what the desk watches: doubtful places are sought there

[definitions.attack]
says = "Kinetic activity: armed clashes, bombings, assassinations, raids and abductions."
event_types = ["Battles", "Explosions/Remote violence", "Violence against civilians"]
unit = "place-day"

# [regions.central-mali]
# says = "Mopti and Segou regions"
# admin1 = ["ML/Mopti", "ML/Segou"]

# [sources."studiotamani.org"]
# says = "independent Malian radio studio"
# reliability = "B"                    # Admiralty letter, A to F
# links = "live"                       # live | defang | withhold
"""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """The `[desk]` table of desk.toml.

    Attributes:
        name: what the desk calls itself.
        cutoff: ISO 8601 time; the default of `--as-reported`. Empty means now.
        timezone: IANA zone of times written without one.
        counts: `accepted` or `all`: whether events that nobody has reviewed count.
        strict: whether a number that nothing binds is an error instead of a warning.
        ledger: file of the ledger, from the folder on, or the address of a PostgreSQL database,
            such as `postgresql://desk@host/sahel`; empty means `desk.db`.
        key: file of the desk's key, which seals withheld captures, from the folder on or with its
            whole path, such as one on a stick; empty means `desk.key`.
        extractor: name of the part that finds mentions: `rules`, `tagger`, `llm`, or an
            installed one.
        countries: ISO alpha-2 codes of what the desk watches, beside its regions: a doubtful place
            and a name in a query are sought there before elsewhere.
    """

    name: str = "desk"
    cutoff: str = ""
    timezone: str = "UTC"
    counts: str = "accepted"
    strict: bool = False
    ledger: str = ""
    key: str = ""
    extractor: str = plugins.DEFAULT_EXTRACTOR
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """A `[groups.KEY]` table: the ids of its actors.

    Attributes:
        actors: ids, each with the time it belonged where it has one: `wagner@2021-12..2023-08`.
    """

    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk folder with its settings read."""

    folder: Path
    settings: DeskSettings = field(default_factory=DeskSettings)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    periods: Mapping[str, str] = field(default_factory=dict)
    collect: CollectSettings = field(default_factory=CollectSettings)
    reconcile: LinkSettings = field(default_factory=LinkSettings)
    resolve: ResolveSettings = field(default_factory=ResolveSettings)
    translation: TranslationSettings = field(default_factory=TranslationSettings)
    llm: ChatSettings = field(default_factory=ChatSettings)
    datasets: DatasetSettings = field(default_factory=DatasetSettings)
    withhold: WithholdSettings = field(default_factory=WithholdSettings)
    publish: PublishSettings = field(default_factory=PublishSettings)
    mail: MailSettings = field(default_factory=MailSettings)

    @property
    def homes(self) -> frozenset[str]:
        """The countries that the desk watches: those it names, and those of its regions."""
        areas = (area for one in self.regions.values() for area in (*one.countries, *one.admin1))
        return frozenset((*self.settings.countries, *(area.partition("/")[0] for area in areas)))

    @property
    def ledger_place(self) -> Path | str:
        """The SQLite file of the ledger, or the address of its PostgreSQL database."""
        if "://" in self.settings.ledger:
            return self.settings.ledger
        return self.folder / (self.settings.ledger or "desk.db")

    @property
    def key_file(self) -> Path:
        """The file of the key that seals withheld captures."""
        return self.folder / (self.settings.key or "desk.key")

    @property
    def cache(self) -> Path:
        """The folder of what can be made anew at any time."""
        return self.folder / ".cache"

    @property
    def archive(self) -> Path:
        """The folder of captures."""
        return self.folder / "archive"

    @property
    def answers(self) -> Path:
        """The folder of translations and model answers kept, so that nothing is asked twice."""
        return self.folder / "answers"

    @property
    def lexicon(self) -> Path:
        """The folder of the desk's own actors and places."""
        return self.folder / "lexicon"

    @property
    def updates(self) -> Path:
        """The folder of updates."""
        return self.folder / "updates"

    @property
    def editions(self) -> Path:
        """The folder of frozen editions."""
        return self.folder / "editions"

    @property
    def out(self) -> Path:
        """The folder of what was published."""
        return self.folder / "out"


def find_desk(folder: Path | None = None) -> Desk:
    """Open the desk in a folder, or with none given the nearest at or above the current one.

    Raises:
        CommandError: there is no desk there.
        SettingsError: its desk.toml cannot be used.
    """
    if folder is not None:
        if not (folder / "desk.toml").is_file():
            raise CommandError(
                f"{folder} is not a desk: it has no desk.toml. Make one with `dateline init "
                f"{folder}`, or name another with `--desk DIR`."
            )
        return load_desk(folder)
    here = Path.cwd()
    for candidate in (here, *here.parents):
        if (candidate / "desk.toml").is_file():
            return load_desk(candidate)
    raise CommandError(
        f"No desk here: neither {here} nor a folder above it has a desk.toml. Name one with "
        "`dateline --desk DIR ...`, or make one with `dateline init DIR`."
    )


def create_desk(folder: Path) -> Desk:
    """Make a desk folder; one that is already there is left as it is.

    Raises:
        DeskError: the folder cannot be written.
    """
    try:
        for part in ("archive", "datasets", "lexicon", "updates", "out"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        settings = folder / "desk.toml"
        if not settings.exists():
            name = json.dumps(folder.resolve().name, ensure_ascii=False)  # TOML quotes so too
            settings.write_text(NEW_DESK.format(name=name), encoding="utf-8")
    except OSError as error:
        raise DeskError(
            f"The desk {folder} could not be made: {error.strerror}. Choose a folder that you "
            "may write to."
        ) from error
    return load_desk(folder)


def load_desk(folder: Path) -> Desk:
    """Read a desk's settings.

    Raises:
        SettingsError: desk.toml is not TOML, or has a key or a value that nobody knows.
    """
    path = folder / "desk.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}. Mend that line.") from error
    except OSError as error:
        raise SettingsError(f"{path} could not be read: {error.strerror}.") from error
    reject_unknown(tables, TABLES, str(path))
    settings = fill(DeskSettings, tables.get("desk", {}), f"{path} [desk]")
    _check_desk(settings, f"{path} [desk]")
    return Desk(
        folder=folder,
        settings=settings,
        definitions={
            key: _definition(key, table, f"{path} [definitions.{key}]")
            for key, table in _tables_of(tables, "definitions", path).items()
        },
        regions={
            key: fill(Region, {"key": key, **table}, f"{path} [regions.{key}]")
            for key, table in _tables_of(tables, "regions", path).items()
        },
        sources={
            key: _source(key, table, f'{path} [sources."{key}"]')
            for key, table in _tables_of(tables, "sources", path).items()
        },
        groups={
            key: fill(_Group, table, f"{path} [groups.{key}]").actors
            for key, table in _tables_of(tables, "groups", path).items()
        },
        periods=_periods(tables.get("periods", {}), f"{path} [periods]"),
        collect=fill(CollectSettings, tables.get("collect", {}), f"{path} [collect]"),
        reconcile=fill(LinkSettings, tables.get("reconcile", {}), f"{path} [reconcile]"),
        resolve=_resolve(tables, f"{path} [resolve]"),
        translation=fill(
            TranslationSettings, tables.get("translation", {}), f"{path} [translation]"
        ),
        llm=fill(ChatSettings, tables.get("llm", {}), f"{path} [llm]"),
        datasets=fill(DatasetSettings, tables.get("datasets", {}), f"{path} [datasets]"),
        withhold=_withhold(tables.get("withhold", {}), f"{path} [withhold]"),
        publish=fill(PublishSettings, tables.get("publish", {}), f"{path} [publish]"),
        mail=_mail(tables.get("mail", {}), f"{path} [mail]"),
    )


def _tables_of(tables: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    """The tables below a name, such as each `[regions.KEY]`."""
    found = tables.get(name, {})
    if isinstance(found, Mapping) and all(isinstance(part, Mapping) for part in found.values()):
        return found
    raise SettingsError(
        f"{path}: '{name}' holds something that is no table. Give each a heading [{name}.KEY] "
        "with `key = value` lines below it."
    )


def _periods(table: Any, where: str) -> dict[str, str]:  # noqa: ANN401 - any TOML value
    if not isinstance(table, Mapping) or not all(
        isinstance(value, str | int | date) for value in table.values()
    ):
        raise SettingsError(f'{where} should hold lines such as `before = "2023-01..2023-07"`.')
    return {key: str(value) for key, value in table.items()}


def _definition(key: str, table: Mapping[str, Any], where: str) -> Definition:
    own = {name: value for name, value in table.items() if not isinstance(value, Mapping)}
    datasets = {
        name: {
            column: tuple(value) if isinstance(value, list) else (value,)
            for column, value in value_of.items()
        }
        for name, value_of in table.items()
        if isinstance(value_of, Mapping)
    }
    definition = fill(Definition, {"key": key, **own, "datasets": datasets}, where)
    _check_choice(definition.unit, UNITS, f"{where} unit")
    for event_type in definition.event_types:
        _check_choice(event_type, EVENT_TYPES, f"{where} event_types")
    for sub_event_type in definition.sub_event_types:
        _check_choice(sub_event_type, EVENT_TYPE_OF, f"{where} sub_event_types")
    return definition


def _source(key: str, table: Mapping[str, Any], where: str) -> Source:
    source = fill(Source, {"key": key, **table}, where)
    _check_choice(source.links, LINK_POLICIES, f"{where} links")
    _check_choice(source.reliability, RELIABILITY, f"{where} reliability")
    _check_choice(source.media, MEDIA_POLICIES, f"{where} media")
    _check_choice(source.archive, ARCHIVE_POLICIES, f"{where} archive")
    _check_choice(source.access, ACCESS, f"{where} access")
    return source


def _resolve(tables: Mapping[str, Any], where: str) -> ResolveSettings:
    """The policies of choosing among accounts, each rule one that its field takes."""
    settings = fill(ResolveSettings, tables.get("resolve", {}), where)
    for name, known in RESOLVE_RULES.items():
        policy: tuple[str, ...] = getattr(settings, name)
        if not policy:
            raise SettingsError(f"{where} {name} names no rule. Leave the line out, or name one.")
        for rule in policy:
            if not rule.startswith("source:"):
                _check_choice(rule, (*known, "source:KEY"), f"{where} {name}")
            elif rule.removeprefix("source:") not in tables.get("sources", {}):
                raise SettingsError(
                    f"{where} {name} names '{rule}', but desk.toml has no table "
                    f'[sources."{rule.removeprefix("source:")}"]. Add it, or mend the name.'
                )
    return settings


def _withhold(table: Mapping[str, Any], where: str) -> WithholdSettings:
    settings = fill(WithholdSettings, table, where)
    for name in settings.fields:
        _check_choice(name, WITHHELD_FIELDS, f"{where} fields")
    for digest in settings.captures:
        if len(digest) < LEAST_DIGITS:
            raise SettingsError(
                f"{where} captures has '{digest}', which may be the beginning of many digests. "
                f"Write {LEAST_DIGITS} figures or more."
            )
    return settings


def _mail(table: Mapping[str, Any], where: str) -> MailSettings:
    settings = fill(MailSettings, table, where)
    _check_choice(settings.security, MAIL_SECURITY, f"{where} security")
    return settings


def _check_desk(settings: DeskSettings, where: str) -> None:
    _check_choice(settings.counts, COUNTS, f"{where} counts")
    _check_zone(settings.timezone, f"{where} timezone")
    for code in settings.countries:
        if not _COUNTRY.fullmatch(code):
            raise SettingsError(
                f"{where} countries has '{code}', which is no code. Write two capitals, as in NE."
            )
    if "://" in settings.ledger and not settings.ledger.startswith(LEDGER_SCHEMES):
        raise SettingsError(
            f"{where} ledger is '{settings.ledger}', but a ledger is a file or a PostgreSQL "
            "database: write postgresql://user@host/database, or leave the line out for desk.db."
        )
    try:
        datetime.fromisoformat(settings.cutoff or "2023-12-13")
    except ValueError as error:
        raise SettingsError(
            f"{where} cutoff is '{settings.cutoff}', which is no time. Write it as 2023-12-13 or "
            "2023-12-13T10:00."
        ) from error


def _check_choice(value: str, known: Iterable[str], where: str) -> None:
    if value not in (names := tuple(known)):
        raise SettingsError(f"{where} is '{value}', but should be one of {', '.join(names)}.")


def _check_zone(name: str, where: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(
            f"{where} is '{name}', which is no IANA zone. Write one such as 'Africa/Bamako'."
        ) from error
