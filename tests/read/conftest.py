"""Invented material in the manner of weekly updates and press digests."""

from collections.abc import Callable
from hashlib import sha256

import pytest

from dateline.model.capture import Capture
from dateline.model.document import Document, Reading
from dateline.read import read_capture

Reader = Callable[..., Reading]

UPDATE = """UA-12345678-9

Saturday, March 9, 2024

LAKE BASIN WEEKLY UPDATE, MARCH 8, 2024

\u00a0 SOURCE :

 ( ) LAKE BASIN WEEKLY UPDATE, MARCH 8, 2024:\u00a0 https://www.example.org/lake-basin/march-8

Lake Basin Weekly Update, March 8, 2024: Raiders Return to the Tera Road

Authors:\u00a0Awa Diallo, Ben Keita, and Chidi Okoro

To receive the Lake Basin Weekly Update via email, please subscribe\u00a0here. Follow LBD on Twitter.

Data Cutoff: March 6, 2024, at 4:30 p.m.

Contributor:\u00a0Dewi Musa

Key Takeaways:

Niger and Mali.\u00a0Raiders on motorbikes hit two convoys on the Tera road and will likely return.

Chad. The army moved a battalion to the lake after raids on three islands.

Assessments:

Niger and Mali.\u00a0Raiders struck a convoy near Tera on March 2 and killed four drivers.[1]\u00a0They \
came back on March 5.[2] Traders say prices have doubled.[3]The garrison was halved in January.[4]

  • The road links Tera with the border.[5]
  • \u00a0 Patrols stopped in January.[6]

Figure\u00a01. Raids on the Tera Road


Note:\u00a0Places are approximate.

Source:\u00a0Awa Diallo and the Lake Basin Desk.

Chad. A battalion reached Lake Chad on March 1.[7]

\u00a0Figure 2. Islands Raided


Source: Ben Keita.

Other Updates

Nigeria. Officials in Maiduguri denied reports of a truce.[8] Markets stayed open all week.


[1]\u00a0ttps://news.example.org/tera; https://www.example.net/road.pdf?lang=fr

[2] https://radio\u00a0 dot example dot ne/bankilare; https://www dot lac dot example/tchad

[3] Sahel Monitor, “Prices Double; Traders Leave,” March 4, 2024, available by subscription at \
www.sahelmonitor.examplehttps://x.com/tera/status/1?s=20https://x.com/tera/status/2?s=20&t=Ab_1

[4]https://www.example.org/garrison-in-te...https://www.example.org/full#:~:text=halved%20in

[5] Authors’ research.

[6] Source for the claim available on request.

[7] https://dash.example.org/map/#/islands; author’s database. Available by request.

[8] Sahel Monitor, “Truce Denied”; https://www.example.org/truce?utm_source=x

\u00a0

No comments:

Post a Comment
"""

DIGEST = """Herders and Farmers Sign a Pact in Kidira

Herders at the market in Kidira

“The pact, if it holds, would be the first in the valley since the drought.”


Summary: Elders in the valley signed a pact after two years of clashes.


Two villages in the valley signed a pact.[i] According to the first article from the radio Vallée FM, \
elders met for three days and swore to return stolen cattle, which both sides had counted and marked \
before the talks began, so that nobody could later claim more than had been lost.[ii] The pact may not \
hold, since the young men who did the raiding were not asked, and a like promise was broken in the \
spring before last.[i]


Sources:

“Les éleveurs et les paysans signent un pacte (Herders and farmers sign a pact),” Vallée FM (community \
radio in the east), 4 March 2024.
https://vallee.example/pacte

Elders of two villages signed a pact on Sunday after three days of talks under the great tree.

They swore to return forty head of cattle.

Source: Moussa Traoré, “حفل التوقيع في “كيديرا” (Signing ceremony in “Kidira”),”El Nahr, Accessed \
6 March 2024. https://nahr.example/أخبار/12؟

The ceremony drew a crowd of three hundred.


Notes:

[i] The valley has seen clashes since 2022. For more, see: A. Ba, “Cattle and Crops (CC),” Valley \
Review, Updated May 2023. https://review.example/cattle

[ii] On the drought, see:

“A Dry Decade,” Water Office, n.d. https://water.example/dry


Image Information:

Image: Herders at the market in Kidira
Source: https://images.example/kidira.jpg Attribution: Public Domain


River Police Seize Boats near Matam


A river police boat.


“We will watch the river,” the commander said.


River police seized four boats near Matam, according to the daily Fleuve, and the second excerpt says \
that the boats carried fuel. [i] Smuggling has grown since prices were freed in the autumn, and the \
police have only two patrol boats for a stretch of river that takes a day to travel.


OE Insight Summary:

RIV police seized boats.


Sources:

د سیند پولیسو کښتۍ ونیولې (River police seized boats),” Fleuve (daily), March 2, 2024. \
https://fleuve.example/1

[T]hey found forty cans of fuel on each boat.


“پلیس رودخانه قایق‌ها را توقیف کرد

(The river police impounded boats)” Rud Press, 3 March 2024. https://rud.example/2

The boats were impounded on Friday.


Notes:

 [i] The river marks the border.


Image: A river police boat.
Source: https://images.example/boat.jpg
Attribution: CC BY 4.0"""


@pytest.fixture(scope="session")
def read() -> Reader:
    """Give a function that reads bytes or text under a name."""

    def reader(
        material: bytes | str,
        name: str = "note.txt",
        *,
        media_type: str = "",
        encoding: str | None = None,
    ) -> Reading:
        payload = material.encode() if isinstance(material, str) else material
        capture = Capture(
            sha256(payload).hexdigest(), name, "2024-03-10T08:00:00+00:00", media_type,
            len(payload), declared_encoding=encoding,
        )  # fmt: skip
        return read_capture(payload, capture)

    return reader


@pytest.fixture(scope="session")
def update(read: Reader) -> Document:
    """Give the invented weekly update."""
    return read(UPDATE).documents[0]


@pytest.fixture(scope="session")
def digest(read: Reader) -> tuple[Document, ...]:
    """Give the two articles of the invented digest."""
    return read(DIGEST).documents
