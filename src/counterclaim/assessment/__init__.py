"""Assessment: what each party says of an incident, and what that leaves standing, by published rules.

Takes incidents, reports and text origins; gives ``Accounts``. ``rules.py`` holds the rules; ``scales.py`` shows the
same standings on the scales that people use; ``history.py`` says what moved them.
"""

from counterclaim.assessment.assess import assess
from counterclaim.assessment.history import compare, history
from counterclaim.assessment.judged import label

__all__ = ["assess", "compare", "history", "label"]
