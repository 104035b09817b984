"""Publishing: figures and tables as HTML, notebooks run by papermill, pages, the site."""
