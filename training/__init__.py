"""Training: takes research data, gives the weights in ``counterclaim/language/model``.

prepare (samples to windows) → train → evaluate → export. Needs torch; nothing at run time does.
"""
