"""Rankings of a period and group with all that explains them, and the methods behind them."""
