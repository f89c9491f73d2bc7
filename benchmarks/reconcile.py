"""`python -m benchmarks.reconcile`: linking 10 thousand, 100 thousand and a million mentions.

The invented ledger keeps the same number of mentions a day and country as it grows, as a desk's
does over the years. Each size is linked in a process of its own, whose largest memory is printed
beside the seconds. The named peer of the ratio is `sorted` of Python:
sorting the mentions by day, the least that any linkage must do.
"""

import multiprocessing
import resource
import sys
import time
from datetime import timedelta
from itertools import islice

from dateline.model.stored import StoredMention

SIZES = (10_000, 100_000, 1_000_000)


def main(sizes: tuple[int, ...]) -> int:
    """Print seconds, microseconds a mention and memory for each size."""
    print(
        f"{'mentions':>10} {'seconds':>9} {'us each':>9} {'events':>9} {'MB':>8} {'x sorting':>10}"
    )
    for size in sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, busy, events, megabytes, sorting = pool.apply(measure, (size,))
        each = busy / size * 1e6
        print(
            f"{size:>10} {seconds:>9.1f} {busy:>8.1f} {each:>9.0f} {events:>9} {megabytes:>8.0f} "
            f"{busy / sorting:>10.0f}",
            flush=True,
        )
    return 0


def measure(size: int) -> tuple[float, float, int, float, float]:
    """Seconds of linking and of its processor, events, megabytes at most, seconds of sorting."""
    from evals.worlds import ROOTS

    from dateline.reconcile.linkage import link_mentions

    mentions = invent(size)
    start, worked = time.perf_counter(), time.process_time()
    links = link_mentions(mentions, [], next_event=1, roots=ROOTS)
    seconds, busy = time.perf_counter() - start, time.process_time() - worked
    start = time.process_time()
    sorted(mentions, key=lambda stored: (stored.mention.date_start, stored.id))
    sorting = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, busy, len({link.event for link in links}), peak, sorting


def invent(size: int) -> list[StoredMention]:
    """Worlds one after the other in time, each with towns of its own, until there are enough."""
    from dataclasses import replace

    from evals.worlds import WorldSettings, make_world

    found: list[StoredMention] = []
    base = [make_world(seed, WorldSettings(text=True)) for seed in range(20)]
    turn = -1
    while len(found) < size:
        turn += 1
        world = base[turn % len(base)]
        later = timedelta(days=45 * (turn // 4))
        for stored in islice(world.mentions, size - len(found)):
            mention = stored.mention
            place = mention.place
            if place is not None:
                east = (place.longitude or 0.0) + 10 * (turn % 4)
                place = replace(
                    place,
                    gazetteer_id=f"{place.gazetteer_id}/{turn % len(base)}",
                    longitude=east,
                    country=("ML", "NE", "TD", "SD")[turn % 4],
                )
            moved = replace(
                mention,
                document=f"{turn}-{mention.document}",
                place=place,
                date_start=mention.date_start + later if mention.date_start else None,
                date_end=mention.date_end + later if mention.date_end else None,
            )
            found.append(replace(stored, id=len(found) + 1, mention=moved))
    return found


if __name__ == "__main__":
    chosen = tuple(int(size) for size in sys.argv[1:]) or SIZES
    sys.exit(main(chosen))
