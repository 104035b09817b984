"""What JupyterLab has beside the notebooks that are published: the start page and the explorer."""
