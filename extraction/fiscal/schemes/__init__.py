"""One module per family of codes, each with its `SCHEMES`; sources and layouts are the authorities' own."""
