"""挂图作战 and 晒拼创: tasks with their lamps, targets, and what a group did in a period."""
