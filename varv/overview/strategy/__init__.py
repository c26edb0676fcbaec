"""Windows on the plans: documents, framework and chains, and what differs between their versions."""
