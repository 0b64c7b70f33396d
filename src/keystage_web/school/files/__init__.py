"""Pages of the files a school sends: for the school, and for the officers who receive."""
