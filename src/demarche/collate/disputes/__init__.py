"""What is disputed about a happening: tolls, authors, natures, times, places, and who says which."""
