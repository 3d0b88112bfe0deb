"""The room of incidents: which event mentions, within and across documents, tell of one happening.

    Report ─► profiles ─► blocks ─► link (pairs that share a key) ─► cluster ─► Incident

A profile holds all that linking needs; none of the later steps sees a text. Each step is a pure function, and
what comes out depends on the set of profiles, links and judgements, never on their order.
"""

from counterclaim.incidents.blocking import blocks
from counterclaim.incidents.clustering import cluster
from counterclaim.incidents.linking import explain, link
from counterclaim.incidents.profile import Profile, Whole
from counterclaim.incidents.profiling import profiles

__all__ = ["Profile", "Whole", "blocks", "cluster", "explain", "link", "profiles"]
