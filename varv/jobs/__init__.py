"""The face for the clock and the shell: a command fetches the thing, calls one verb and tells what happened."""
