"""Windows on what was learned: findings, recommendations, lessons, changes, and the spiral they turn."""
