"""The pages of the main window, each with the collaborators that it is given."""
