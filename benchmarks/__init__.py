"""Speed side by side, as ratios in one run where that can be: `make bench`."""
