"""`rowcheck backtest`: replay what was contributed to a list, and report what rowcheck would have found."""
