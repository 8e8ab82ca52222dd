"""The same hip in the field's engines: to check our geometry against theirs, and to go on from it elsewhere."""
