"""Who acts in a project and with which keys, as the settings show and change it."""
