"""Other people's style sheets and scripts, as they stand in the tree."""
