"""The rolls: the pupils of each school and year, how they come there, who may see them."""
