"""`rowcheck backtest`: what rowcheck would have said to what was contributed before it was there."""
