"""Events as CSV with a row of HXL hashtags under the header."""

import csv
import io

from dateline.datasets.acled_rows import safe_cell
from dateline.datasets.outgoing import Outgoing, describe_event, say_interval, unit_name
from dateline.model.event import Event

COLUMNS = {
    "Date": "#date+occurred",
    "Description": "#description",
    "Country code": "#country+code",
    "First level": "#adm1",
    "Second level": "#adm2",
    "Place": "#loc",
    "Latitude": "#geo+lat",
    "Longitude": "#geo+lon",
    "Place precision": "#geo+precision",
    "Event": "#event+id",
    "Event type": "#event+type",
    "Perpetrator": "#group+perp",
    "Perpetrator name": "#group+perp+name",
    "Weapons": "#weapons",
    "Killed": "#affected+killed",
    "Injured": "#affected+injured",
    "Kidnapped": "#affected+kidnapped",
    "Arrested": "#affected+arrested",
    "Source": "#meta+source",
    "Address": "#meta+url",
}


def write_hxl(out: Outgoing) -> bytes:
    """Write events under HXL hashtags; what is not stated is blank."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerow(COLUMNS.values())
    for event in out.events:
        writer.writerow([safe_cell(cell) for cell in _row(event, out)])
    return text.getvalue().encode("utf-8")


def _row(event: Event, out: Outgoing) -> list[str]:
    place, point, country = event.place, out.point_of(event), out.country_of(event)
    perpetrators = out.actors_in(event, "perpetrator")
    urls = [one.url for one in out.references.get(event.id, ()) if one.url]
    return [
        say_interval(event),
        describe_event(event, out),
        country.iso3 if country else "",
        unit_name(place.admin1) if place else "",
        unit_name(place.admin2) if place else "",
        place.name if place else "",
        f"{point[0]:.4f}" if point else "",
        f"{point[1]:.4f}" if point else "",
        str(place.geo_precision or "") if place else "",
        str(event.id),
        event.sub_event_type,
        "; ".join(one.id for one in perpetrators),
        "; ".join(out.name_actor(one, event) for one in perpetrators),
        "; ".join(event.weapons),
        *(
            "" if figure is None else str(figure)
            for figure in (event.killed.best, event.injured.best, event.abducted.best)
        ),
        "",  # an event holds no toll of the arrested
        "; ".join(out.sources_of(event)),
        "; ".join(dict.fromkeys(urls)),
    ]
