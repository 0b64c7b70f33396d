"""Work done later, by a worker: each job kept, tried again, and done once."""
