"""The roof: settings, addresses, and how the program is started."""
