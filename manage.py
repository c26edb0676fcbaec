#!/usr/bin/env python3
"""Django's own way to start the commands; `.venv/bin/varv` does the same."""

from varv.config.command import main

if __name__ == "__main__":
    main()
