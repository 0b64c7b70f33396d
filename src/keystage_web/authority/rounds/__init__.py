"""An authority's pages about its rounds."""
