"""Languages: texts that can be translated, numbers as the language writes them."""
