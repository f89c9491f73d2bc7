"""What a desk may set about publishing: what never leaves, who signs, where it is found."""

from dataclasses import dataclass

WITHHELD_FIELDS = ("date", "place", "coordinates", "actors", "tolls", "weapons", "claimed_by")


@dataclass(frozen=True, slots=True)
class WithholdSettings:
    """What is withheld besides whole sources, which `links = "withhold"` of a source does.

    Attributes:
        documents: ids of documents of which nothing leaves.
        captures: SHA-256, or its first eight figures or more, of captures of which nothing leaves.
        speakers: names of speakers whose accounts do not leave.
        fields: fields that leave for no event: `date`, `place`, `coordinates`, `actors`, `tolls`,
            `weapons`, `claimed_by`.
    """

    documents: tuple[str, ...] = ()
    captures: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """Who signs, and where readers find the editions.

    Attributes:
        roles: who must sign before an edition is frozen, each role another person.
        address: address of the published site, such as `https://desk.example/updates/`; feeds
            need it for links that work everywhere. Empty writes links from the feed's own place.
        says: one sentence about the desk, for feeds and the site's front page.
        language: of the site's own words: `en`, `fr`, `ar`, `tr`, `fa`, `es`, or one that the
            desk's `templates/words/` add.
    """

    roles: tuple[str, ...] = ("author", "editor")
    address: str = ""
    says: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The server that takes editions to a list of readers, and how they leave the list.

    Attributes:
        host: name of the SMTP server; empty sends nothing.
        port: its port.
        security: `starttls`, `tls`, or `none` for a server on this machine.
        user: name to sign in with; empty signs in with none.
        password_variable: name of the environment variable that holds the password.
            The password itself never stands in a file of the desk.
        sender: as readers see it, such as `Sahel desk <desk@desk.example>`.
        list: file of the desk with one reader a line, `Name <address>` or an address alone.
        unsubscribe: https address at which one click leaves the list; `{token}` in it stands for
            the reader.
        unsubscribe_mail: address to which a reader writes to leave the list.
        timeout: seconds that the server may stay silent.
    """

    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password_variable: str = ""
    sender: str = ""
    list: str = "readers.txt"
    unsubscribe: str = ""
    unsubscribe_mail: str = ""
    timeout: float = 30.0
