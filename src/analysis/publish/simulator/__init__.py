"""The what-if panel: a few inputs of the model that a reader may move in the page, and what follows from them."""
