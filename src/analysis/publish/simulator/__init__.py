"""The simulator: inputs of the model that a reader may move in the page, and what follows from them, with ranges."""
