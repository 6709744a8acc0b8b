"""How a case is shown: a row of the table, a picture of what deviates."""
