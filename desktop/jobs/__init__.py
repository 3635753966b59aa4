"""Jobs as the window sees them: one centre that starts, follows and ends them."""
