"""From what people gave, on whatever way, to one set of answers."""
