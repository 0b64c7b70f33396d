"""What reading and checking cost, as ratios taken in one run on one machine.

Milliseconds on a shared machine mean little; every case is squeezed between two runs of
its yardstick over the same bytes, on the processor's clock, in shuffled rounds.
"""
