"""The languages of the window, and how one is put in force while it is open."""
