"""What a desk may set about fetching other people's event data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DatasetSettings:
    """Where the services stand, how they are asked, and which variables hold their keys.

    Attributes:
        ucdp: address of UCDP's service.
        ucdp_token_variable: name of the environment variable that holds UCDP's access token.
        acled: address of ACLED's service.
        acled_user_variable: name of the environment variable that holds the account's address.
        acled_password_variable: name of the one that holds its password.
        gdelt: address of GDELT's folder of files.
        page_size: rows asked for at once.
        pause: seconds between two requests, at least.
        timeout: seconds that a service may stay silent.
        retries: how often a page is asked for again when the service is busy or breaks off.
        user_agent: how Dateline introduces itself.
    """

    ucdp: str = "https://ucdpapi.pcr.uu.se/api"
    ucdp_token_variable: str = "UCDP_TOKEN"  # noqa: S105 - a variable's name
    acled: str = "https://acleddata.com"
    acled_user_variable: str = "ACLED_USER"
    acled_password_variable: str = "ACLED_PASSWORD"  # noqa: S105 - a variable's name
    gdelt: str = "http://data.gdeltproject.org/gdeltv2"
    page_size: int = 1000
    pause: float = 1.0
    timeout: float = 60.0
    retries: int = 5
    user_agent: str = "Dateline/0.1 (conflict-monitoring desk)"
