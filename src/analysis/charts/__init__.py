"""The kit of charts: each is a specification that draws itself at two widths and says in words what it shows."""
