"""What a desk may set about taking material in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CollectSettings:
    """Limits and manners of collecting.

    Attributes:
        max_bytes: largest capture taken, in bytes; a larger one is a problem, never cut.
        user_agent: how Dateline introduces itself to servers; a desk adds a way to reach it.
        timeout: seconds that a server may stay silent.
        total_timeout: seconds that one address may take in all.
        pause: seconds between two requests to one host, at least.
        redirects: how many redirects are followed.
        obey_robots: whether `robots.txt` is asked and obeyed.
        private_addresses: whether addresses inside this network may be fetched; leave it off
            unless the desk archives its own servers.
    """

    max_bytes: int = 100_000_000
    user_agent: str = "Dateline/0.1 (conflict-monitoring desk; robots.txt obeyed)"
    timeout: float = 20.0
    total_timeout: float = 60.0
    pause: float = 2.0
    redirects: int = 5
    obey_robots: bool = True
    private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """A language model behind an OpenAI-compatible endpoint; nothing is ever sent without one.

    Attributes:
        endpoint: address below which `chat/completions` lies, such as
            `http://127.0.0.1:8080/v1`; empty means none.
        model: the model's name, as the endpoint knows it.
        key_variable: name of the environment variable that holds the key; empty sends none.
            The key itself never stands in a file of the desk.
        timeout: seconds that the endpoint may stay silent.
        retries: how often a question is asked again when the endpoint is busy or away.
        highest_confidence: a mention that the model found is never surer than this.
    """

    endpoint: str = ""
    model: str = ""
    key_variable: str = ""
    timeout: float = 120.0
    retries: int = 2
    highest_confidence: float = 0.6
