"""The page and the HTTP API: what a ledger holds, for a browser and for programs.

``app.create_app`` makes the application of a ``Serving``; ``routes`` has one module a view, ``present`` turns
records into what templates show (pure functions), ``templates`` and ``static`` are what is sent. Who may do
what is in ``access``; what keeps strangers and hostile reports out is in ``shield``.
"""
