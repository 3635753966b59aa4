# Read by the interactive shell of `bootstrap.py shell`: the person's own settings, then Assay's.
if [ -r ~/.bashrc ]; then . ~/.bashrc; fi
. "$VIRTUAL_ENV/bin/activate"
