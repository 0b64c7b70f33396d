"""An authority's pages about its schools, their register and their days."""
