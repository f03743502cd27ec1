"""Where a thermal picture is of interest: a small learned layer on the backbone's taps, and what its regions are called."""
